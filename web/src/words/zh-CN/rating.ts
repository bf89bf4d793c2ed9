/** What the page says around the rating; its question and its tags are the desk's own text. */

export const ratingWords = {
  rating: "说说办得怎么样",
  starsLabel: "打几颗星",
  stars: (count: number) => `${count} 颗星`,
  tagsLabel: "可以多选",
  moreWords: "还想说的（不写也行）",
  rate: "交上去",
  ratingBusy: "正在交…",
  notRated: "没交上。看看网络，再点一次。",
  notNow: "先不说",
};
