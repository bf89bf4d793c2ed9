import type { Walk } from "../walk.ts";

export const overcharged: Walk = {
  family: "多扣费",
  complaint: "什么破玩意儿，昨天机子好端端放着没人碰，偷偷摸摸划走我一百九十八，凭什么",
  recorded: ["平白多扣钱", "金额 198 元"],
  asked: "订单号",
  turns: [
    { types: "有的，单号 KF2026112100198", hears: "订单号 KF2026112100198" },
    { taps: "流量费、会员费类", hears: "约好的是多少" },
    { types: "协议早不知道扔哪儿了", hears: "「我的费率」" },
    { works: "until the next phase", hears: "订单号 KF2026112100198，金额 198 元", enters: "联系" },
    { types: "老是占线，打了一上午都打不进去", hears: "找在线客服" },
    { types: "登记好了，给了我工单号 GD88123", hears: "受理编号\nGD88123", enters: "提交" },
    { taps: "对，没错", hears: "执照" },
    { types: "身份证照片我不会弄", hears: "此项稍后补上" },
    { works: "until the next phase", hears: "交到谁手里", enters: "等待" },
    { taps: "收单机构", hears: "哪天给答复" },
    { types: "三个工作日", hears: "这是他们答应的日子" },
    { taps: "对方不给办", hears: "我要正式投诉", enters: "升级" },
    { types: "为什么要找总部", hears: "机构的责任" },
    { taps: "做好了", hears: "这回投诉，给你编号了吗" },
    { types: "TS20261122007", hears: "投诉编号 TS20261122007" },
    { taps: "钱回来了", hears: "以后每月对一次账" },
  ],
};
