import { describe, expect, test } from "vitest";
import { holds, holdsByArithmetic, isSound } from "../../../verify/ed25519.ts";
import { hex, vectors } from "./vectors.ts";

interface Case {
  name: string;
  public: string;
  message: string;
  signature: string;
  holds: boolean;
}

describe.each(vectors<Case[]>("ed25519.yml"))("$name", (one) => {
  const [key, signature, message] = [hex(one.public), hex(one.signature), hex(one.message)];

  test("by WebCrypto", async () => {
    expect(await holds(key, signature, message)).toBe(one.holds);
  });

  test("by our own arithmetic", async () => {
    expect(isSound(key, signature) && (await holdsByArithmetic(key, signature, message))).toBe(one.holds);
  });
});
