import { expect, test } from "vitest";
import { FrameBatch } from "./frame-batch";

function world() {
  const due: (() => void)[] = [];
  const applied: number[][] = [];
  const batch = new FrameBatch<number>((items) => applied.push(items), {
    requestFrame: (run) => due.push(run),
    cancelFrame: () => undefined,
    schedule: (run) => due.push(run),
    cancel: () => undefined,
  });
  const runAll = () => {
    for (const run of due.splice(0)) run();
  };
  return { batch, applied, runAll };
}

test("everything between two frames goes out once", () => {
  const { batch, applied, runAll } = world();
  batch.push([1, 2]);
  batch.push([3]);
  expect(applied).toEqual([]);
  runAll();
  expect(applied).toEqual([[1, 2, 3]]);
});

test("the next frame begins anew", () => {
  const { batch, applied, runAll } = world();
  batch.push([1]);
  runAll();
  batch.push([2]);
  runAll();
  expect(applied).toEqual([[1], [2]]);
});

test("what is dropped never goes out", () => {
  const { batch, applied, runAll } = world();
  batch.push([1]);
  batch.drop();
  runAll();
  expect(applied).toEqual([]);
});
