import { fileURLToPath } from "node:url";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { firstLoadBudget } from "./first-load.ts";
import { serviceWorker } from "./service-worker.ts";

const backend = "http://127.0.0.1:8420";

export default defineConfig({
  plugins: [react(), tailwindcss(), firstLoadBudget(), serviceWorker()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  server: { proxy: { "/api": { target: backend, ws: true } } },
  build: {
    // The Python package serves the app from here, so that a wheel carries it.
    outDir: "../src/reelshelf/static",
    emptyOutDir: true,
    // Browsers that know `light-dark()`, `round()` and web locks.
    target: ["chrome125", "edge125", "firefox125", "safari17.5"],
    // The content security policy allows no `data:` but images.
    assetsInlineLimit: (file) => (file.endsWith(".svg") ? undefined : false),
  },
  test: {
    restoreMocks: true,
    // A machine may be busy.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Most tests need no browser; a jsdom for each of their files would be most of the waiting.
    projects: [
      {
        extends: true,
        test: { name: "logic", include: ["src/**/*.test.ts", "*.test.ts"], environment: "node" },
      },
      {
        extends: true,
        test: {
          name: "components",
          include: ["src/**/*.test.tsx"],
          environment: "jsdom",
          setupFiles: ["./tests/setup.ts"],
        },
      },
    ],
  },
});
