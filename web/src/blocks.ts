/** How a text of the bot is laid out: its lists, and the words to say to somebody else. Pure. */

export type Block =
  | { kind: "line"; text: string }
  /** Words for the phone or the letter, in 「…」. */
  | { kind: "script"; text: string }
  /** A point of a list; of a channel also its name, and a note in （…） at the end. */
  | { kind: "point"; mark: string; name: string; text: string; note: string };

const POINT = /^(·|\d+\.) (.+)$/;
const CHANNEL = /^([^：，。]{1,16}：)(.+?)(（[^（）]+）)?$/;
const SCRIPT = /^「.+」$/;

export function blocks(text: string): Block[] {
  return text
    .split("\n")
    .filter((line) => line.trim())
    .map(block);
}

function block(line: string): Block {
  if (SCRIPT.test(line)) return { kind: "script", text: line };
  const point = POINT.exec(line);
  if (!point) return { kind: "line", text: line };
  const [, mark = "", words = ""] = point;
  const channel = mark === "·" ? CHANNEL.exec(words) : null;
  if (!channel) return { kind: "point", mark, name: "", text: words, note: "" };
  const [, name = "", good = "", note = ""] = channel;
  return { kind: "point", mark, name, text: good, note };
}
