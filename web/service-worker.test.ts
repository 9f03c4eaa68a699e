import { expect, test } from "vitest";
import { versionOf } from "./service-worker.ts";

test("a version changes with the name of any file, and with what is in those that keep theirs", () => {
  const version = versionOf(["/assets/a-1.js", "/offline.html"], ["offline"]);
  expect(versionOf(["/assets/a-1.js", "/offline.html"], ["offline"])).toBe(version);
  expect(versionOf(["/assets/a-2.js", "/offline.html"], ["offline"])).not.toBe(version);
  expect(versionOf(["/assets/a-1.js", "/offline.html"], ["off line"])).not.toBe(version);
});
