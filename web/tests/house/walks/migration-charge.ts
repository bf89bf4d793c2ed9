import type { Walk } from "../walk.ts";

export const migrationCharge: Walk = {
  family: "未迁移扣费",
  complaint: "上礼拜来个小伙子说给我换台新机子，到现在影子都没见着，卡里倒先没了二百九十九，什么玩意儿",
  recorded: ["先别拆旧机", "金额 299 元"],
  asked: "交易时间",
  turns: [
    { types: "就是11月18号上午", hears: "交易时间", asked: "订单号" },
    { types: "这个哪有单号啊", hears: "没有单号也能办" },
    { taps: "答应了，还没换成", hears: "协议" },
    { works: "until the next phase", hears: "金额 299 元", enters: "联系" },
    { taps: "做不了", hears: "找在线客服" },
    { taps: "做不了", hears: "12363" },
    { works: "until the next phase", hears: "都对吗？", enters: "提交" },
    { taps: "对，没错", hears: "执照" },
    { works: "until the next phase", hears: "交到谁手里", enters: "等待" },
    { taps: "代理商", hears: "给你编号了吗" },
    { taps: "没给编号", hears: "哪天给答复" },
    { taps: "没说哪天", hears: "有没有又扣" },
    { taps: "对方不给办", hears: "我要正式投诉", enters: "升级" },
    { taps: "做好了", hears: "这回投诉，给你编号了吗" },
    { taps: "这个没有", hears: "到时候我来问你" },
    { taps: "钱回来了", hears: "旧机货款结清" },
  ],
};
