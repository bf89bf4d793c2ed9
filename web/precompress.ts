/** Lays a gzipped copy beside each built file that gains by it; the desk hands it out (desk/packed_files.py). */

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";

const GAINS = new Set([".js", ".css", ".html", ".svg", ".json"]);
const SMALLEST = 1024;

export function precompress(): Plugin {
  let folder = "";
  return {
    name: "precompress",
    apply: "build",
    configResolved(config) {
      folder = config.build.outDir;
    },
    closeBundle() {
      for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
        if (!GAINS.has(extname(name))) continue;
        const content = readFileSync(join(folder, name));
        if (content.length >= SMALLEST) writeFileSync(join(folder, `${name}.gz`), gzipSync(content, { level: 9 }));
      }
    },
  };
}
