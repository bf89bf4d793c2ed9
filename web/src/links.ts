/** Cuts a message into plain text, safe links, and phone numbers to tap. Pure. */

export interface Piece {
  text: string;
  href: string | null;
}

/** ASCII only: 中文 ends an address, and a host in letters that imitate others is no link. */
const ADDRESS = /https?:\/\/[\w\-.~:/?#[\]@!$&'()*+,;=%]+/gi;
const TRAILING = /[.,;:!?'")\]]+$/;
/** Banks and clearing houses (95xxx), public hotlines (123xx, 9611x), 400 and 800 numbers, 1010-xxxx, 110. */
const NUMBER = /(95\d{3,4}|123\d{2}|9611\d|110|[48]00-?\d{3}-?\d{4}|1010-?\d{4})(?![\d.,:/\-*]|\s?[元块笔万])/g;
const JOINED = /[\w.,:/\-*¥￥]$/;

/** `phones`: whether numbers of hotlines can be tapped, as in what the bot says. */
export function pieces(text: string, phones = false): Piece[] {
  return cut(text, ADDRESS, addressOf).flatMap((piece) =>
    piece.href || !phones ? [piece] : cut(piece.text, NUMBER, telephoneOf),
  );
}

interface Found {
  shown: string;
  href: string;
}

function cut(text: string, pattern: RegExp, read: (match: RegExpMatchArray) => Found | null): Piece[] {
  const parts: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    const found = read(match);
    if (!found) continue;
    if (match.index! > end) parts.push({ text: text.slice(end, match.index), href: null });
    parts.push({ text: found.shown, href: found.href });
    end = match.index! + found.shown.length;
  }
  if (end < text.length) parts.push({ text: text.slice(end), href: null });
  return parts;
}

function addressOf(match: RegExpMatchArray): Found | null {
  const address = match[0].replace(TRAILING, "");
  if (goesOn(match[0], match.input!.slice(match.index! + match[0].length))) return null;
  return leadsWhereItSays(address) ? { shown: address, href: address } : null;
}

/** Whether the address ends only because a letter follows that imitates, or that names another host. */
function goesOn(address: string, rest: string): boolean {
  return /^\p{L}/u.test(rest) && (address.endsWith(".") || !/^\p{Script=Han}/u.test(rest));
}

/** No user name that imitates a site, and no host that the browser would read as another one. */
function leadsWhereItSays(address: string): boolean {
  try {
    const url = new URL(address);
    const shown = /^https?:\/\/([^/?#]*)/i.exec(address)![1]!.toLowerCase().replace(/:(80|443)$/, "");
    return !url.username && !url.password && shown === url.host.replace(/:(80|443)$/, "");
  } catch {
    return false;
  }
}

/** A number inside a longer one, or after a ¥, is no telephone. */
function telephoneOf(match: RegExpMatchArray): Found | null {
  if (JOINED.test(match.input!.slice(0, match.index))) return null;
  return { shown: match[0], href: `tel:${match[0].replaceAll("-", "")}` };
}
