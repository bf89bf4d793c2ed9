import { expect, test } from "vitest";
import type { Figures } from "../../../src/api-types.ts";
import { DARK, LIGHT, optionOf } from "../../../src/console/supervision/chart-option.ts";
import { spoken, unitFor } from "../../../src/console/supervision/durations.ts";
import { charts, isEmpty, scaleOf } from "../../../src/console/supervision/figure-charts.ts";
import { figures } from "../../console/build-figures.ts";

const of = (id: string, shown: Figures = figures()) => charts(shown).find((chart) => chart.id === id)!;

test.each([
  [0, "0 秒"],
  [42.4, "42 秒"],
  [59.7, "1 分"],
  [75, "1 分 15 秒"],
  [180, "3 分"],
  [629, "10 分"],
  [3_600, "1 小时"],
  [7_500, "2 小时 5 分"],
  [86_400, "1 天"],
  [360_000, "4 天 4 小时"],
])("%d seconds are said as %s", (seconds, expected) => {
  expect(spoken(seconds)).toBe(expected);
});

test.each([
  [50, "seconds"],
  [1_000, "minutes"],
  [30_000, "hours"],
  [900_000, "days"],
])("an axis to %d seconds counts %s", (longest, expected) => {
  expect(unitFor(longest).unit).toBe(expected);
});

test("each day has what was opened, resolved and handed over", () => {
  expect(of("days").series.map(({ name }) => name)).toEqual(["新开", "解决", "转人工"]);
  expect(of("days").series[0]!.values).toEqual([3, 5, 4]);
});

test("times are drawn in hours, and told as one says them", () => {
  const chart = of("timeInPhase");
  expect(scaleOf(chart)).toEqual({ unit: "小时", by: 3_600 });
  const option = optionOf(chart, LIGHT, true) as { series: { data: unknown[] }[]; tooltip: { valueFormatter: (value: unknown) => string } };
  expect(option.series[0]!.data).toEqual([0.5, 2, null]);
  expect(option.tooltip.valueFormatter(0.5)).toBe("30 分");
  expect(option.tooltip.valueFormatter(null)).toBe("—");
});

test("a chart of several series is told apart by patterns too, and its tooltip is never HTML", () => {
  for (const chart of charts(figures())) {
    const option = optionOf(chart, DARK, true) as { aria: { decal: { show: boolean } }; tooltip: { renderMode: string } };
    expect(option.aria.decal.show).toBe(chart.series.length > 1);
    expect(option.tooltip.renderMode).toBe("richText");
  }
});

test("a chart of nothing but zeros is empty", () => {
  expect(isEmpty(of("leftIn"))).toBe(true);
  expect(isEmpty(of("byFamily"))).toBe(false);
});
