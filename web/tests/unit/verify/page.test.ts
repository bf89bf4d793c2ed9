import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build, type Rollup } from "vite";
import { expect, test } from "vitest";
import { BUILT_PAGE } from "../../../verify/built-page.ts";

const web = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const committed = readFileSync(BUILT_PAGE, "utf-8");

test("the page in the package is what its sources make (npm run build:verify)", async () => {
  const [built] = (await build({
    configFile: web("vite.verify.config.ts"),
    logLevel: "error",
    build: { write: false },
  })) as Rollup.RollupOutput[];
  const [page] = built!.output as unknown as Rollup.OutputAsset[];
  expect(page!.source).toBe(committed);
});

test("its policy lets nothing in but its own script and style", () => {
  const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(committed)![1]!;
  const hash = (tag: string) => {
    const [, text] = new RegExp(`<${tag}>(.*)</${tag}>`, "s").exec(committed)!;
    return `'sha256-${createHash("sha256").update(text!).digest("base64")}'`;
  };
  expect(policy.split("; ")).toEqual([
    "default-src 'none'",
    `script-src ${hash("script")}`,
    `style-src ${hash("style")}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ]);
});

test("it loads nothing, sends nothing and writes no HTML", () => {
  const script = committed.slice(committed.indexOf("<script>"));
  expect(committed).not.toMatch(/\ssrc=|<link|@import|url\(/);
  expect(script).not.toMatch(/innerHTML|outerHTML|insertAdjacent|document\.write|\beval\(|fetch\(|XMLHttpRequest|WebSocket|sendBeacon/);
});
