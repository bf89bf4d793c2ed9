/** Chinese as it is written in Taiwan. */

import type { Words } from "../words.ts";
import { caseWords } from "./case.ts";
import { page } from "./page.ts";

export const zhTW: Words = { ...page, ...caseWords };
