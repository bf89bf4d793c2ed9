/** English. */

import type { Words } from "../words.ts";
import { caseWords } from "./case.ts";
import { page } from "./page.ts";

export const en: Words = { ...page, ...caseWords };
