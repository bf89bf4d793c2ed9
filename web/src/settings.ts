/** How the merchant wants the page: its language, large print, light or dark. Kept on the phone. */

import { reactive, readonly } from "vue";
import { chooseLanguage } from "./language-choice.ts";
import { read, write } from "./storage.ts";
import { speak, strings, type Language } from "./strings.ts";

export type Colours = "auto" | "light" | "dark";

export interface Settings {
  language: Language;
  /** 长辈模式: larger print, stronger contrast. */
  large: boolean;
  colours: Colours;
}

export const LANGUAGES: readonly Language[] = ["zh-CN", "zh-TW", "en"];
export const COLOURS: readonly Colours[] = ["auto", "light", "dark"];

const SETTINGS = "zhangfang.settings";
const systemIsDark = window.matchMedia("(prefers-color-scheme: dark)");
const state = reactive<Settings>({ language: "zh-CN", large: false, colours: "auto" });

export const settings: Readonly<Settings> = readonly(state);


/** To be waited for before anything is drawn. A host may ask for ?lang=en or ?elder=1. */
export async function applySettings(): Promise<void> {
  const asked = new URLSearchParams(location.search);
  const kept = read<Partial<Settings>>(SETTINGS) ?? {};
  state.large = asked.has("elder") ? asked.get("elder") !== "0" : kept.large === true;
  state.colours = COLOURS.find((colours) => colours === kept.colours) ?? "auto";
  show();
  systemIsDark.addEventListener("change", show);
  await chooseWords(chooseLanguage(asked.get("lang"), kept.language ?? null, navigator.languages));
}

/** False if the words could not be fetched: then the page goes on in the language that it has. */
export async function setLanguage(language: Language): Promise<boolean> {
  const arrived = await chooseWords(language);
  if (arrived) keep({ language });
  return arrived;
}

export function setLarge(large: boolean): void {
  state.large = large;
  keep({ large });
  show();
}

export function setColours(colours: Colours): void {
  state.colours = colours;
  keep({ colours });
  show();
}

async function chooseWords(language: Language): Promise<boolean> {
  const spoken = await speak(language);
  if (spoken) state.language = spoken;
  document.documentElement.lang = state.language;
  document.title = strings.title;
  return spoken !== null;
}

/** Only what was chosen is kept: the rest goes on following the phone. */
function keep(chosen: Partial<Settings>): void {
  write(SETTINGS, { ...read<Partial<Settings>>(SETTINGS), ...chosen });
}

/** As attributes that WeUI's styles know: data-weui-mode="care" is its large print. */
function show(): void {
  const { dataset } = document.body;
  const dark = state.colours === "auto" ? systemIsDark.matches : state.colours === "dark";
  dataset.weuiTheme = dark ? "dark" : "light";
  if (state.large) dataset.weuiMode = "care";
  else delete dataset.weuiMode;
  document.querySelector("meta[name=theme-color]")?.setAttribute("content", dark ? "#111111" : "#ededed");
}
