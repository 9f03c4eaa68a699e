import { expect, test } from "vitest";
import { anEvent, aVideo } from "../../../tests/builders";
import { ProgressLedger } from "./progress-ledger";
import { noVideos, placeVideos, type VideoPages } from "./video-pages";

function pageOf(...ids: string[]): VideoPages {
  return placeVideos(
    noVideos(),
    ids.map((id) => aVideo({ id, youtube_id: id.padEnd(11, "-") })),
  );
}

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

test("what was asked for again and has not changed is the same as before", () => {
  const ledger = new ProgressLedger();
  const before = ledger.keptUp(undefined, pageOf("v1", "v2"));
  expect(ledger.keptUp(before, pageOf("v1", "v2"))).toBe(before);
});

test("videos stay the same objects when others come before them", () => {
  const ledger = new ProgressLedger();
  const before = ledger.keptUp(undefined, pageOf("v1", "v2"));
  const after = ledger.keptUp(before, pageOf("v0", "v1", "v2"));
  expect(after.pages[0]?.items.slice(1)).toEqual(before.pages[0]?.items);
  expect(after.pages[0]?.items[1]).toBe(before.pages[0]?.items[0]);
  expect(after.pages[0]?.items[2]).toBe(before.pages[0]?.items[1]);
});

test("a page that is stored already is not looked through again", () => {
  const ledger = new ProgressLedger();
  const before = ledger.keptUp(undefined, pageOf("v1"));
  const more = { items: [aVideo({ id: "v2" })], next_cursor: null, total: null };
  const after = ledger.keptUp(before, {
    pages: [...before.pages, more],
    pageParams: [...before.pageParams, "next"],
  });
  expect(after.pages[0]).toBe(before.pages[0]);
  expect(after.pages[1]?.items[0]).toBe(more.items[0]);
});
