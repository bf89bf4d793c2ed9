import type { Walk } from "../walk.ts";

export const wrongRefund: Walk = {
  family: "退错款",
  complaint: "倒了八辈子霉，给人退货手一滑多按了个零，退出去五百块，人早走没影了",
  recorded: ["先停下，别再按退款", "金额 500 元，「金额退错了」"],
  asked: "交易时间",
  turns: [
    { types: "昨天傍晚六点半，退款单号 TK20261121183015", hears: "把差额算出来" },
    { works: "until the next phase", hears: "退款金额 500 元", enters: "联系" },
    { types: "打不通", hears: "找在线客服" },
    { works: "until the next phase", hears: "错在哪里\n金额退错了", enters: "提交" },
    { taps: "有不对的", hears: "哪一样不对" },
    { types: "金额是520", hears: "金额\n520 元" },
    { taps: "对，没错", hears: "原单" },
    { works: "until the next phase", hears: "交到谁手里", enters: "等待" },
    { taps: "收单机构", hears: "给你编号了吗" },
    { taps: "没给编号", hears: "哪天给答复" },
    { taps: "没说哪天", hears: "两头都问" },
    { types: "他死活不肯退", hears: "我要正式投诉", enters: "升级" },
    { taps: "做好了", hears: "这回投诉，给你编号了吗" },
    { types: "他把钱退回来了", hears: "往后退款两个人看" },
  ],
};
