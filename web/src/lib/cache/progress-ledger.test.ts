import { expect, test } from "vitest";
import { anEvent, aVideo } from "../../../tests/builders";
import { ProgressLedger } from "./progress-ledger";

test("an answer that was under way while events came in is brought up to date", () => {
  const ledger = new ProgressLedger();
  const mark = ledger.mark();
  ledger.note(anEvent({ seq: 1, stage: "metadata", progress: 25, title: "Rain" }));
  ledger.note(anEvent({ seq: 2, stage: "captions", progress: 60 }));
  expect(ledger.atLeast(aVideo(), mark)).toMatchObject({ import_progress: 60, title: "Rain" });
});

test("events from before the request are in its answer already", () => {
  const ledger = new ProgressLedger();
  ledger.note(anEvent({ seq: 1, stage: "error", progress: 25 }));
  const video = aVideo({ import_stage: "metadata", import_progress: 25 });
  expect(ledger.atLeast(video, ledger.mark())).toBe(video);
});

test("an event that was heard before is told apart", () => {
  const ledger = new ProgressLedger();
  expect(ledger.note(anEvent({ seq: 5 }))).toBe(true);
  expect(ledger.note(anEvent({ seq: 5 }))).toBe(false);
  expect(ledger.note(anEvent({ seq: 4 }))).toBe(false);
  expect(ledger.note(anEvent({ seq: 6 }))).toBe(true);
});
