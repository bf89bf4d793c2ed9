import { expect, test } from "vitest";
import { aroundFacts, besideFields, ticksOf } from "../../src/bubble-parts.ts";

const steps = [
  { id: "find_record", title: "找到这一笔" },
  { id: "compare", title: "对一对余额" },
];

test("a list that names every step is ticked in its place", () => {
  expect(ticksOf("先看这几样：\n1. 翻出记录。\n2. 看余额。\n都做了？", steps)).toEqual({
    before: "先看这几样：",
    ticks: [
      { step: steps[0], words: "翻出记录。" },
      { step: steps[1], words: "看余额。" },
    ],
    after: "都做了？",
  });
});

test("a single step has its title under the text", () => {
  expect(ticksOf("在机器上找到这一笔。", steps.slice(0, 1))).toEqual({
    before: "在机器上找到这一笔。",
    ticks: [{ step: steps[0], words: "找到这一笔" }],
    after: "",
  });
});

test("a title that the text has on a line of its own is not said twice", () => {
  expect(ticksOf("好，记上了。还剩：\n找到这一笔", steps.slice(0, 1))).toMatchObject({ before: "好，记上了。还剩：", ticks: [{ words: "找到这一笔" }] });
});

test("a list that is about something else stays a list", () => {
  const text = "这样留：\n1. 拍照。\n2. 录音。\n3. 截图。";
  expect(ticksOf(text, steps)).toMatchObject({ before: text, after: "", ticks: [{ words: "找到这一笔" }, { words: "对一对余额" }] });
});

test("around the facts that a card shows", () => {
  expect(aroundFacts("咱们对一遍：\n· 金额：88 元\n· 订单号：2026\n都对吗？")).toEqual({ before: "咱们对一遍：", after: "都对吗？" });
  expect(aroundFacts("都对吗？")).toEqual({ before: "都对吗？", after: "" });
});

test("a slip's facts are not said twice; what differs is", () => {
  const fields = [
    { label: "金额", words: "88 元" },
    { label: "参考号", words: "260120445512" },
  ];
  const text = "小票我看了：\n· 金额：88 元\n· 参考号：260120445512（没看准，先不记）\n· 订单号：小票上是 1，你说的是 2\n都对吗？";
  expect(besideFields(text, fields)).toBe("小票我看了：\n· 订单号：小票上是 1，你说的是 2\n都对吗？");
});
