/** What the mock desk asks in its own words. */

import type { Texts } from "../../src/contract.ts";

export const TEXTS: Texts = {
  consent: {
    version: "2026-11-22",
    title: "先说清楚怎么用你的信息",
    points: [
      { title: "存什么", text: "你说的话、订单号、金额、时间。" },
      { title: "为什么", text: "帮你把钱的事办清楚，留作证据。" },
      { title: "存多久", text: "办完后三年，想删随时能删。" },
    ],
    sensitive: { label: "也可以存小票照片和卡号后四位", why: "这些算敏感信息，不勾也能聊，只是发不了照片。" },
    agree: "同意，开始说",
    withdraw: "想撤回，在菜单里点「个人信息怎么用」。",
  },
  rating: {
    question: "这件事办成了吗",
    solved: [
      { value: true, label: "办成了" },
      { value: false, label: "没办成" },
    ],
    tags: {
      good: [
        { id: "clear", label: "说得明白" },
        { id: "fast", label: "办得快" },
      ],
      bad: [
        { id: "slow", label: "太慢" },
        { id: "unclear", label: "看不懂" },
      ],
    },
    thanks: "谢谢，记下了。",
    days: 7,
  },
};
