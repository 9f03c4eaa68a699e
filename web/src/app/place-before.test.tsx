import { afterEach, expect, test } from "vitest";
import { keepPlace, placeIn, takePlace } from "./place-before";

afterEach(() => sessionStorage.clear());

test("somebody who signs in elsewhere comes back to where they were, once", () => {
  keepPlace("/share?url=https%3A%2F%2Fyoutu.be%2Fx");
  expect(takePlace()).toBe("/share?url=https%3A%2F%2Fyoutu.be%2Fx");
  expect(takePlace()).toBeNull();
});

test.each(["https://example.org/", "//example.org/", "javascript:alert(1)"])(
  "%s is no place here",
  (path) => {
    keepPlace(path);
    expect(takePlace()).toBeNull();
    expect(placeIn({ from: path })).toBe("/");
  },
);
