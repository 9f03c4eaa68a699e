import { expect, test } from "vitest";
import { ariaSort, columnsFor, nextSort, TABLE_COLUMNS } from "./table-columns";

test.each([
  [320, ["title"]],
  [640, ["title", "channel", "duration", "state"]],
  [1100, ["title", "channel", "duration", "published", "added", "tags", "captions", "state"]],
])("with %i pixels there is room for %j", (width, names) => {
  expect(columnsFor(width).map((column) => column.name)).toEqual(names);
});

test("a header sorts its column, and the second time the other way round", () => {
  const sorts = ["-duration", "duration"] as const;
  expect(nextSort(sorts, "title")).toBe("-duration");
  expect(nextSort(sorts, "-duration")).toBe("duration");
  expect(nextSort(sorts, "duration")).toBe("-duration");
});

test("one column says that the table is sorted by it", () => {
  const said = TABLE_COLUMNS.map((column) => ariaSort(column, "-created_at")).filter(Boolean);
  expect(said).toEqual(["descending"]);
});
