/** A fingerprint as it is compared by eye: 1a2b 3c4d …. Pure. */
export function inFours(hex: string): string {
  return hex.match(/.{1,4}/g)?.join(" ") ?? "";
}
