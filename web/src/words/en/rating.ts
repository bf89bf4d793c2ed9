import type { Translated } from "../words.ts";
import type { ratingWords as zhCN } from "../zh-CN/rating.ts";

export const ratingWords: Translated<typeof zhCN> = {
  rating: "How did it go?",
  starsLabel: "How many stars",
  stars: (count) => (count === 1 ? "1 star" : `${count} stars`),
  tagsLabel: "Pick any that fit",
  moreWords: "Anything else (optional)",
  rate: "Send",
  ratingBusy: "Sending…",
  notRated: "It was not sent. Check the network and try again.",
  notNow: "Not now",
};
