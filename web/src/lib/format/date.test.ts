import { expect, test } from "vitest";
import { ago } from "./date";

const now = new Date("2026-03-20T12:00:00Z");

test.each([
  ["2026-03-20T11:59:30Z", "now"],
  ["2026-03-20T12:00:05Z", "now"],
  ["2026-03-20T11:55:10Z", "4 minutes ago"],
  ["2026-03-20T07:00:00Z", "5 hours ago"],
  ["2026-03-19T11:00:00Z", "yesterday"],
  ["2026-03-10T12:00:00Z", "10 days ago"],
  ["2026-01-02T12:00:00Z", "Jan 2, 2026"],
])("%s is %s", (iso, words) => {
  expect(ago("en", iso, now)).toBe(words);
});
