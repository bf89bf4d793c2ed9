import type { Walk } from "../walk.ts";

export const overcharged: Walk = {
  family: "多扣费",
  complaint: "什么破玩意儿，昨天机子好端端放着没人碰，偷偷摸摸划走我一百九十八，凭什么",
  recorded: ["平白多扣钱", "金额 198 元"],
  asked: "订单号",
  turns: [
    { types: "有的，单号 KF2026112100198", hears: "订单号 KF2026112100198" },
    { types: "流量费或服务费", hears: "约好的是多少" },
    { types: "协议早不知道扔哪儿了", hears: "先看官方 App 里的「我的费率」" },
    { taps: "做好了", hears: "我不认，订单号 KF2026112100198，金额 198 元", enters: "联系" },
    { types: "老是占线，打了一上午都打不进去", hears: "找在线客服" },
    { types: "登记好了，给了我工单号", hears: "备好这几样", enters: "提交" },
    { types: "身份证照片我不会弄", hears: "此项稍后补上" },
    { taps: "做好了", hears: "我店对一笔扣款有异议" },
    { taps: "做好了", hears: "还没动静，就回来找我", enters: "等待" },
    { taps: "对方不给办", hears: "我要正式投诉", enters: "升级" },
    { types: "为什么要找总部", hears: "机构自己要担责任" },
    { taps: "做好了", hears: "12363" },
    { taps: "钱回来了", hears: "以后每月对一次账" },
  ],
};
