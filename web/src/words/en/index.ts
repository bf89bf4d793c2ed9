/** English. */

import type { Words } from "../words.ts";
import { page } from "./page.ts";

export const en: Words = { ...page };
