import { expect, test } from "vitest";
import { markedParts } from "./marked-text";

test("matches are told from what stands around them", () => {
  expect(markedParts("why <mark>bridges</mark> hum in <mark>wind</mark>")).toEqual([
    { text: "why ", marked: false },
    { text: "bridges", marked: true },
    { text: " hum in ", marked: false },
    { text: "wind", marked: true },
  ]);
});

test("what was escaped is text again, once and not twice", () => {
  expect(markedParts("&lt;img src=x onerror=&quot;a()&quot;&gt; &amp;lt; it&#39;s&#x27;")).toEqual([
    { text: "<img src=x onerror=\"a()\"> &lt; it's'", marked: false },
  ]);
});

test("a mark that somebody wrote into a title marks nothing", () => {
  expect(markedParts("&lt;mark&gt;loud&lt;/mark&gt;")).toEqual([
    { text: "<mark>loud</mark>", marked: false },
  ]);
});

test("a snippet that was cut off inside a match, or is empty, does no harm", () => {
  expect(markedParts("so <mark>far")).toEqual([
    { text: "so ", marked: false },
    { text: "far", marked: true },
  ]);
  expect(markedParts("")).toEqual([]);
});
