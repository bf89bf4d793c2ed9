import type { Walk } from "../walk.ts";

export const noReceiptCharged: Walk = {
  family: "未出票已扣款",
  complaint: "昨晚八点多机子滋啦一声就没动静了，纸条也没吐，人家手机上倒走了158，堵在柜台前不让我做买卖",
  recorded: ["先别让客人重刷", "金额 158 元"],
  asked: "订单号",
  theme: "dark",
  turns: [
    { taps: "这个没有", hears: "没有单号也能办" },
    { taps: "查不到，说不准", hears: "贵的货先别交" },
    { works: "until the next phase", hears: "有一笔刷卡没出票，客人说扣了钱，金额 158 元", enters: "联系" },
    { taps: "做不了", hears: "找在线客服" },
    { works: "until the next phase", hears: "都对吗？", enters: "提交" },
    { taps: "对，没错", hears: "客人短信" },
    { works: "until the next phase", hears: "交到谁手里", enters: "等待" },
    { taps: "银行", hears: "给你编号了吗" },
    { types: "给了，工单号 GD20261122031", hears: "受理编号 GD20261122031" },
    { taps: "没说哪天", hears: "这笔别再刷，也别急着退" },
    { taps: "还没消息", hears: "还在等对方处理" },
    { taps: "对方不给办", hears: "我要正式投诉", enters: "升级" },
    { taps: "做好了", hears: "这回投诉，给你编号了吗" },
    { taps: "这个没有", hears: "到时候我来问你" },
    { types: "都查清楚了，钱到账了", hears: "先查再说，别急着重刷" },
  ],
};
