import type { Walk } from "../walk.ts";

export const notArrived: Walk = {
  family: "不到账",
  complaint: "票也签了，货也拉走了，前天下午三点的一笔两千六百块，我翻遍手机连根毛都没见着",
  recorded: ["货出去了，钱没进来", "金额 2600 元"],
  asked: "订单号",
  turns: [
    { taps: "为什么要问", hears: "客服要靠这个号", asked: "订单号" },
    { types: "单号 8820261120150312", hears: "结算那一栏写的什么" },
    { taps: "写着还没结算", hears: "银行流水" },
    { works: "until the next phase", hears: "订单号 8820261120150312，金额 2600 元", enters: "联系" },
    { types: "客服说卡在他们那儿了，登记了", hears: "写着还没结算", enters: "提交" },
    { taps: "对，没错", hears: "协议" },
    { types: "帮我写申诉书", hears: "人民币贰仟陆佰元整" },
    { works: "until the next phase", hears: "交到谁手里", enters: "等待" },
    { taps: "收单机构", hears: "给你编号了吗" },
    { taps: "没给编号", hears: "哪天给答复" },
    { taps: "没说哪天", hears: "每天看一次结算明细" },
    { taps: "还没消息", hears: "还在等对方处理" },
    { taps: "对方不给办", hears: "我要正式投诉", enters: "升级" },
    { taps: "做好了", hears: "这回投诉，给你编号了吗" },
    { taps: "这个没有", hears: "到时候我来问你" },
    { types: "钱到了", hears: "每天收摊对一次账" },
  ],
};
