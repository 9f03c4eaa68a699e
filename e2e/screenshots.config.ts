import { defineConfig } from "@playwright/test";
import journeys from "./playwright.config";

/** `make screenshots`: the pictures in README and docs, taken anew. */
export default defineConfig({
  ...journeys,
  testDir: "screenshots",
  testMatch: "*.pictures.ts",
  outputDir: "../test-results/screenshots",
  timeout: 300_000,
});
