import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vitest/config";
import { largePrint } from "./large-print.ts";
import { precompress } from "./precompress.ts";

const desk = "http://127.0.0.1:8000";

export default defineConfig({
  plugins: [vue(), precompress()],
  css: { postcss: { plugins: [largePrint] } },
  // Shop phones are old: this is as far back as <dialog> and Array.findLast go.
  build: { target: ["chrome97", "safari15.4"] },
  server: { proxy: { "/api": desk } },
  test: { include: ["tests/unit/**/*.test.ts"], retry: process.env.CI ? 1 : 0 },
});
