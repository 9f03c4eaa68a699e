import { expect, test } from "vitest";
import { namesYouTube, sharedText } from "./shared-text";

test.each([
  ["a link", "url=https%3A%2F%2Fyoutu.be%2Fabc", "https://youtu.be/abc"],
  ["a text with a link in it", "text=See+https%3A%2F%2Fyoutu.be%2Fabc&title=See", "See https://youtu.be/abc"],
  [
    "a link twice",
    "url=https%3A%2F%2Fyoutu.be%2Fabc&text=https%3A%2F%2Fyoutu.be%2Fabc",
    "https://youtu.be/abc",
  ],
  ["a link and its title", "url=https%3A%2F%2Fyoutu.be%2Fabc&title=Bridges", "https://youtu.be/abc\nBridges"],
  ["nothing", "title=++", ""],
])("%s is understood", (_name, search, text) => {
  expect(sharedText(new URLSearchParams(search))).toBe(text);
});

test("only what names YouTube can be imported", () => {
  expect(namesYouTube("https://youtu.be/abc")).toBe(true);
  expect(namesYouTube("https://m.youtube.com/watch?v=abc")).toBe(true);
  expect(namesYouTube("https://example.org")).toBe(false);
});
