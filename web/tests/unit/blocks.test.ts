import { expect, test } from "vitest";
import { blocks } from "../../src/blocks.ts";

const point = { kind: "point", name: "", note: "" };

test.each([
  ["one line", "记下了：金额 198 元。", [{ kind: "line", text: "记下了：金额 198 元。" }]],
  ["no empty lines", "先看\n\n再说", [{ kind: "line", text: "先看" }, { kind: "line", text: "再说" }]],
  [
    "a numbered list",
    "先看这几样：\n1. 翻出协议。\n2. 打开明细：看实到多少。",
    [
      { kind: "line", text: "先看这几样：" },
      { ...point, mark: "1.", text: "翻出协议。" },
      { ...point, mark: "2.", text: "打开明细：看实到多少。" },
    ],
  ],
  [
    "a channel with its note",
    "· 中国银联 95516：可以请它查。（以官方公布为准）",
    [{ kind: "point", mark: "·", name: "中国银联 95516：", text: "可以请它查。", note: "（以官方公布为准）" }],
  ],
  [
    "a channel whose text has a colon and brackets inside",
    "· 支付清算协会：举报违规：截钱（代理）、改机器。",
    [{ kind: "point", mark: "·", name: "支付清算协会：", text: "举报违规：截钱（代理）、改机器。", note: "" }],
  ],
  ["a point without a name", "· 小票要拍清楚", [{ ...point, mark: "·", text: "小票要拍清楚" }]],
  [
    "words to say",
    "可以照着这样说：\n「我要投诉。」",
    [{ kind: "line", text: "可以照着这样说：" }, { kind: "script", text: "「我要投诉。」" }],
  ],
  ["quotes inside a sentence are no script", "「撤销」还是「退货」？", [{ kind: "line", text: "「撤销」还是「退货」？" }]],
  ["an amount is no list", "1.5 元", [{ kind: "line", text: "1.5 元" }]],
])("%s", (_, text, expected) => {
  expect(blocks(text)).toEqual(expected);
});
