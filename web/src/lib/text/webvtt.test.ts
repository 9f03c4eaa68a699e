import { expect, test } from "vitest";
import { parseWebVtt } from "./webvtt";

test("cues come out as plain text with seconds", () => {
  const file =
    "WEBVTT\nKind: captions\n\n1\n00:00:01.500 --> 00:00:03.000 align:start\n<i>Hello</i>\nthere &amp; welcome\n\n" +
    "NOTE a remark\n\n01:00:00.000 --> 01:00:02.250\nAn hour later\n";
  expect(parseWebVtt(file)).toEqual([
    { start_seconds: 1.5, end_seconds: 3, text: "Hello there & welcome" },
    { start_seconds: 3600, end_seconds: 3602.25, text: "An hour later" },
  ]);
});

test("hours may be left out, line ends may be Windows’", () => {
  expect(parseWebVtt("WEBVTT\r\n\r\n02:03.004 --> 02:04.000\r\nHi\r\n")).toEqual([
    { start_seconds: 123.004, end_seconds: 124, text: "Hi" },
  ]);
});

test("what looks like markup once decoded stays text", () => {
  expect(parseWebVtt("WEBVTT\n\n00:01.000 --> 00:02.000\n&lt;b&gt;")[0]?.text).toBe("<b>");
});

test("anything else has no cues", () => {
  expect(parseWebVtt("<!doctype html><p>Sorry</p>")).toEqual([]);
});
