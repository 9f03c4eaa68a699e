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
