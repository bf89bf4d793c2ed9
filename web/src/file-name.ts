/** The name that an answer gives to its file (RFC 6266), Chinese before plain. Pure. */

const CODED = /filename\*=UTF-8''([^;]+)/i;
const PLAIN = /filename="([^"]+)"/i;

export function fileName(disposition: string | null): string | null {
  const coded = CODED.exec(disposition ?? "")?.[1];
  return (coded ? decoded(coded) : null) ?? PLAIN.exec(disposition ?? "")?.[1] ?? null;
}

function decoded(name: string): string | null {
  try {
    return decodeURIComponent(name.trim());
  } catch {
    return null;
  }
}
