import { dropLink, linkTo, paste, tile, videoIds } from "./gestures";
import { expect, test } from "./reelshelf";

test("a sign-in link works once and leaves the address bar", async ({ page, reelshelf, browser }) => {
  expect(page.url()).not.toContain("token");

  const stranger = await browser.newPage();
  await stranger.goto(reelshelf.signInLink);
  await expect(stranger.getByText("This sign-in link has been used already")).toBeVisible();
  await expect(stranger.getByLabel("Password")).toBeVisible();
  await stranger.close();
});

test("a dropped link becomes a grey tile with a pie, then a video in colour that opens", async ({ page }) => {
  const [youtubeId = ""] = videoIds(1);
  const video = tile(page, youtubeId);

  await dropLink(page, linkTo(youtubeId));

  await expect(video).toHaveAttribute("data-state", "importing");
  await expect(video.getByRole("link")).toHaveAttribute("aria-disabled", "true");
  await expect(video.getByRole("progressbar")).toHaveAttribute("aria-valuemax", "100");

  await expect(video).toHaveAttribute("data-state", /complete|partial/);
  await expect(video.getByRole("progressbar")).toHaveCount(0);
  const title = await video.getByRole("heading").innerText();
  await video.getByRole("link").click();

  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
  await expect(page.getByRole("button", { name: "Play from YouTube" })).toBeVisible();
});

test("the same link again points at the tile that is there", async ({ page }) => {
  const [youtubeId = ""] = videoIds(1, "aC");
  await paste(page, linkTo(youtubeId));
  await expect(tile(page, youtubeId)).toHaveAttribute("data-state", /complete|partial/);

  await paste(page, `https://youtu.be/${youtubeId}`);

  await expect(page.getByText("This video is already on this shelf.")).toBeVisible();
  await expect(page.getByRole("article")).toHaveCount(1);
});

test("two hundred pasted links survive a reload half-way and add up at the end", async ({ page }) => {
  test.setTimeout(240_000);
  const ids = videoIds(197, "aD");
  const unavailable = "zzPRIV_0001";
  const lines = [...ids, unavailable].map(linkTo);

  await paste(page, [...lines, "youtube is not a link", lines[0]].join("\n"));

  const preview = page.getByRole("dialog");
  await expect(preview.getByText("198 videos found")).toBeVisible();
  await expect(preview.getByText("1 line is not a video link")).toBeVisible();
  await expect(preview.getByText("youtube is not a link", { exact: true })).toBeVisible();
  await preview.getByRole("button", { name: "Import 198 videos" }).click();

  const first = tile(page, ids[0] ?? "");
  await expect(first).toBeVisible();
  await expect(page.getByText("198 videos are being imported")).toBeVisible();
  await expect(first).toHaveAttribute("data-state", /complete|partial/);

  await page.reload();

  await expect(page.getByText("198 videos are being imported")).toBeVisible();
  const summary = page.getByText("Import finished.").locator("..");
  await expect(summary).toBeVisible({ timeout: 180_000 });
  const counts = (await summary.innerText()).match(/\d+/g)?.map(Number) ?? [];
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(200);

  await summary.getByRole("link", { name: "1 not available" }).click();
  await expect(page.getByRole("article")).toHaveCount(1);
  await expect(tile(page, unavailable)).toHaveAttribute("data-state", "error");

  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("button", { name: "Show all" }).first().click();
  await expect(page.getByRole("heading", { name: "Put your first videos here" })).toBeVisible();
});

test("nothing is asked of a foreign host before somebody presses play", async ({ page, reelshelf }) => {
  const foreign: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(reelshelf.url) && !request.url().startsWith("data:"))
      foreign.push(request.url());
  });
  const [youtubeId = ""] = videoIds(1, "aE");
  await paste(page, linkTo(youtubeId));
  const video = tile(page, youtubeId);
  await expect(video).toHaveAttribute("data-state", /complete|partial/);
  await video.getByRole("link").click();
  await expect(page.getByRole("heading", { name: "Transcript" })).toBeVisible();
  expect(foreign).toEqual([]);
});
