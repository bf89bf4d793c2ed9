import type { Translated } from "../words.ts";
import type { consentWords as zhCN } from "../zh-CN/consent.ts";

export const consentWords: Translated<typeof zhCN> = {
  consent: "個人資料怎麼用",
  consentFirst: "先看這幾點，同意了，你的話就送出去。",
  consentForFiles: "要傳照片和檔案，先勾選這一項。",
  consentLoading: "正在取得說明…",
  consentNotLoaded: "沒拿到說明。看一下網路，再點一次。",
  consented: (day) => `${day}同意過了。`,
  consentedPlain: "卡號、照片這些沒有勾選，不會保存。",
  consentKeep: "記下這個選擇",
  consentNotKept: "沒記下來。看一下網路，再點一次。",
};
