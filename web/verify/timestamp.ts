/** What a time-stamp token (RFC 3161) is over, and when. Who signed it is not checked here. */

import { hexOf, type Bytes } from "./bytes.ts";
import { contentOf, EXPLICIT_0, GENERALIZED_TIME, inside, NotDer, OCTET_STRING, OID, only, SEQUENCE } from "./der.ts";

const SIGNED_DATA = "2a864886f70d010702";
const TST_INFO = "2a864886f70d0109100104";
const SHA256 = "608648016503040201";
const LONGEST_TIME = 40;
const TIME = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d{1,9})?Z$/;

export interface TimeStamp {
  /** The SHA-256 that it is over. */
  imprint: Bytes;
  /** ISO 8601, in UTC. */
  at: string;
}

/** null if the token is none, or is over another kind of hash. */
export function readTimeStamp(token: Bytes): TimeStamp | null {
  try {
    return read(token);
  } catch (error) {
    if (error instanceof NotDer) return null;
    throw error;
  }
}

function read(token: Bytes): TimeStamp | null {
  const [kind, wrapped] = inside(only(token), SEQUENCE); // ContentInfo, RFC 5652, 3
  const signedData = inside(inside(wrapped, EXPLICIT_0)[0], SEQUENCE); // 5.1: version, digestAlgorithms, encapContentInfo
  const [contentKind, content] = inside(signedData[2], SEQUENCE);
  if (oid(kind) !== SIGNED_DATA || oid(contentKind) !== TST_INFO) return null;
  const info = inside(only(contentOf(inside(content, EXPLICIT_0)[0], OCTET_STRING)), SEQUENCE);
  const [algorithm, imprint] = inside(info[2], SEQUENCE); // RFC 3161, 2.4.2: version, policy, messageImprint, serialNumber, genTime
  const hash = contentOf(imprint, OCTET_STRING);
  const time = TIME.exec(String.fromCharCode(...contentOf(info[4], GENERALIZED_TIME).slice(0, LONGEST_TIME)));
  if (oid(inside(algorithm, SEQUENCE)[0]) !== SHA256 || hash.length !== 32 || !time) return null;
  const [, year, month, day, hour, minute, second, fraction = ""] = time;
  return { imprint: hash, at: `${year}-${month}-${day}T${hour}:${minute}:${second}${fraction}Z` };
}

function oid(one: { tag: number; content: Bytes } | undefined): string {
  return hexOf(contentOf(one, OID));
}
