/** Whether the page is dark just now, for what is drawn on a canvas and knows no CSS. */

import { onScopeDispose, ref, type Ref } from "vue";

export function useDark(): Ref<boolean> {
  const html = document.documentElement;
  const isDark = () => html.getAttribute("theme-mode") === "dark";
  const dark = ref(isDark());
  const watcher = new MutationObserver(() => (dark.value = isDark()));
  watcher.observe(html, { attributeFilter: ["theme-mode"] });
  onScopeDispose(() => watcher.disconnect());
  return dark;
}
