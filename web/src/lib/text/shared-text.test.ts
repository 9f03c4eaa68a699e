import { expect, test } from "vitest";
import { sharedText } from "./shared-text";

const LINK = "https://youtu.be/abc";

test.each([
  ["a link", { url: LINK }, LINK],
  ["a text with a link in it", { text: `See "Bridges" on YouTube: ${LINK}`, title: "Bridges" }, LINK],
  ["a link twice", { url: LINK, text: LINK }, LINK],
  [
    "a page and its title",
    { url: "https://m.youtube.com/watch?v=abc&t=3", title: "Bridges - YouTube" },
    null,
  ],
  ["two links", { text: `${LINK}\n${LINK}d` }, `${LINK}\n${LINK}d`],
  ["another site", { url: "https://example.org/", text: "on YouTube some day" }, ""],
  ["nothing", { title: "  " }, ""],
] as const)("%s is understood", (_name, given, text) => {
  const expected = text ?? ("url" in given ? given.url : "");
  expect(sharedText(new URLSearchParams(given))).toBe(expected);
});
