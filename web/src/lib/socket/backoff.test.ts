import { expect, test } from "vitest";
import { backoffMs } from "./backoff";

test.each([
  [0, 0, 250],
  [0, 1, 500],
  [3, 1, 4_000],
  [3, 0, 2_000],
  [20, 1, 20_000],
])("attempt %i with chance %d waits %i ms", (attempt, chance, expected) => {
  expect(backoffMs(attempt, () => chance)).toBe(expected);
});
