/** The vectors that the service is tested with, so that both sides mean the same. */

import { readFileSync } from "node:fs";
import { parseDocument, visit } from "yaml";
import { fromHex, type Bytes } from "../../../verify/bytes.ts";

const FOLDER = new URL("../../../../tests/evidence/", import.meta.url);
const WHOLE_NUMBER = /^(?:0|-?[1-9][0-9]*)$/;

/** Whole numbers come as BigInt: some are too large on purpose. What else looks like a number is hex. */
export function vectors<T>(name: string): T {
  const document = parseDocument(readFileSync(new URL(name, FOLDER), "utf-8"), { intAsBigInt: true });
  visit(document, {
    Scalar(_, node) {
      const isNumber = typeof node.value === "bigint" || typeof node.value === "number";
      if (isNumber && !WHOLE_NUMBER.test(node.source!)) node.value = node.source;
    },
  });
  return document.toJS() as T;
}

export function hex(text: string): Bytes {
  const bytes = fromHex(text);
  if (!bytes) throw new Error(`${text} is no hex`);
  return bytes;
}
