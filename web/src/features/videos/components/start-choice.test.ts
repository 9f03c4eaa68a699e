import { expect, test } from "vitest";
import { startChoice } from "./start-choice";

test.each([
  ["the second in the address wins", 300, 600, 42, { seconds: 42, why: "asked" }],
  ["also when it is the very first", 300, 600, 0, { seconds: 0, why: "asked" }],
  ["else where somebody stopped", 300, 600, null, { seconds: 300, why: "resume" }],
  ["also when nobody knows how long it is", 300, null, null, { seconds: 300, why: "resume" }],
  ["a few seconds are no position", 4, 600, null, { seconds: 0, why: "start" }],
  ["neither is the end", 590, 600, null, { seconds: 0, why: "start" }],
  ["nor nothing", null, 600, null, { seconds: 0, why: "start" }],
] as const)("%s", (_name, position_seconds, duration, asked, expected) => {
  expect(startChoice({ position_seconds, duration }, asked)).toEqual(expected);
});
