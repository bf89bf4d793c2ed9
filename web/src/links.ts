/** Cuts a message into plain text and safe links. Only https, and no user name that imitates a site. */

export interface Piece {
  text: string;
  href: string | null;
}

const ADDRESS = /https:\/\/[\w\-.~:/?#[\]@!$&'()*+,;=%]+/gi; // ASCII only: 中文 ends an address
const TRAILING = /[.,;:!?'")\]]+$/;

export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = match[0].replace(TRAILING, "");
    if (!isSafe(address)) continue;
    if (match.index > end) found.push({ text: text.slice(end, match.index), href: null });
    found.push({ text: address, href: address });
    end = match.index + address.length;
  }
  if (end < text.length) found.push({ text: text.slice(end), href: null });
  return found;
}

function isSafe(address: string): boolean {
  try {
    const url = new URL(address);
    return url.protocol === "https:" && !url.username && !url.password;
  } catch {
    return false;
  }
}
