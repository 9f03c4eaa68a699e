import { expect, test } from "vitest";
import { aCompleteVideo, anEvent, aVideo } from "../../../tests/builders";
import { mergeVideo } from "./merge-video";

test("an event moves the video on and brings what is known", () => {
  const video = mergeVideo(
    aVideo(),
    anEvent({ stage: "metadata", progress: 25, title: "Rain", duration: 60 }),
  );
  expect(video).toMatchObject({ import_stage: "metadata", import_progress: 25, title: "Rain", duration: 60 });
});

test("facts an event does not mention stay", () => {
  const video = mergeVideo(
    aVideo({ title: "Rain" }),
    anEvent({ stage: "captions", progress: 60, title: null }),
  );
  expect(video.title).toBe("Rain");
});

test.each([
  ["created", 0],
  ["metadata", 25],
  ["captions", 60],
] as const)("progress never goes back from 90 to %s", (stage, progress) => {
  const video = aVideo({ import_stage: "chapters", import_progress: 90 });
  expect(mergeVideo(video, anEvent({ stage, progress }))).toMatchObject({
    import_stage: "chapters",
    import_progress: 90,
  });
});

test("a complete video stays complete while its captions are fetched again", () => {
  const video = mergeVideo(
    aCompleteVideo(),
    anEvent({ stage: "captions", progress: 60, enrichment_status: "processing" }),
  );
  expect(video).toMatchObject({
    import_stage: "complete",
    import_progress: 100,
    enrichment_status: "processing",
  });
});

test("a name that comes ahead of everything else is shown, and is no progress", () => {
  const named = anEvent({ stage: "created", progress: 0, title: "Rain", channel: "Weather" });
  const video = mergeVideo(aVideo({ title: null, channel: null }), named);
  expect(video).toMatchObject({
    title: "Rain",
    channel: "Weather",
    import_stage: "created",
    import_progress: 0,
  });
  const further = aVideo({ title: null, import_stage: "metadata", import_progress: 25 });
  expect(mergeVideo(further, named)).toMatchObject({
    title: "Rain",
    import_stage: "metadata",
    import_progress: 25,
  });
});

test("an error keeps the progress that was reached", () => {
  const error = { code: "gone" as const, message: "This video is private or was deleted." };
  const video = mergeVideo(
    aVideo({ import_stage: "metadata", import_progress: 25 }),
    anEvent({ stage: "error", progress: 25, error }),
  );
  expect(video).toMatchObject({ import_stage: "error", import_progress: 25, error });
});

test("nothing new is the same object, so that nothing is drawn again", () => {
  const video = aVideo({ import_stage: "metadata", import_progress: 25 });
  expect(mergeVideo(video, anEvent())).toBe(video);
});
