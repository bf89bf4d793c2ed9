/** A chart as echarts draws it, in the colours of light or dark. Pure. */

import type { EChartsCoreOption } from "echarts/core";
import { scaleOf, type Chart } from "./figure-charts.ts";
import { spoken } from "./durations.ts";

export interface Colours {
  text: string;
  quiet: string;
  line: string;
  surface: string;
  series: string[];
}

/** Each 3:1 on its surface, and told apart by pattern as well (aria.decal). */
export const LIGHT: Colours = {
  text: "rgba(0, 0, 0, 0.9)",
  quiet: "rgba(0, 0, 0, 0.64)",
  line: "#dadee6",
  surface: "#ffffff",
  series: ["#2f6bd8", "#0a8a5a", "#b5560b"],
};

export const DARK: Colours = {
  text: "rgba(255, 255, 255, 0.92)",
  quiet: "rgba(255, 255, 255, 0.66)",
  line: "#343b46",
  surface: "#1a1e24",
  series: ["#7fa8ff", "#5cc995", "#f0a860"],
};

/** Lines are told apart by more than their colour; bars by the patterns of aria.decal. */
const STROKES = ["solid", "dashed", "dotted"] as const;
const SYMBOLS = ["circle", "rect", "triangle"] as const;
const YEAR = "2026-".length;

export function optionOf(chart: Chart, colours: Colours, still: boolean): EChartsCoreOption {
  const { unit, by } = scaleOf(chart);
  const lying = chart.kind === "bars";
  const names = {
    type: "category",
    data: chart.categories,
    inverse: lying, // the first on top
    axisLabel: { color: colours.quiet, width: lying ? 110 : undefined, overflow: "truncate", formatter: lying ? undefined : (day: string) => day.slice(YEAR) },
    axisLine: { lineStyle: { color: colours.line } },
    axisTick: { show: false },
  };
  const values = {
    type: "value",
    name: unit,
    nameLocation: "end",
    nameTextStyle: { color: colours.quiet },
    minInterval: chart.seconds ? undefined : 1,
    axisLabel: { color: colours.quiet },
    splitLine: { lineStyle: { color: colours.line } },
  };
  return {
    animation: !still,
    aria: { enabled: true, label: { enabled: false }, decal: { show: chart.series.length > 1 } },
    color: colours.series,
    textStyle: { color: colours.text, fontFamily: "inherit" },
    grid: { left: 8, right: 44, top: chart.series.length > 1 ? 40 : 20, bottom: 8, containLabel: true },
    legend: { show: chart.series.length > 1, top: 0, left: 0, textStyle: { color: colours.text } },
    tooltip: {
      trigger: "axis",
      renderMode: "richText", // nothing becomes HTML
      confine: true,
      backgroundColor: colours.surface,
      borderColor: colours.line,
      textStyle: { color: colours.text },
      valueFormatter: (value: unknown) => inWords(value, by, chart.seconds),
    },
    xAxis: lying ? values : names,
    yAxis: lying ? names : values,
    series: chart.series.map(({ name, values: all }, index) => ({
      name,
      type: lying ? "bar" : "line",
      barMaxWidth: 18,
      symbol: SYMBOLS[index % SYMBOLS.length],
      symbolSize: 7,
      lineStyle: { width: 2, type: STROKES[index % STROKES.length] },
      data: all.map((value) => (value === null ? null : value / by)),
    })),
  };
}

function inWords(value: unknown, by: number, seconds: boolean): string {
  if (typeof value !== "number") return "—";
  return seconds ? spoken(value * by) : String(value);
}
