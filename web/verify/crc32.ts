/** CRC-32 as zip files carry it (APPNOTE 4.4.7). It guards against accidents, not against people. */

import type { Bytes } from "./bytes.ts";

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  return rest;
});

export function crc32(data: Bytes): number {
  let rest = 0xffffffff;
  for (let at = 0; at < data.length; at++) rest = (rest >>> 8) ^ TABLE[(rest ^ data[at]!) & 0xff]!;
  return ~rest >>> 0;
}
