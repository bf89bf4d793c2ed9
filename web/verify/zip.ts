/**
 * The zip around a pack: reading any, and telling whether it has the single form of the format.
 *
 * Reading is forgiving, so that a file can still be named where the container was changed;
 * `hasTheSingleForm` is what forgives nothing.
 */

import { byCodePoint, same, utf8, type Bytes } from "./bytes.ts";
import { crc32 } from "./crc32.ts";

export type Files = Map<string, Bytes>;

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const LOCAL_SIZE = 30;
const CENTRAL_SIZE = 46;
const END_SIZE = 22;
const STORED = 0;

const VERSION = 20;
const UTF8_NAMES = 0x0800;
const DAY = 0x0021; // 1 January 1980
const MADE_BY = 0x0314;
const ORDINARY_FILE = 0x81a40000;

interface Entry {
  name: string;
  method: number;
  size: number;
  offset: number;
}

/** The files in it, by path; null if it is no zip. Compressed ones are left out: no pack has any. */
export function readZip(zip: Bytes): Files | null {
  const entries = directory(zip);
  if (!entries) return null;
  const files: Files = new Map();
  let room = zip.length; // entries that share bytes could make a small file endless
  for (const { name, method, size, offset } of entries) {
    const start = dataAt(zip, offset);
    if (start === null || method !== STORED || size > room) continue;
    room -= size;
    if (start + size <= zip.length) files.set(name, zip.subarray(start, start + size) as Bytes);
  }
  return files;
}

/** Whether these bytes are exactly those that the format makes of these files. */
export function hasTheSingleForm(zip: Bytes, files: Files): boolean {
  let at = 0;
  const next = (part: Bytes) => {
    const found = same(zip.subarray(at, at + part.length) as Bytes, part);
    at += part.length;
    return found;
  };
  const central: Bytes[] = [];
  for (const path of [...files.keys()].sort(byCodePoint)) {
    const [name, data] = [utf8(path), files.get(path)!];
    const sizes = [crc32(data), data.length, data.length];
    const offset = at;
    if (!next(header([LOCAL, VERSION, UTF8_NAMES, STORED, 0, DAY, ...sizes, name.length, 0], "42222244422"))) return false;
    if (!next(name) || !next(data)) return false;
    const fields = [CENTRAL, MADE_BY, VERSION, UTF8_NAMES, STORED, 0, DAY, ...sizes, name.length, 0, 0, 0, 0, ORDINARY_FILE, offset];
    central.push(header(fields, "42222224442222244"), name);
  }
  const start = at;
  if (!central.every(next)) return false;
  const end = [END, 0, 0, files.size, files.size, at - start, start, 0];
  return next(header(end, "42222442")) && at === zip.length;
}

/** Little-endian fields, each of so many bytes. */
function header(fields: number[], sizes: string): Bytes {
  const bytes = sizes.split("").map(Number);
  const view = new DataView(new ArrayBuffer(bytes.reduce((sum, size) => sum + size, 0)));
  let at = 0;
  bytes.forEach((size, field) => {
    if (size === 2) view.setUint16(at, fields[field]!, true);
    else view.setUint32(at, fields[field]!, true);
    at += size;
  });
  return new Uint8Array(view.buffer);
}

function directory(zip: Bytes): Entry[] | null {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  const end = endRecord(view);
  if (end === null) return null;
  const entries: Entry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    if (at + CENTRAL_SIZE > zip.length || view.getUint32(at, true) !== CENTRAL) return null;
    const [name, extra, comment] = [28, 30, 32].map((field) => view.getUint16(at + field, true)) as [number, number, number];
    entries.push({
      name: new TextDecoder("utf-8", { ignoreBOM: true }).decode(zip.subarray(at + CENTRAL_SIZE, at + CENTRAL_SIZE + name)),
      method: view.getUint16(at + 10, true),
      size: view.getUint32(at + 20, true),
      offset: view.getUint32(at + 42, true),
    });
    at += CENTRAL_SIZE + name + extra + comment;
  }
  return entries;
}

function endRecord(view: DataView): number | null {
  const last = view.byteLength - END_SIZE;
  for (let at = last; at >= 0; at--) {
    if (view.getUint32(at, true) === END) return at;
  }
  return null;
}

/** Where an entry's data begins, behind its local header; null if there is none. */
function dataAt(zip: Bytes, offset: number): number | null {
  if (offset + LOCAL_SIZE > zip.length) return null;
  const view = new DataView(zip.buffer, zip.byteOffset + offset);
  if (view.getUint32(0, true) !== LOCAL) return null;
  return offset + LOCAL_SIZE + view.getUint16(26, true) + view.getUint16(28, true);
}
