/** SM3 (GB/T 32905-2016), which no browser brings. The letters are the standard's. */

import type { Bytes } from "./bytes.ts";

const START = [0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e];
const BLOCK = 64;

export function sm3(data: Bytes): Bytes {
  const V = Uint32Array.from(START);
  const whole = data.length - (data.length % BLOCK);
  compress(V, data.subarray(0, whole));
  compress(V, padded(data.subarray(whole), data.length));
  const digest = new DataView(new ArrayBuffer(32));
  V.forEach((word, at) => digest.setUint32(4 * at, word));
  return new Uint8Array(digest.buffer);
}

/** 5.2: a one, zeros, and the length in bits as 64 bits. */
function padded(rest: Bytes, length: number): Bytes {
  const end = new Uint8Array(rest.length + 9 <= BLOCK ? BLOCK : 2 * BLOCK);
  end.set(rest);
  end[rest.length] = 0x80;
  const view = new DataView(end.buffer);
  view.setUint32(end.length - 8, Math.floor(length / 2 ** 29));
  view.setUint32(end.length - 4, (length << 3) >>> 0);
  return end;
}

/** 5.3: each block in turn into V. */
function compress(V: Uint32Array, data: Bytes): void {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const W = new Uint32Array(68);
  for (let block = 0; block < data.length; block += BLOCK) {
    for (let j = 0; j < 16; j++) W[j] = view.getUint32(block + 4 * j);
    for (let j = 16; j < 68; j++) {
      W[j] = P1(W[j - 16]! ^ W[j - 9]! ^ turned(W[j - 3]!, 15)) ^ turned(W[j - 13]!, 7) ^ W[j - 6]!;
    }
    let [A, B, C, D, E, F, G, H] = V as unknown as [number, number, number, number, number, number, number, number];
    for (let j = 0; j < 64; j++) {
      const T = j < 16 ? 0x79cc4519 : 0x7a879d8a;
      const A12 = turned(A, 12);
      const SS1 = turned((A12 + E + turned(T, j)) | 0, 7);
      const TT1 = (FF(j, A, B, C) + D + (SS1 ^ A12) + (W[j]! ^ W[j + 4]!)) | 0;
      const TT2 = (GG(j, E, F, G) + H + SS1 + W[j]!) | 0;
      D = C;
      C = turned(B, 9);
      B = A;
      A = TT1;
      H = G;
      G = turned(F, 19);
      F = E;
      E = P0(TT2);
    }
    [A, B, C, D, E, F, G, H].forEach((word, at) => (V[at]! ^= word));
  }
}

function turned(word: number, by: number): number {
  return (word << by % 32) | (word >>> (32 - (by % 32)) % 32);
}

function P0(X: number): number {
  return X ^ turned(X, 9) ^ turned(X, 17);
}

function P1(X: number): number {
  return X ^ turned(X, 15) ^ turned(X, 23);
}

function FF(j: number, X: number, Y: number, Z: number): number {
  return j < 16 ? X ^ Y ^ Z : (X & Y) | (X & Z) | (Y & Z);
}

function GG(j: number, X: number, Y: number, Z: number): number {
  return j < 16 ? X ^ Y ^ Z : (X & Y) | (~X & Z);
}
