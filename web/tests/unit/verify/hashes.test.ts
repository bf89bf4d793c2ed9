import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { hexOf, utf8 } from "../../../verify/bytes.ts";
import { crc32 } from "../../../verify/crc32.ts";
import * as webCrypto from "../../../verify/hash.ts";
import * as ours from "../../../verify/sha2.ts";
import { sm3 } from "../../../verify/sm3.ts";

// Every length around the blocks' borders.
const inputs = [0, 1, 3, 55, 56, 57, 63, 64, 65, 111, 112, 113, 119, 120, 127, 128, 129, 1000].map((length) =>
  Uint8Array.from({ length }, (_, at) => (at * 7 + length) % 256),
);

describe("SM3", () => {
  test.each([
    ["GB/T 32905-2016, A.1", "abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"],
    ["GB/T 32905-2016, A.2", "abcd".repeat(16), "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"],
    ["nothing", "", "1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b"],
  ])("%s", (_, text, expected) => {
    expect(hexOf(sm3(utf8(text)))).toBe(expected);
  });

  test("as OpenSSL has it, at every length around a block", () => {
    for (const data of inputs) {
      expect(hexOf(sm3(data))).toBe(createHash("sm3").update(data).digest("hex"));
    }
  });

  test("of a part of a larger buffer", () => {
    expect(sm3(inputs.at(-1)!.subarray(100, 300))).toEqual(sm3(inputs.at(-1)!.slice(100, 300)));
  });
});

test.each([
  ["SHA-256", ours.sha256, "sha256"],
  ["SHA-512", ours.sha512, "sha512"],
  ["SHA-256 of WebCrypto", webCrypto.sha256, "sha256"],
  ["SHA-512 of WebCrypto", webCrypto.sha512, "sha512"],
])("%s, as OpenSSL has it", async (_, hash, name) => {
  for (const data of inputs) {
    expect(hexOf(await hash(data))).toBe(createHash(name).update(data).digest("hex"));
  }
});

test("CRC-32 of the digits, the check value that every description gives", () => {
  expect(crc32(utf8("123456789"))).toBe(0xcbf43926);
});
