import { expect, test } from "vitest";
import { clock, roughly } from "./duration";

test.each([
  [0, "0:00"],
  [59.9, "0:59"],
  [245, "4:05"],
  [3_729, "1:02:09"],
  [36_000, "10:00:00"],
])("%d seconds read %s", (seconds, expected) => {
  expect(clock(seconds)).toBe(expected);
});

test.each([
  [3, "10 seconds"],
  [41, "50 seconds"],
  [74, "1 minute"],
  [600, "10 minutes"],
  [7_300, "2 hours"],
])("%d seconds to wait are about %s", (seconds, expected) => {
  expect(roughly("en", seconds)).toBe(expected);
});
