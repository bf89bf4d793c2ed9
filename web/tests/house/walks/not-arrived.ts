import type { Walk } from "../walk.ts";

export const notArrived: Walk = {
  family: "不到账",
  complaint: "票也签了，货也拉走了，前天下午三点的一笔两千六百块，我翻遍手机连根毛都没见着",
  recorded: ["货出去了，钱没进来", "金额 2600 元"],
  asked: "订单号",
  turns: [
    { taps: "为什么要问", hears: "客服要靠这个号", asked: "订单号" },
    { types: "单号 8820261120150312", hears: "结算那一栏写的什么" },
    { taps: "写着还没结算", hears: "翻翻银行入账短信" },
    { types: "我不会看银行明细", hears: "去柜台打流水" },
    { types: "对过了，没合到一起", hears: "可以照着这样说", enters: "联系" },
    { types: "客服说卡在他们那儿了，登记了", hears: "备好这几样", enters: "提交" },
    { taps: "先跳过", hears: "我店有一笔货款没有结算到账" },
    { taps: "做好了", hears: "每天看一次结算明细", enters: "等待" },
    { taps: "还没消息", hears: "还在等对方处理" },
    { taps: "对方不给办", hears: "我要正式投诉", enters: "升级" },
    { types: "他们推给代理商，不给我编号", hears: "协议是跟持牌机构签的" },
    { taps: "做好了", hears: "12378" },
    { types: "钱到了", hears: "每天收摊对一次账" },
  ],
};
