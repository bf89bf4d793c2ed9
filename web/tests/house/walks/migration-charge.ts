import type { Walk } from "../walk.ts";

export const migrationCharge: Walk = {
  family: "未迁移扣费",
  complaint: "上礼拜来个小伙子说给我换台新机子，到现在影子都没见着，卡里倒先没了二百九十九，什么玩意儿",
  recorded: ["先别拆旧机", "金额 299 元"],
  asked: "交易时间",
  turns: [
    { types: "就是11月18号上午", hears: "交易时间", asked: "订单号" },
    { types: "这个哪有单号啊", hears: "没有单号也能办" },
    { taps: "答应了，还没换成", hears: "看账单上收款方是谁" },
    { taps: "做好了", hears: "因为换机的事，我被扣了一笔钱，金额 299 元", enters: "联系" },
    { taps: "做不了", hears: "找在线客服" },
    { taps: "做不了", hears: "当面要一张受理的单子" },
    { types: "打通了，工单号也给了", hears: "备好这几样", enters: "提交" },
    { taps: "先跳过", hears: "写一页退费申请" },
    { taps: "做好了", hears: "天天看一眼有没有又扣", enters: "等待" },
    { taps: "对方不给办", hears: "我要正式投诉", enters: "升级" },
    { taps: "做好了", hears: "12315" },
    { taps: "钱回来了", hears: "旧机货款结清" },
  ],
};
