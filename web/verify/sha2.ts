/**
 * SHA-256 and SHA-512 (FIPS 180-4), for browsers that give an offline page no WebCrypto.
 * One algorithm in two widths; BigInt makes it slow and short.
 */

import type { Bytes } from "./bytes.ts";

interface Width {
  bits: bigint;
  rounds: number;
  /** Amounts of Σ0, Σ1, σ0, σ1 (4.1.2, 4.1.3); the last of each σ is a shift. */
  turns: [bigint[], bigint[], bigint[], bigint[]];
  constants: bigint[];
  start: bigint[];
}

const PRIMES = firstPrimes(80);

const SHORT = width(32n, 64, [[2n, 13n, 22n], [6n, 11n, 25n], [7n, 18n, 3n], [17n, 19n, 10n]]);
const LONG = width(64n, 80, [[28n, 34n, 39n], [14n, 18n, 41n], [1n, 8n, 7n], [19n, 61n, 6n]]);

export function sha256(data: Bytes): Bytes {
  return digest(SHORT, data);
}

export function sha512(data: Bytes): Bytes {
  return digest(LONG, data);
}

function digest(of: Width, data: Bytes): Bytes {
  const { bits, rounds, constants } = of;
  const mask = (1n << bits) - 1n;
  const turned = (x: bigint, by: bigint) => ((x >> by) | (x << (bits - by))) & mask;
  const big = (x: bigint, [a, b, c]: bigint[]) => turned(x, a!) ^ turned(x, b!) ^ turned(x, c!);
  const small = (x: bigint, [a, b, c]: bigint[]) => turned(x, a!) ^ turned(x, b!) ^ (x >> c!);
  const [SUM0, SUM1, SIGMA0, SIGMA1] = of.turns;

  let state = [...of.start];
  for (const words of blocks(data, Number(bits) / 8)) {
    for (let t = 16; t < rounds; t++) {
      words.push((small(words[t - 2]!, SIGMA1) + words[t - 7]! + small(words[t - 15]!, SIGMA0) + words[t - 16]!) & mask);
    }
    let [a, b, c, d, e, f, g, h] = state as [bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint];
    for (let t = 0; t < rounds; t++) {
      const one = h + big(e, SUM1) + ((e & f) ^ (~e & mask & g)) + constants[t]! + words[t]!;
      const two = big(a, SUM0) + ((a & b) ^ (a & c) ^ (b & c));
      [a, b, c, d, e, f, g, h] = [(one + two) & mask, a, b, c, (d + one) & mask, e, f, g];
    }
    state = [a, b, c, d, e, f, g, h].map((word, at) => (word + state[at]!) & mask);
  }
  return Uint8Array.from(state.flatMap((word) => bytesOf(word, Number(bits) / 8)));
}

/** 5.1 and 5.2: a one, zeros, and the length in bits; cut into blocks of 16 words. */
function blocks(data: Bytes, wordSize: number): bigint[][] {
  const blockSize = 16 * wordSize;
  const padded = new Uint8Array(Math.ceil((data.length + 1 + 2 * wordSize) / blockSize) * blockSize);
  padded.set(data);
  padded[data.length] = 0x80;
  padded.set(bytesOf(BigInt(data.length) * 8n, 8), padded.length - 8);
  const found: bigint[][] = [];
  for (let at = 0; at < padded.length; at += wordSize) {
    if (at % blockSize === 0) found.push([]);
    const word = padded.subarray(at, at + wordSize).reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
    found.at(-1)!.push(word);
  }
  return found;
}

function bytesOf(word: bigint, size: number): number[] {
  return Array.from({ length: size }, (_, at) => Number((word >> BigInt(8 * (size - 1 - at))) & 0xffn));
}

/** 4.2 and 5.3: the constants are the first bits of the fractions of cube roots, and of square roots, of primes. */
function width(bits: bigint, rounds: number, turns: Width["turns"]): Width {
  const mask = (1n << bits) - 1n;
  return {
    bits,
    rounds,
    turns,
    constants: PRIMES.slice(0, rounds).map((prime) => root(prime << (3n * bits), 3n) & mask),
    start: PRIMES.slice(0, 8).map((prime) => root(prime << (2n * bits), 2n) & mask),
  };
}

/** The whole part of the nth root, by Newton from above. */
function root(of: bigint, n: bigint): bigint {
  let guess = 1n << (BigInt(of.toString(2).length) / n + 1n);
  for (;;) {
    const next = ((n - 1n) * guess + of / guess ** (n - 1n)) / n;
    if (next >= guess) return guess;
    guess = next;
  }
}

function firstPrimes(count: number): bigint[] {
  const found: bigint[] = [];
  for (let candidate = 2n; found.length < count; candidate++) {
    if (found.every((prime) => candidate % prime)) found.push(candidate);
  }
  return found;
}
