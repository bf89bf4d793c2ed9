/** Which part of a bubble's text a card stands for, and what is said around it. Pure. */

import type { SlipField, StepOffered } from "./contract.ts";

export interface Around {
  before: string;
  after: string;
}

export interface Tick {
  step: StepOffered;
  /** What to do, as the text has it; else the step's title. */
  words: string;
}

const NUMBERED = /^\d+\. (.+)$/;
const POINT = /^· .+$/;

/** A list that names every step is ticked in its place; else the titles follow the text, each said once. */
export function ticksOf(text: string, steps: readonly StepOffered[]): Around & { ticks: Tick[] } {
  const { before, listed, after } = aroundList(text, NUMBERED);
  if (listed.length !== steps.length) {
    const titles = steps.map((step) => step.title);
    const rest = text.split("\n").filter((line) => !titles.includes(line));
    return { before: rest.join("\n"), after: "", ticks: steps.map((step) => ({ step, words: step.title })) };
  }
  const words = listed.map((line) => NUMBERED.exec(line)![1]!);
  return { before, after, ticks: steps.map((step, index) => ({ step, words: words[index]! })) };
}

/** What is said before and after the list of facts. */
export function aroundFacts(text: string): Around {
  const { before, after } = aroundList(text, POINT);
  return { before, after };
}

/** What is said about a slip besides the facts that its card shows. */
export function besideFields(text: string, fields: readonly Pick<SlipField, "label" | "words">[]): string {
  const shown = fields.map(({ label, words }) => `· ${label}：${words}`);
  return text
    .split("\n")
    .filter((line) => !shown.some((beginning) => line.startsWith(beginning)))
    .join("\n");
}

function aroundList(text: string, listed: RegExp): Around & { listed: string[] } {
  const lines = text.split("\n");
  const is = (line: string) => listed.test(line);
  const first = lines.findIndex(is);
  if (first < 0) return { before: text, listed: [], after: "" };
  const rest = lines.slice(first);
  return {
    before: lines.slice(0, first).join("\n"),
    listed: rest.filter(is),
    after: rest.filter((line) => !is(line)).join("\n"),
  };
}
