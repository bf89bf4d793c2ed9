/** What the figures say, chart by chart: categories and series, fit to be drawn and to be read as a table. Pure. */

import type { Day, Figures, Slice, Spread } from "../../api-types.ts";
import { supervisionWords } from "../words/supervision.ts";
import { unitFor } from "./durations.ts";

const words = supervisionWords.figures;

export interface Series {
  name: string;
  values: (number | null)[];
}

export interface Chart {
  id: keyof typeof words.charts;
  title: string;
  note: string;
  kind: "lines" | "bars";
  categories: string[];
  series: Series[];
  /** Values are seconds, drawn in a unit of their size. */
  seconds: boolean;
  /** Out of how many, where that is known; the table says it. */
  of?: (number | null)[];
}

/** Longer lists are cut: what comes after that many is not what a supervisor begins with. */
const MOST_BARS = 12;

export function charts(figures: Figures): Chart[] {
  return [
    days(figures.days),
    slices("byFamily", figures.by_family),
    slices("byPhase", figures.by_phase),
    slices("leftIn", figures.left_in),
    spreads("timeInPhase", figures.time_in_phase),
    slices("stuckAt", figures.stuck_at),
    slices("handedOverWhy", figures.handed_over_why),
    spreads("response", figures.response),
    slices("stars", figures.stars),
  ];
}

/** Whether there is anything to be seen in it. */
export function isEmpty(chart: Chart): boolean {
  return chart.series.every(({ values }) => values.every((value) => !value));
}

/** In which unit the values of a chart are drawn, and by how much they are divided for it. */
export function scaleOf(chart: Chart): { unit: string; by: number } {
  if (!chart.seconds) return { unit: words.units.times, by: 1 };
  const { unit, seconds } = unitFor(Math.max(0, ...chart.series.flatMap(({ values }) => values.map((value) => value ?? 0))));
  return { unit: words.units[unit], by: seconds };
}

function named(id: Chart["id"]): Pick<Chart, "id" | "title" | "note"> {
  return { id, title: words.charts[id], note: words.notes[id] };
}

function slices(id: Chart["id"], all: readonly Slice[]): Chart {
  const shown = all.slice(0, MOST_BARS);
  return {
    ...named(id),
    kind: "bars",
    categories: shown.map(({ name }) => name),
    series: [{ name: words.series.count, values: shown.map(({ count }) => count) }],
    seconds: false,
    ...(shown.some(({ of }) => of !== null) && { of: shown.map(({ of }) => of) }),
  };
}

function spreads(id: Chart["id"], all: readonly Spread[]): Chart {
  return {
    ...named(id),
    kind: "bars",
    categories: all.map(({ name }) => name),
    series: [
      { name: words.series.usual, values: all.map(({ p50 }) => p50) },
      { name: words.series.slow, values: all.map(({ p90 }) => p90) },
    ],
    seconds: true,
  };
}

function days(all: readonly Day[]): Chart {
  return {
    ...named("days"),
    kind: "lines",
    categories: all.map(({ day }) => day),
    series: [
      { name: words.series.opened, values: all.map(({ opened }) => opened) },
      { name: words.series.resolved, values: all.map(({ resolved }) => resolved) },
      { name: words.series.handedOver, values: all.map((day) => day.handed_over) },
    ],
    seconds: false,
  };
}
