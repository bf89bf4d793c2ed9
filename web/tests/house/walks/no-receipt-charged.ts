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
    { taps: "做好了", hears: "有一笔刷卡没出票，客人说扣了钱，金额 158 元", enters: "联系" },
    { taps: "做不了", hears: "找在线客服" },
    { types: "打通了，客服给了工单号", hears: "备好这几样", enters: "提交" },
    { taps: "先跳过", hears: "附上屏幕照片和客人短信" },
    { taps: "做好了", hears: "这笔别再刷，也别急着退", enters: "等待" },
    { taps: "还没消息", hears: "还在等对方处理" },
    { taps: "对方不给办", hears: "我要正式投诉", enters: "升级" },
    { taps: "做好了", hears: "客人自己也可以打" },
    { types: "都查清楚了，钱到账了", hears: "先查再说，别急着重刷" },
  ],
};
