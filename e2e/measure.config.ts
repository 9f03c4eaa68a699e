import { defineConfig } from "@playwright/test";
import journeys from "./playwright.config";

/** Not tests: `python -m bench browser` runs these, and says where they find Reelshelf and leave their figures. */
export default defineConfig({
  ...journeys,
  testDir: "measure",
  testMatch: "*.measure.ts",
  outputDir: "../test-results/measure",
  timeout: 0,
  use: { ...journeys.use, trace: "off", screenshot: "off" },
});
