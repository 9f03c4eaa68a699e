import { beforeEach, expect, test } from "vitest";
import { isSelecting, useSelectionStore } from "./selection-store";

const ORDER = ["a", "b", "c", "d", "e"];

const store = () => useSelectionStore.getState();
const selected = () => [...store().selected].sort();

beforeEach(() => {
  store().enter("elsewhere");
  store().enter("l1");
});

test("a range goes from the video chosen last, in either direction", () => {
  store().toggle("d");
  store().extend("b", ORDER);
  expect(selected()).toEqual(["b", "c", "d"]);
  store().extend("e", ORDER);
  expect(selected()).toEqual(["b", "c", "d", "e"]);
});

test("a range without a beginning is the one video", () => {
  store().extend("c", ORDER);
  expect(selected()).toEqual(["c"]);
  store().extend("a", ORDER);
  expect(selected()).toEqual(["a", "b", "c"]);
});

test("what is gone is not chosen, and no range begins there", () => {
  store().replace(ORDER);
  store().toggle("a");
  store().toggle("a");
  store().drop(new Set(["a", "b"]));
  expect(selected()).toEqual(["c", "d", "e"]);
  store().extend("e", ORDER);
  expect(selected()).toEqual(["c", "d", "e"]);
});

test("on another list it begins anew, on the same one it stays", () => {
  store().toggle("a");
  store().enter("l1");
  expect(selected()).toEqual(["a"]);
  store().enter("l2");
  expect(selected()).toEqual([]);
});

test("choosing goes on until it is ended, though nothing is chosen yet", () => {
  expect(isSelecting(store())).toBe(false);
  store().choose(true);
  expect(isSelecting(store())).toBe(true);
  store().toggle("a");
  store().clear();
  expect(isSelecting(store())).toBe(false);
});
