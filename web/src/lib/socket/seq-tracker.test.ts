import { expect, test } from "vitest";
import { SeqTracker } from "./seq-tracker";

function trackerAt(seq: number): SeqTracker {
  const tracker = new SeqTracker();
  tracker.expect(seq);
  return tracker;
}

test("numbers in order leave no gap", () => {
  const tracker = trackerAt(10);
  for (const seq of [11, 12, 13]) tracker.see(seq);
  expect(tracker.since).toBe(13);
  expect(tracker.hasGap).toBe(false);
});

test("a hole is a gap until the late number comes", () => {
  const tracker = trackerAt(10);
  tracker.see(12);
  tracker.see(13);
  expect(tracker.since).toBe(10);
  expect(tracker.hasGap).toBe(true);
  tracker.see(11);
  expect(tracker.since).toBe(13);
  expect(tracker.hasGap).toBe(false);
});

test("what the server says it has, and we have not, is a gap", () => {
  const tracker = trackerAt(10);
  tracker.expect(15);
  expect(tracker.since).toBe(10);
  expect(tracker.hasGap).toBe(true);
  tracker.caughtUpTo(15);
  expect(tracker.since).toBe(15);
  expect(tracker.hasGap).toBe(false);
});

test("catching up joins with numbers that came meanwhile", () => {
  const tracker = trackerAt(10);
  tracker.see(14);
  tracker.caughtUpTo(13);
  expect(tracker.since).toBe(14);
});

test("old numbers change nothing", () => {
  const tracker = trackerAt(10);
  tracker.see(3);
  tracker.caughtUpTo(4);
  expect(tracker.since).toBe(10);
  expect(tracker.hasGap).toBe(false);
});

test("a server that counts from lower begins anew", () => {
  const tracker = trackerAt(10);
  tracker.expect(2);
  tracker.see(3);
  expect(tracker.since).toBe(3);
});
