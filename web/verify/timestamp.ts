/** What a time-stamp token (RFC 3161) is over, and when. Who signed it is not checked here. */

import { hexOf, type Bytes } from "./bytes.ts";
import { contentOf, elements, EXPLICIT_0, GENERALIZED_TIME, inside, NotDer, OCTET_STRING, OID, SEQUENCE } from "./der.ts";

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
  const wrapped = inside(elements(token)[0], SEQUENCE)[1]; // ContentInfo, RFC 5652, 3
  const signedData = inside(inside(wrapped, EXPLICIT_0)[0], SEQUENCE); // 5.1: version, digestAlgorithms, encapContentInfo
  const content = inside(signedData[2], SEQUENCE)[1];
  const info = inside(inside(inside(content, EXPLICIT_0)[0], OCTET_STRING)[0], SEQUENCE);
  const [algorithm, imprint] = inside(info[2], SEQUENCE); // RFC 3161, 2.4.2: version, policy, messageImprint, serialNumber, genTime
  const kind = hexOf(contentOf(inside(algorithm, SEQUENCE)[0], OID));
  const hash = contentOf(imprint, OCTET_STRING);
  const time = TIME.exec(String.fromCharCode(...contentOf(info[4], GENERALIZED_TIME).slice(0, LONGEST_TIME)));
  if (kind !== SHA256 || hash.length !== 32 || !time) return null;
  const [, year, month, day, hour, minute, second, fraction = ""] = time;
  return { imprint: hash, at: `${year}-${month}-${day}T${hour}:${minute}:${second}${fraction}Z` };
}
