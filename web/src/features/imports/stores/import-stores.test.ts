// @vitest-environment jsdom
import { beforeEach, expect, test } from "vitest";
import { textSource, useImportDropStore } from "./import-drop-store";
import { useImportProgressStore } from "./import-progress-store";

beforeEach(() => {
  useImportDropStore.setState(useImportDropStore.getInitialState());
  useImportProgressStore.setState({ dismissed: [] });
});

test("what is dropped waits its turn, and closes the dialog it came from", () => {
  const drop = useImportDropStore.getState();
  const [one, two] = [textSource("one"), textSource("two")];
  drop.compose(true);
  drop.enqueue([one, two]);
  expect(useImportDropStore.getState()).toMatchObject({ queue: [one, two], composing: false });
  drop.settleFirst();
  expect(useImportDropStore.getState().queue).toEqual([two]);
});

test("pointing at the same tile twice is seen twice", () => {
  const { pointAt } = useImportDropStore.getState();
  pointAt("v1");
  const first = useImportDropStore.getState().highlight;
  pointAt("v1");
  expect(useImportDropStore.getState().highlight).not.toEqual(first);
});

test("closed summaries stay closed after a reload, the last hundred of them", () => {
  const { dismiss } = useImportProgressStore.getState();
  for (let index = 0; index < 120; index += 1) dismiss(`j${index}`);
  const stored = JSON.parse(localStorage.getItem("reelshelf.dismissedJobs") ?? "[]") as string[];
  expect(stored).toHaveLength(100);
  expect(stored.at(-1)).toBe("j119");
  expect(useImportProgressStore.getState().dismissed).toEqual(stored);
});
