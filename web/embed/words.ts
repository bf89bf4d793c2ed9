/** What the button says; the talk in the frame has catalogues of its own. */

interface LoaderWords {
  title: string;
  open(title: string): string;
  close(title: string): string;
  unread(count: number): string;
  dismiss: string;
  openPage: string;
}

const zhCN: LoaderWords = {
  title: "账房",
  open: (title) => `打开${title}`,
  close: (title) => `收起${title}`,
  unread: (count) => `，${count} 条新消息`,
  dismiss: "不看了",
  openPage: "这里打不开，点一下在新页面打开",
};

const zhTW: LoaderWords = {
  title: "帳房",
  open: (title) => `開啟${title}`,
  close: (title) => `收合${title}`,
  unread: (count) => `，${count} 則新訊息`,
  dismiss: "不看了",
  openPage: "這裡打不開，點一下在新頁面開啟",
};

const en: LoaderWords = {
  title: "Zhangfang",
  open: (title) => `Open ${title}`,
  close: (title) => `Close ${title}`,
  unread: (count) => `, ${count} new ${count === 1 ? "message" : "messages"}`,
  dismiss: "Dismiss",
  openPage: "It does not open here. Open it on a page of its own.",
};

export function wordsFor(language: string): LoaderWords {
  if (/^zh\b.*(tw|hk|mo|hant)/i.test(language)) return zhTW;
  return /^en\b/i.test(language) ? en : zhCN;
}
