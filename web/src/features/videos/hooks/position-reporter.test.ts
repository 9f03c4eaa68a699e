import { expect, test } from "vitest";
import { PositionReporter } from "./position-reporter";

function aReporter() {
  const clock = { ms: 0 };
  const reports: number[] = [];
  const reporter = new PositionReporter({
    report: (seconds) => reports.push(seconds),
    now: () => clock.ms,
  });
  return { clock, reports, reporter };
}

test("however often the player speaks, the server hears of it every ten seconds", () => {
  const { clock, reports, reporter } = aReporter();
  for (let second = 0; second <= 25; second += 0.5) {
    clock.ms = second * 1000;
    reporter.note(100 + second);
  }
  expect(reports).toEqual([100, 110, 120]);
});

test("a pause is told at once, and only once", () => {
  const { clock, reports, reporter } = aReporter();
  reporter.note(5);
  clock.ms = 3_000;
  reporter.note(8.7);
  reporter.flush();
  reporter.flush();
  expect(reports).toEqual([5, 8]);
});

test("a player that stands still tells nothing new", () => {
  const { clock, reports, reporter } = aReporter();
  reporter.note(5);
  clock.ms = 60_000;
  reporter.note(5.3);
  expect(reports).toEqual([5]);
});

test("where nothing was played nothing is told", () => {
  const { reports, reporter } = aReporter();
  reporter.flush();
  expect(reports).toEqual([]);
});
