/** Chinese as it is written in Taiwan. */

import type { Words } from "../words.ts";
import { awayWords } from "./away.ts";
import { caseWords } from "./case.ts";
import { chatWords } from "./chat.ts";
import { consentWords } from "./consent.ts";
import { fileWords } from "./files.ts";
import { page } from "./page.ts";
import { ratingWords } from "./rating.ts";
import { settingsWords } from "./settings.ts";

export const zhTW: Words = { ...page, ...chatWords, ...fileWords, ...settingsWords, ...consentWords, ...ratingWords, ...caseWords, ...awayWords };
