/** The loader of the embedded page: one script without parts, under the name that hosts write. */

import { defineConfig } from "vite";
import { precompress } from "./precompress.ts";

export default defineConfig({
  plugins: [precompress()],
  publicDir: false,
  build: {
    target: ["chrome97", "safari15.4"],
    emptyOutDir: false,
    lib: { entry: "embed/loader.ts", formats: ["iife"], name: "ZhangfangLoader", fileName: () => "embed.js" },
  },
});
