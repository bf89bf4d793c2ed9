import type { Walk } from "../walk.ts";

export const wrongRefund: Walk = {
  family: "退错款",
  complaint: "倒了八辈子霉，给人退货手一滑多按了个零，退出去五百块，人早走没影了",
  recorded: ["先停下，别再按退款", "金额 500 元"],
  asked: "交易时间",
  turns: [
    { types: "昨天傍晚六点半，退款单号 TK20261121183015", hears: "订单号 TK20261121183015" },
    { taps: "金额退错了", hears: "把差额算出来" },
    { taps: "做好了", hears: "退款金额 500 元", enters: "联系" },
    { types: "打不通", hears: "找在线客服" },
    { types: "拦不住了，客服给我登记了", hears: "备好这几样", enters: "提交" },
    { taps: "做好了", hears: "协助退回或调账" },
    { taps: "做不了", hears: "帮我把话转到发卡行" },
    { taps: "做好了", hears: "当天没结账用「撤销」" },
    { taps: "做好了", hears: "一头问收单机构，一头问收钱的人", enters: "等待" },
    { types: "他死活不肯退", hears: "给收钱的人写一封催款信", enters: "升级" },
    { taps: "做好了", hears: "打它总部" },
    { types: "他把钱退回来了", hears: "往后退款两个人看" },
  ],
};
