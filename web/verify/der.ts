/** Reads the little of DER (X.690) that a time stamp is made of. What is not DER throws. */

import type { Bytes } from "./bytes.ts";

export const OCTET_STRING = 0x04;
export const OID = 0x06;
export const GENERALIZED_TIME = 0x18;
export const SEQUENCE = 0x30;
export const EXPLICIT_0 = 0xa0;

export class NotDer extends Error {}

export interface Element {
  tag: number;
  content: Bytes;
}

/** All elements, one after the other. */
export function elements(data: Bytes): Element[] {
  const found: Element[] = [];
  for (let at = 0; at < data.length; ) {
    const tag = data[at]!;
    const { start, size } = lengthAt(data, at + 1);
    // Tags of several bytes do not occur in a time stamp.
    if ((tag & 0x1f) === 0x1f || start + size > data.length) throw new NotDer("no element begins here");
    found.push({ tag, content: data.subarray(start, start + size) });
    at = start + size;
  }
  return found;
}

/** The elements in this one, if it has this tag. */
export function inside(one: Element | undefined, tag: number): Element[] {
  return elements(contentOf(one, tag));
}

export function contentOf(one: Element | undefined, tag: number): Bytes {
  if (one?.tag !== tag) throw new NotDer(`tag ${tag} belongs here`);
  return one.content;
}

function lengthAt(data: Bytes, at: number): { start: number; size: number } {
  const first = data[at];
  if (first === undefined || first === 0x80) throw new NotDer("a length is missing, or has no end");
  if (first < 0x80) return { start: at + 1, size: first };
  const bytes = data.subarray(at + 1, at + 1 + (first & 0x7f));
  const size = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  if (bytes.length < (first & 0x7f)) throw new NotDer("a length is cut off");
  return { start: at + 1 + bytes.length, size };
}
