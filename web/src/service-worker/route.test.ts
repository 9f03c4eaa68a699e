import { expect, test } from "vitest";
import { wayOf } from "./route";

const origin = "https://shelf.example";

test.each([
  ["GET", "/lists/l1", "navigate", "page"],
  ["GET", "/share?url=x", "navigate", "page"],
  ["GET", "/assets/index-abc.js", "cors", "shell"],
  ["GET", "/theme.js", "no-cors", "file"],
  ["GET", "/api/me", "cors", "pass"],
  ["GET", "/api/videos/v1/thumbnail", "no-cors", "pass"],
  // A sign-in at a provider is a page of the API, and a redirect.
  ["GET", "/api/auth/oidc/start", "navigate", "pass"],
  ["GET", "/metrics", "navigate", "pass"],
  ["POST", "/lists/l1", "navigate", "pass"],
])("%s %s (%s) goes the way “%s”", (method, path, mode, way) => {
  expect(wayOf({ method, url: origin + path, mode }, origin)).toBe(way);
});

test("other hosts are not ours to answer for", () => {
  const url = "https://www.youtube-nocookie.com/assets/player.js";
  expect(wayOf({ method: "GET", url, mode: "navigate" }, origin)).toBe("pass");
});
