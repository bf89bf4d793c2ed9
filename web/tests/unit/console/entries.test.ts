import { describe, expect, test } from "vitest";
import { joined, lastOfMerchant, lastSeq, quotedOf } from "../../../src/console/conversation/entries.ts";
import { lines } from "../../../src/console/conversation/transcript-lines.ts";
import { put, talk, type Talk } from "../../console/build-talks.ts";

const NOON = new Date("2026-11-22T12:00:00+08:00");

function chat(...said: [actor: "merchant" | "bot" | "agent", text: string, at?: string][]): Talk {
  const it = talk("c", "王记");
  for (const [actor, text, at = "2026-11-22T11:00:00+08:00"] of said) put(it, actor, text, { at });
  return it;
}

describe("entries of a conversation", () => {
  test("each stands once, in order, however they come", () => {
    const { entries } = chat(["merchant", "一"], ["bot", "二"], ["merchant", "三"]);
    const [one, two, three] = entries;
    expect(joined([one!, three!], [two!, three!]).map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(lastSeq(entries)).toBe(3);
    expect(lastSeq([])).toBe(0);
  });

  test("what was taken back is empty where it stood, and the card speaks of what was said before", () => {
    const it = chat(["merchant", "一"], ["merchant", "二"]);
    const known = joined([], it.entries);
    const mark = put(it, "merchant", "", { said: { recalls: 2 } });
    const after = joined(known, [mark]);
    expect(after[1]!.message).toMatchObject({ recalled: true, text: "" });
    expect(lastOfMerchant(after)).toBe(1);
  });

  test("one that comes again with fewer words replaces what was there", () => {
    const { entries } = chat(["merchant", "我卡号 6222"]);
    const again = { ...entries[0]!, message: { ...entries[0]!.message!, text: "我卡号〔已隐去〕" } };
    expect(joined(entries, [again])[0]!.message!.text).toBe("我卡号〔已隐去〕");
  });

  test("a quote shows the beginning, counted in characters", () => {
    const { entries } = chat(["merchant", "🧾".repeat(80)]);
    expect([...quotedOf(entries[0]!)!.text]).toHaveLength(60);
  });
});

describe("lines of a transcript", () => {
  test("days stand between, a speaker who goes on is named once", () => {
    const it = chat(["bot", "你好", "2026-11-21T23:50:00+08:00"], ["merchant", "在", "2026-11-22T00:01:00+08:00"], ["merchant", "吗", "2026-11-22T00:02:00+08:00"], ["merchant", "还在", "2026-11-22T09:00:00+08:00"]);
    const found = lines(it.entries, NOON, 4).map((line) => (line.kind === "said" ? `${line.entry.message!.text}${line.goesOn ? "…" : ""}` : line.kind === "day" ? line.text : line.kind));
    expect(found).toEqual(["昨天", "你好", "今天", "在", "吗…", "unread", "还在"]);
  });

  test("notes, what happened, and marks of recalls are lines of their own kind, or none", () => {
    const it = chat(["merchant", "一"]);
    const at = it.entries[0]!.at;
    put(it, "agent", "", { at, kind: "note", message: null, line: "备注", internal: true });
    put(it, "system", "", { at, kind: "change", message: null, line: "立案" });
    put(it, "merchant", "", { at, said: { recalls: 1 } });
    expect(lines(it.entries, NOON, null).map(({ kind }) => kind)).toEqual(["day", "said", "note", "event"]);
  });
});
