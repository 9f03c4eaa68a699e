import { expect, test } from "vitest";
import { momentFrom } from "./moment-search";

test.each([
  ["t=123", 123],
  ["t=0", 0],
  ["t=42s", 42],
  ["", null],
  ["t=", null],
  ["t=-3", null],
  ["t=1.5", null],
  ["t=99999999", null],
  ["t=soon", null],
])("%j asks for %j", (search, seconds) => {
  expect(momentFrom(new URLSearchParams(search))).toBe(seconds);
});
