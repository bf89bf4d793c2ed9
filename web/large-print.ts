/**
 * 长辈模式 at build: every size of print in the styles, WeUI's too, is multiplied by `--print`. Components write
 * plain pixels; what is touched grows with what is read. Margins stay, so that a narrow phone loses no room.
 */

import type { Plugin } from "postcss";

const GROWS = new Set(["font-size", "line-height", "min-height"]);
const PIXELS = /^(\d+(?:\.\d+)?)px$/;

export const largePrint: Plugin = {
  postcssPlugin: "large-print",
  Declaration(declaration) {
    if (!GROWS.has(declaration.prop)) return;
    const size = PIXELS.exec(declaration.value)?.[1];
    if (size && Number(size) > 0) declaration.value = `calc(${size}px * var(--print))`;
  },
};
