import type { Translated } from "../words.ts";
import type { ratingWords as zhCN } from "../zh-CN/rating.ts";

export const ratingWords: Translated<typeof zhCN> = {
  rating: "說說辦得怎麼樣",
  starsLabel: "給幾顆星",
  stars: (count) => `${count} 顆星`,
  tagsLabel: "可以複選",
  moreWords: "還想說的（不寫也沒關係）",
  rate: "送出",
  ratingBusy: "正在送出…",
  notRated: "沒送出去。看一下網路，再點一次。",
  notNow: "先不說",
};
