/** Chinese as it is written on the mainland: the page's own language. */

import { awayWords } from "./away.ts";
import { caseWords } from "./case.ts";
import { chatWords } from "./chat.ts";
import { consentWords } from "./consent.ts";
import { fileWords } from "./files.ts";
import { page } from "./page.ts";
import { ratingWords } from "./rating.ts";
import { settingsWords } from "./settings.ts";

export const zhCN = { ...page, ...chatWords, ...fileWords, ...settingsWords, ...consentWords, ...ratingWords, ...caseWords, ...awayWords };
