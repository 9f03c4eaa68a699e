import { expect, test } from "vitest";
import { pieKeyframes, pieTurn } from "./pie-motion";

test.each([
  [0, -180, -180],
  [25, -90, -180],
  [50, 0, -180],
  [60, 0, -144],
  [100, 0, 0],
  [130, 0, 0],
])("at %i %% the halves stand at %i and %i degrees", (percent, right, left) => {
  expect(pieTurn(percent).right).toBeCloseTo(right);
  expect(pieTurn(percent).left).toBeCloseTo(left);
});

test("within one half only that half turns", () => {
  const { right, left } = pieKeyframes(0, 25);
  expect(right).toEqual([
    { transform: "rotate(-180deg)", offset: 0 },
    { transform: "rotate(-90deg)", offset: 1 },
  ]);
  expect(new Set(left.map((frame) => frame.transform)).size).toBe(1);
});

test("across six o'clock the second half begins where the first one stops", () => {
  const { right, left } = pieKeyframes(25, 75);
  expect(right[1]).toEqual({ transform: "rotate(0deg)", offset: 0.5 });
  expect(left[1]).toEqual({ transform: "rotate(-180deg)", offset: 0.5 });
});

test("nothing but transforms is ever animated", () => {
  const frames = Object.values(pieKeyframes(0, 100)).flat();
  for (const frame of frames) expect(Object.keys(frame).sort()).toEqual(["offset", "transform"]);
});
