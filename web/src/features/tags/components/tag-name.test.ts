import { expect, test } from "vitest";
import { freshColor, sameName } from "./tag-name";

test.each([
  [[], "blue"],
  [["blue"], "green"],
  [["blue", "green", "blue"], "amber"],
] as const)("after %j a new tag is %s", (colors, expected) => {
  expect(freshColor(colors.map((color) => ({ color })))).toBe(expected);
});

test("names are compared as the server does", () => {
  expect(sameName(" Physics", "physics")).toBe(true);
  expect(sameName("Physics", "Physic")).toBe(false);
});
