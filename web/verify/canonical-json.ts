/** Canonical JSON: RFC 8785, narrowed to whole numbers up to 2⁵³ - 1 and ASCII keys. */

import { fromUtf8, type Bytes } from "./bytes.ts";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const HALF_A_CHARACTER = /\p{Surrogate}/u;
const ASCII = /^[\0-\x7f]*$/;
const DEEPEST = 64; // far deeper than any pack, and shallow enough for any reader

export class NotCanonical extends Error {}

export function readCanonical(bytes: Bytes): Json {
  const text = fromUtf8(bytes);
  if (text === null) throw new NotCanonical("it is no UTF-8");
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    throw new NotCanonical("it is no JSON");
  }
  // Writing it again finds doubled keys, their order, spaces and every other spelling at once.
  if (writeCanonical(value) !== text) throw new NotCanonical("it is not the canonical form");
  return value;
}

export function writeCanonical(value: Json, depth = 0): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value)) throw new NotCanonical("a number is not whole, or too large");
    return String(value);
  }
  if (typeof value === "string") {
    if (HALF_A_CHARACTER.test(value)) throw new NotCanonical("a text holds half a character");
    return JSON.stringify(value);
  }
  if (depth === DEEPEST) throw new NotCanonical(`it is nested deeper than ${DEEPEST}`);
  if (Array.isArray(value)) return `[${value.map((item) => writeCanonical(item, depth + 1)).join(",")}]`;
  const fields = Object.keys(value).sort().map((key) => {
    if (!ASCII.test(key)) throw new NotCanonical("a key is not ASCII");
    return `${JSON.stringify(key)}:${writeCanonical(value[key]!, depth + 1)}`;
  });
  return `{${fields.join(",")}}`;
}
