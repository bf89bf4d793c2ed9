/**
 * Whether an Ed25519 signature holds: RFC 8032, 5.1.7 without cofactor.
 *
 * Implementations differ on odd encodings that no honest signer makes. Those are refused here first,
 * so that WebCrypto and our own arithmetic are only asked where all agree: S < L, canonical
 * encodings, and neither the key nor R a point of small order.
 */

import { same, type Bytes } from "./bytes.ts";
import { sha512 } from "./hash.ts";

const P = 2n ** 255n - 19n;
const L = 2n ** 252n + 27742317777372353535851937790883648493n;
const D = mod(-121665n * inverse(121666n));
const ROOT_OF_MINUS_1 = power(2n, (P - 1n) / 4n);

/** Extended coordinates (RFC 8032, 5.1.4): x = X/Z, y = Y/Z, xy = T/Z. */
type Point = [X: bigint, Y: bigint, Z: bigint, T: bigint];

const NEUTRAL: Point = [0n, 1n, 1n, 0n];
const BASE: Point = decode(encodedY(mod(4n * inverse(5n))))!;

type Verifier = (key: Bytes, signature: Bytes, message: Bytes) => Promise<boolean>;

let chosen: Promise<Verifier> | undefined;

export async function holds(key: Bytes, signature: Bytes, message: Bytes): Promise<boolean> {
  chosen ??= browserVerifier().then((browsers) => browsers ?? holdsByArithmetic);
  return isSound(key, signature) && (await chosen)(key, signature, message);
}

/** Forms that all verifiers agree on. */
export function isSound(key: Bytes, signature: Bytes): boolean {
  if (key.length !== 32 || signature.length !== 64) return false;
  const [A, R, S] = [decode(key), decode(signature.slice(0, 32)), number(signature.slice(32))];
  return S < L && !!A && !!R && !hasSmallOrder(A) && !hasSmallOrder(R);
}

/** The signature, which must be sound, by our own arithmetic: [S]B - [h]A, encoded, must be R. */
export async function holdsByArithmetic(key: Bytes, signature: Bytes, message: Bytes): Promise<boolean> {
  const R = signature.slice(0, 32);
  const hashed = new Uint8Array(64 + message.length);
  hashed.set(R);
  hashed.set(key, 32);
  hashed.set(message, 64);
  const h = number(await sha512(hashed)) % L;
  const [X, Y, Z, T] = decode(key)!;
  const found = sum(times(number(signature.slice(32)), BASE), times(h, [mod(-X), Y, Z, mod(-T)]));
  return same(encode(found), R);
}

/** WebCrypto's, if this browser knows Ed25519. */
async function browserVerifier(): Promise<Verifier | null> {
  const subtle = globalThis.crypto?.subtle as SubtleCrypto | undefined;
  const imported = (key: Bytes) => subtle!.importKey("raw", key, "Ed25519", false, ["verify"]);
  try {
    await imported(encode(BASE));
  } catch {
    return null;
  }
  return async (key, signature, message) => {
    try {
      return await subtle!.verify("Ed25519", await imported(key), signature, message);
    } catch {
      return false;
    }
  };
}

/** RFC 8032, 5.1.3; null if the bytes are no point, or not its canonical encoding. */
function decode(bytes: Bytes): Point | null {
  const encoded = number(bytes);
  const y = encoded & ((1n << 255n) - 1n);
  const odd = encoded >> 255n;
  if (y >= P) return null;
  const u = mod(y * y - 1n);
  const v = mod(D * y * y + 1n);
  let x = mod(u * power(v, 3n) * power(mod(u * power(v, 7n)), (P - 5n) / 8n));
  if (mod(v * x * x) === mod(-u)) x = mod(x * ROOT_OF_MINUS_1);
  if (mod(v * x * x) !== u || (x === 0n && odd)) return null;
  if ((x & 1n) !== odd) x = P - x;
  return [x, y, 1n, mod(x * y)];
}

function encode([X, Y, Z]: Point): Bytes {
  const x = mod(X * inverse(Z));
  const bytes = encodedY(mod(Y * inverse(Z)));
  bytes[31]! |= Number(x & 1n) << 7;
  return bytes;
}

function encodedY(y: bigint): Bytes {
  return Uint8Array.from({ length: 32 }, (_, at) => Number((y >> BigInt(8 * at)) & 0xffn));
}

/** RFC 8032, 5.1.4; it doubles as well. */
function sum([X1, Y1, Z1, T1]: Point, [X2, Y2, Z2, T2]: Point): Point {
  const A = mod((Y1 - X1) * (Y2 - X2));
  const B = mod((Y1 + X1) * (Y2 + X2));
  const C = mod(2n * T1 * T2 * D);
  const dd = mod(2n * Z1 * Z2);
  const [E, F, G, H] = [B - A, dd - C, dd + C, B + A];
  return [mod(E * F), mod(G * H), mod(F * G), mod(E * H)];
}

function times(scalar: bigint, point: Point): Point {
  let found = NEUTRAL;
  for (const bit of scalar.toString(2)) {
    found = sum(found, found);
    if (bit === "1") found = sum(found, point);
  }
  return found;
}

function hasSmallOrder(point: Point): boolean {
  const [X, Y, Z] = times(8n, point);
  return X === 0n && Y === Z;
}

/** Little-endian. */
function number(bytes: Bytes): bigint {
  return bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
}

function mod(x: bigint): bigint {
  const rest = x % P;
  return rest < 0n ? rest + P : rest;
}

function power(base: bigint, exponent: bigint): bigint {
  let found = 1n;
  for (const bit of exponent.toString(2)) {
    found = mod(found * found);
    if (bit === "1") found = mod(found * base);
  }
  return found;
}

function inverse(x: bigint): bigint {
  return power(mod(x), P - 2n);
}
