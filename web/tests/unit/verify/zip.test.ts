import { deflateRawSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { joined, utf8, type Bytes } from "../../../verify/bytes.ts";
import { crc32 } from "../../../verify/crc32.ts";
import { hasTheSingleForm, readZip } from "../../../verify/zip.ts";

/** Written here once more, field by field as the format lists them, so that writer and reader don't share a fault. */
function zip(files: [path: string, data: Bytes][], { method = 0, packed = (data: Bytes) => data } = {}): Bytes {
  const parts: Bytes[] = [];
  const central: Bytes[] = [];
  for (const [path, data] of files) {
    const name = utf8(path);
    const offset = size(parts);
    const body = packed(data);
    const shared = [u16(20), u16(0x0800), u16(method), u16(0), u16(0x21), u32(crc32(data)), u32(body.length), u32(data.length), u16(name.length), u16(0)];
    parts.push(Uint8Array.of(0x50, 0x4b, 3, 4), ...shared, name, body);
    central.push(Uint8Array.of(0x50, 0x4b, 1, 2), u16(0x0314), ...shared, u16(0), u16(0), u16(0), u32(0x81a40000), u32(offset), name);
  }
  const [start, length] = [size(parts), size(central)];
  const end = [Uint8Array.of(0x50, 0x4b, 5, 6), u16(0), u16(0), u16(files.length), u16(files.length), u32(length), u32(start), u16(0)];
  return joined(...parts, ...central, ...end);
}

const files: [string, Bytes][] = [
  ["data/a", utf8("one")],
  ["data/b", new Uint8Array()],
  ["核验.html", utf8("three")],
];
const whole = zip(files);

test("a pack's zip is read, and has the single form", () => {
  const found = readZip(whole)!;
  expect([...found]).toEqual(files);
  expect(hasTheSingleForm(whole, found)).toBe(true);
});

test("a change of any bit of it is either no zip, another file, or another form", () => {
  for (let bit = 0; bit < whole.length * 8; bit++) {
    const changed = whole.slice();
    changed[bit >> 3]! ^= 1 << bit % 8;
    const found = readZip(changed);
    const isUnseen = found && hasTheSingleForm(changed, found) && JSON.stringify([...found]) === JSON.stringify(files);
    expect(isUnseen, `bit ${bit}`).toBeFalsy();
  }
});

test("no part of it alone, and nothing in front or behind, has the single form", () => {
  for (let end = 0; end < whole.length; end++) {
    const found = readZip(whole.slice(0, end));
    expect(found && hasTheSingleForm(whole.slice(0, end), found)).toBeFalsy();
  }
  for (const more of [joined(whole, utf8("x")), joined(utf8("x"), whole)]) {
    const found = readZip(more);
    expect(found && hasTheSingleForm(more, found)).toBeFalsy();
  }
});

describe("zips that somebody else made", () => {
  test("what is compressed is left out: no pack has it", () => {
    expect([...readZip(zip(files, { method: 8, packed: (data) => new Uint8Array(deflateRawSync(data)) }))!]).toEqual([]);
  });

  test("a folder of its own counts as a file", () => {
    expect(readZip(zip([["data/", new Uint8Array()], ...files]))!.has("data/")).toBe(true);
  });

  test("a path twice: the last counts, as in other readers", () => {
    const found = readZip(zip([["a", utf8("1")], ["a", utf8("2")]]))!;
    expect([...found]).toEqual([["a", utf8("2")]]);
  });
});

test.each([
  ["nothing", new Uint8Array()],
  ["text", utf8("你好，我是账房。".repeat(10))],
  ["the end alone, which counts a file", joined(Uint8Array.of(0x50, 0x4b, 5, 6), u16(0), u16(0), u16(1), u16(1), u32(0), u32(0), u16(0))],
])("no zip: %s", (_, bytes) => {
  expect(readZip(bytes)).toBeNull();
});

test("files that all claim the same bytes do not make a small zip endless", () => {
  const data = new Uint8Array(10_000);
  const one = zip([["a", data]]);
  const central = one.slice(30 + 1 + data.length, -22);
  const many = Array.from({ length: 5000 }, () => central);
  const end = joined(Uint8Array.of(0x50, 0x4b, 5, 6), u16(0), u16(0), u16(5000), u16(5000), u32(0), u32(30 + 1 + data.length), u16(0));
  const found = readZip(joined(one.slice(0, 30 + 1 + data.length), ...many, end));
  expect(found!.size).toBe(1);
});

function u16(value: number): Bytes {
  return Uint8Array.of(value & 0xff, value >> 8);
}

function u32(value: number): Bytes {
  return Uint8Array.of(value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, value >>> 24);
}

function size(parts: Bytes[]): number {
  return parts.reduce((sum, part) => sum + part.length, 0);
}
