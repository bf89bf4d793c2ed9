/** Light or dark: as the system is, unless the agent has chosen. TDesign reads it off <html theme-mode>. */

import { ref } from "vue";
import { readKept, keep } from "./kept.ts";

export type Theme = "auto" | "light" | "dark";

const KEY = "zhangfang.desk.theme";
const systemIsDark = window.matchMedia("(prefers-color-scheme: dark)");

export const theme = ref<Theme>("auto");

export function applyTheme(): void {
  const kept = readKept(KEY);
  theme.value = kept === "light" || kept === "dark" ? kept : "auto";
  systemIsDark.addEventListener("change", show);
  show();
}

export function setTheme(chosen: Theme): void {
  theme.value = chosen;
  keep(KEY, chosen === "auto" ? null : chosen);
  show();
}

function show(): void {
  const dark = theme.value === "auto" ? systemIsDark.matches : theme.value === "dark";
  document.documentElement.setAttribute("theme-mode", dark ? "dark" : "light");
}
