/** Texts that have broken pages: the public list, and what it lacks. Each must show as it is, and do nothing. */

import { createRequire } from "node:module";

const known = createRequire(import.meta.url)("big-list-of-naughty-strings") as string[];

const RIGHT_TO_LEFT = [
  "שלום עולם",
  "مرحبا بالعالم، المبلغ ١٢٨٨ ريال",
  "金额 1288 元 مبلغ 88 元",
  "\u202e1288.00\u202c 元", // overridden: would show as 00.8821
  "\u202d\u202e\u202d倒过来\u202c\u202c\u202c",
  "\u2067右到左\u2069 左到右",
  "\u2066left\u2069\u2067right\u2069\u2068auto",
  "\u200f\u200e\u061c标记",
  "订单号\u202e4321 0002",
  "小票\u202egpj.exe",
  "(شارع) [١٢٣] {٤٥٦}",
  "א1ב2ג3 POS א",
];

const INVISIBLE = [
  "\u200b",
  "\u200b\u200c\u200d\ufeff",
  "多\u200b扣\u200b费",
  "多\u00ad扣\u00ad费",
  "\u2060订\u2060单\u2060",
  "\u180e\u3164\u115f\u1160",
  "a\u0000b\u0001c",
  "\u2028行\u2029段\u0085换",
  "制\t表\u000b竖\u000c页",
  "\ue000\uf8ff\u{f0000}",
  "\ufff9注\ufffa音\ufffb",
  "\u{e0001}\u{e0041}\u{e007f}",
  "\u3000全\u3000角\u3000",
  "\u00a0\u2007\u202f",
];

const COMBINING = [
  "e\u0301 é",
  "a" + "\u0300\u0316\u0489".repeat(60),
  "金" + "\u20dd\u20e3\u0336".repeat(20) + "额",
  "Z\u0351\u036b\u0343A\u0329L\u0358G\u0361O\u0489",
  "ก็็็็็็็็็็็็็็็็็็็็",
  "ﷺ﷽".repeat(12),
  "กำำำำำำำำำำำ",
  "คว็ัั๊๊๊่่่",
  "한글 \u1112\u1161\u11ab\u1100\u1173\u11af",
  "が か\u3099",
  "\u0f3e\u0f3f\u0f71\u0f72\u0f73\u0f74",
];

const EMOJI = [
  "👨‍👩‍👧‍👦 👩🏽‍💻 🏴‍☠️",
  "🏳️‍🌈🏳️‍⚧️",
  "👨🏻‍❤️‍💋‍👨🏿",
  "🇨🇳🇹🇼🇭🇰",
  "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
  "1️⃣2️⃣#️⃣*️⃣",
  "❤︎ ❤️ ☎︎ ☎️",
  "😀".repeat(400),
  "🧑🏿‍🦽‍➡️",
  "\u{1f468}\u200d\u200d\u200d\u{1f469}",
  "🫨🪿🫷🏽🫸🏾",
];

const MARKUP = [
  `<img src=x onerror="window.harmed=1">`,
  `<svg/onload=window.harmed=1>`,
  `</p></div></main><script>window.harmed=1</script>`,
  `"><iframe srcdoc="<script>parent.harmed=1</script>"></iframe>`,
  `{{constructor.constructor("window.harmed=1")()}}`,
  `\${window.harmed=1}`,
  `<style>*{display:none!important}</style>`,
  `<base href="https://evil.example/">`,
  `<meta http-equiv="refresh" content="0;url=https://evil.example/">`,
  `<math><mtext><table><mglyph><style><img src=x onerror=window.harmed=1>`,
  `javascript:window.harmed=1`,
  `<!--<img src="--><img src=x onerror=window.harmed=1//">`,
  `&lt;b&gt;&amp;amp;&#x27;&nbsp;`,
  `]]><![CDATA[<b>x</b>`,
];

const LONG = ["W".repeat(1500), "银".repeat(1500), "1234567890".repeat(150), "a/".repeat(700), "-".repeat(900), "\n".repeat(300) + "底"];

export const naughty: readonly string[] = [
  ...new Set([...known, ...RIGHT_TO_LEFT, ...INVISIBLE, ...COMBINING, ...EMOJI, ...MARKUP, ...LONG]),
].filter((text) => text !== "");
