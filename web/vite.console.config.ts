/**
 * The agents' console, built into the same folder after the merchant's page (vite.config.ts). Apart from it, so
 * that nothing of a desktop's libraries can end up in what a phone has to fetch.
 */

import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";
import { precompress } from "./precompress.ts";

const desk = "http://127.0.0.1:8000";

export default defineConfig({
  plugins: [vue(), precompress()],
  build: {
    target: ["chrome109", "safari16.4"],
    emptyOutDir: false,
    copyPublicDir: true,
    assetsDir: "assets/console",
    rollupOptions: { input: "desk.html" },
    chunkSizeWarningLimit: 900, // in KB: the charts, fetched by who looks at figures
  },
  server: { proxy: { "/api": desk } },
});
