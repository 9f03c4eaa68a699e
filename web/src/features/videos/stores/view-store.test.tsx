import { expect, test } from "vitest";
import { useViewStore } from "./view-store";

const KEY = "reelshelf.view";

test("a choice is kept by this browser", async () => {
  useViewStore.getState().chooseColumns(3);
  expect(JSON.parse(localStorage.getItem(KEY) ?? "")).toMatchObject({
    state: { columns: 3, layout: "grid" },
  });
});

test.each([
  ['{"state":{"layout":"table","columns":9},"version":0}', "table", "auto"],
  ['{"state":{"layout":"carousel","columns":4},"version":0}', "grid", 4],
  ['{"state":null,"version":0}', "grid", "auto"],
  ["not even JSON", "grid", "auto"],
])("of %s only what is understood is taken", async (stored, layout, columns) => {
  useViewStore.setState({ layout: "grid", columns: "auto" });
  localStorage.setItem(KEY, stored);
  await useViewStore.persist.rehydrate();
  expect(useViewStore.getState()).toMatchObject({ layout, columns });
});

test("to choose columns is to choose the grid", () => {
  useViewStore.getState().chooseLayout("table");
  useViewStore.getState().chooseColumns(5);
  expect(useViewStore.getState().layout).toBe("grid");
});
