/** Builds the verifier that lies in every pack: one HTML file with nothing outside it. */

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";
import { BUILT_PAGE } from "./verify/built-page.ts";

const from = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Nothing may be loaded, sent or run but this one style and this one script. */
function policy(style: string, script: string): string {
  const hash = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  return [
    "default-src 'none'",
    `script-src ${hash(script)}`,
    `style-src ${hash(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ");
}

/** The page around the script. A function replaces: `$&` in a text would mean something. */
export function pageOf(script: string): string {
  const style = readFileSync(from("verify/page.css"), "utf-8");
  if (/<\/(?:script|style)|<!--/i.test(script + style)) throw new Error("The script or the style would end its element early.");
  const parts: Record<string, string> = { POLICY: policy(style, script), STYLE: style, SCRIPT: script };
  return readFileSync(from("verify/page.html"), "utf-8").replace(/%(POLICY|STYLE|SCRIPT)%/g, (_, part: string) => parts[part]!);
}

const onePage: Plugin = {
  name: "one-page",
  generateBundle(_, bundle) {
    for (const [file, chunk] of Object.entries(bundle)) {
      delete bundle[file];
      if (chunk.type === "chunk") this.emitFile({ type: "asset", fileName: basename(BUILT_PAGE), source: pageOf(chunk.code) });
    }
  },
};

export default defineConfig({
  publicDir: false,
  plugins: [onePage],
  build: {
    target: ["chrome97", "safari15.4"],
    minify: false, // whoever doubts it can read it
    outDir: dirname(BUILT_PAGE),
    emptyOutDir: false,
    lib: { entry: from("verify/page.ts"), formats: ["iife"], name: "zhangfangVerifier" },
  },
});
