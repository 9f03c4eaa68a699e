import { expect, test } from "vitest";
import { earlierSearches, withSearch } from "./earlier-searches";

test("the last search comes first, and none stands twice", () => {
  expect(withSearch(["bridges", "wind"], " Wind ")).toEqual(["Wind", "bridges"]);
});

test("only a handful is kept", () => {
  const many = ["a", "b", "c", "d", "e", "f"];
  expect(withSearch(many, "g")).toEqual(["g", "a", "b", "c", "d", "e"]);
});

test.each([null, "text", { 0: "a" }, [1, null]])("%j in the store is no search", (kept) => {
  expect(earlierSearches(kept)).toEqual([]);
});
