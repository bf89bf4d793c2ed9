import { expect, test } from "vitest";
import { joined, utf8, type Bytes } from "../../../verify/bytes.ts";
import { readTimeStamp } from "../../../verify/timestamp.ts";
import { hex } from "./vectors.ts";

const SHA256 = "0609608648016503040201";
const SHA512 = "0609608648016503040203";
const imprint = Uint8Array.from({ length: 32 }, (_, at) => at);

function der(tag: number, ...parts: Bytes[]): Bytes {
  const content = joined(...parts);
  const size = content.length < 0x80 ? [content.length] : [0x82, content.length >> 8, content.length & 0xff];
  return joined(Uint8Array.of(tag, ...size), content);
}

function token({ algorithm = SHA256, hash = imprint, time = "20261122021005Z" } = {}): Bytes {
  const number = der(0x02, Uint8Array.of(1));
  const info = der(0x30, number, hex("06022a03"), der(0x30, der(0x30, hex(algorithm), hex("0500")), der(0x04, hash)), number, der(0x18, utf8(time)));
  const content = der(0x30, hex("060b2a864886f70d0109100104"), der(0xa0, der(0x04, info)));
  const signed = der(0x30, number, der(0x31), content, der(0xa0, new Uint8Array(300)), der(0x31));
  return der(0x30, hex("06092a864886f70d010702"), der(0xa0, signed));
}

test("a token says what it is over, and when", () => {
  expect(readTimeStamp(token())).toEqual({ imprint, at: "2026-11-22T02:10:05Z" });
  expect(readTimeStamp(token({ time: "20261122021005.25Z" }))?.at).toBe("2026-11-22T02:10:05.25Z");
});

test.each([
  ["nothing", new Uint8Array()],
  ["text", utf8("你好")],
  ["a token and something that is no element", joined(token(), Uint8Array.of(0))],
  ["over another kind of hash", token({ algorithm: SHA512 })],
  ["over a hash too short", token({ hash: imprint.slice(1) })],
  ["of no time", token({ time: "202611220210Z" })],
  ["of a time that is not UTC", token({ time: "20261122021005+0800" })],
  ["of a size without end", hex("3080")],
  ["of a size that runs over", hex("3084ffffffff00")],
])("no token: %s", (_, bytes) => {
  expect(readTimeStamp(bytes)).toBeNull();
});

test("no part of a token is one, and no change of a byte stops the reader", () => {
  const whole = token();
  for (let at = 0; at < whole.length; at++) {
    expect(readTimeStamp(whole.slice(0, at))).toBeNull();
    const changed = whole.slice();
    changed[at]! ^= 0x80;
    readTimeStamp(changed);
  }
});
