/** Whether ? alone opens the list of keys: a single key has to be possible to switch off (WCAG 2.1.4). */

import { ref } from "vue";
import { keep, readKept } from "../kept.ts";

const KEY = "zhangfang.desk.question-mark";

export const questionMark = ref(readKept(KEY) !== "off");

export function setQuestionMark(on: boolean): void {
  questionMark.value = on;
  keep(KEY, on ? null : "off");
}
