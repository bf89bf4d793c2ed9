/** Figures for the tests of the dashboard. */

import type { Figures, Slice, Spread } from "../../src/api-types.ts";

export function figures(more: Partial<Figures> = {}): Figures {
  return {
    since: "2026-10-24",
    until: "2026-11-22",
    cases: 41,
    by_family: [slice("overcharged", "多扣费", 18), slice("not_arrived", "不到账", 12), slice("wrong_refund", "退错款", 6), slice("no_receipt_charged", "未出票已扣款", 4), slice("migration_charge", "未迁移扣费", 1)],
    by_phase: [slice("verify", "核实", 9), slice("contact", "联系", 11), slice("submit", "提交", 8), slice("wait", "等待", 10), slice("escalate", "升级", 3)],
    left_in: [slice("verify", "核实", 0), slice("contact", "联系", 0)],
    time_in_phase: [spread("verify", "核实", 30, 1_800, 7_200), spread("contact", "联系", 22, 7_200, 90_000), spread("submit", "提交", 0, null, null)],
    stuck_at: [slice("find_record", "找到这一笔", 7), slice("call_acquirer", "打收单机构的电话", 4)],
    handed_over_why: [slice("asked", "商户要人工", 9), slice("stuck", "连着两次卡住", 5), slice("unsure", "机器人没听懂", 3)],
    response: [spread("first", "第一次回", 17, 75, 260), spread("later", "之后每次", 88, 40, 130)],
    bot_accuracy: { seen: 120, corrected: 9, accuracy: 0.925 },
    stars: [slice("5", "5 颗星", 11), slice("4", "4 颗星", 6), slice("3", "3 颗星", 1), slice("2", "2 颗星", 0), slice("1", "1 颗星", 2)],
    solved: { id: "solved", name: "解决了", count: 16, of: 20 },
    days: [
      { day: "2026-11-20", opened: 3, resolved: 1, handed_over: 1 },
      { day: "2026-11-21", opened: 5, resolved: 2, handed_over: 2 },
      { day: "2026-11-22", opened: 4, resolved: 4, handed_over: 0 },
    ],
    behind: false,
    ...more,
  };
}

function slice(id: string, name: string, count: number): Slice {
  return { id, name, count, of: null };
}

function spread(id: string, name: string, count: number, p50: number | null, p90: number | null): Spread {
  return { id, name, count, p50, p90 };
}
