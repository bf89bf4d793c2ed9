/** What a catalogue of another language must have: the same names as the Chinese one, saying the same kinds of things. */

import type { zhCN } from "./zh-CN/index.ts";

export type Translated<T> = T extends string
  ? string
  : T extends (...values: infer Values) => string
    ? (...values: Values) => string
    : T extends readonly string[]
      ? readonly string[]
      : { readonly [Name in keyof T]: Translated<T[Name]> };

export type Words = Translated<typeof zhCN>;
