import { expect, test } from "vitest";
import { onlyVideoIn, videoIdOf } from "./youtube-link";

test.each([
  "https://www.youtube.com/watch?v=iG9CE55wbtY",
  "https://m.youtube.com/watch?t=9&v=iG9CE55wbtY",
  "youtube.com/watch?v=iG9CE55wbtY",
  "https://youtu.be/iG9CE55wbtY?si=abc",
  "https://www.youtube.com/shorts/iG9CE55wbtY",
  "https://www.youtube.com/live/iG9CE55wbtY",
  "https://www.youtube-nocookie.com/embed/iG9CE55wbtY",
])("%s names a video", (link) => {
  expect(videoIdOf(link)).toBe("iG9CE55wbtY");
});

test.each([
  "https://www.youtube.com/playlist?list=PL123",
  "https://youtube.com.evil.example/watch?v=iG9CE55wbtY",
  "https://www.youtube.com/watch?v=short",
  "https://example.org/watch?v=iG9CE55wbtY",
  "not a link",
  "",
])("%s does not", (link) => {
  expect(videoIdOf(link)).toBeNull();
});

test("only a text that is one link and nothing else goes without a look", () => {
  expect(onlyVideoIn("  https://youtu.be/iG9CE55wbtY\n")?.youtubeId).toBe("iG9CE55wbtY");
  expect(onlyVideoIn("see https://youtu.be/iG9CE55wbtY")).toBeNull();
  expect(onlyVideoIn("https://youtu.be/iG9CE55wbtY https://youtu.be/arj7oStGLkU")).toBeNull();
});
