/** Chinese as it is written on the mainland: the page's own language. */

import { caseWords } from "./case.ts";
import { page } from "./page.ts";

export const zhCN = { ...page, ...caseWords };
