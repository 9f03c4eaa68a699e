import { expect, test } from "vitest";
import { gridShape } from "./use-columns";

test.each([
  [320, 2],
  [700, 3],
  [1120, 5],
  [2560, 5],
])("%i pixels give %i columns", (width, columns) => {
  expect(gridShape(width).columns).toBe(columns);
});

test.each([
  [1120, 2, 2],
  [1120, 5, 5],
  [700, 5, 4],
  [358, 5, 2],
] as const)("on %i pixels a choice of %i gives %i columns", (width, choice, columns) => {
  expect(gridShape(width, choice).columns).toBe(columns);
});
