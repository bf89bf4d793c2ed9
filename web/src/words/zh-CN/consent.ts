/** What the page says around the consent; what is consented to is the desk's own text. */

export const consentWords = {
  consent: "个人信息怎么用",
  consentFirst: "先看这几条，同意了，你的话就发出去。",
  consentForFiles: "要发照片和文件，先勾上这一条。",
  consentLoading: "正在拿说明…",
  consentNotLoaded: "没拿到说明。看看网络，再点一次。",
  consented: (day: string) => `${day}同意过了。`,
  consentedPlain: "卡号、照片这些没有勾，不存。",
  consentKeep: "记下这个选择",
  consentNotKept: "没记上。看看网络，再点一次。",
};
