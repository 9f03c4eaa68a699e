import {
  dropFile,
  dropLink,
  expectReady,
  linkTo,
  paste,
  pasteMany,
  summaryOf,
  tile,
  troubled,
  videoIds,
} from "./gestures";
import { expect, test } from "./reelshelf";

test("a dropped link becomes a grey tile with a pie, then a video in colour that opens", async ({ page }) => {
  const [youtubeId = ""] = videoIds(1);
  const video = tile(page, youtubeId);

  await dropLink(page, linkTo(youtubeId));

  await expect(video).toHaveAttribute("data-state", "importing");
  await expect(video.getByRole("link")).toHaveAttribute("aria-disabled", "true");
  await expect(video.getByRole("progressbar")).toHaveAttribute("aria-valuemax", "100");

  await expectReady(video);
  await expect(video.getByRole("progressbar")).toHaveCount(0);
  const title = await video.getByRole("heading").innerText();
  await video.getByRole("link").click();

  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Transcript" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Play from YouTube" })).toBeVisible();
});

test("the tile of a single link stands before the server answers, and goes when it says no", async ({
  page,
  person,
}) => {
  const list = await person.createList("Talks");
  await page.goto(`/lists/${list.id}`);
  await expect(page.getByRole("heading", { name: "Put your first videos here" })).toBeVisible();
  const [youtubeId = ""] = videoIds(1, "aA");
  let answer = (): void => undefined;
  const asked = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route("**/api/lists/*/videos", async (route) => {
    if (route.request().method() !== "POST") return route.continue();
    await asked;
    await route.fulfill({ status: 503, json: { code: "unavailable", title: "Away", status: 503 } });
  });

  await dropLink(page, linkTo(youtubeId));

  await expect(tile(page, youtubeId)).toHaveAttribute("data-state", "importing");
  answer();
  await expect(page.getByText("The video was taken back")).toBeVisible();
  await expect(tile(page, youtubeId)).toHaveCount(0);
});

test("the same link again points at the tile that is there", async ({ page }) => {
  const [youtubeId = ""] = videoIds(1, "aC");
  await paste(page, linkTo(youtubeId));
  await expectReady(tile(page, youtubeId));

  await paste(page, `https://youtu.be/${youtubeId}`);

  await expect(page.getByText("This video is already on this shelf.")).toBeVisible();
  await expect(page.getByRole("article")).toHaveCount(1);
});

test("two hundred links in a CSV file survive a reload half-way and add up at the end", async ({ page }) => {
  test.setTimeout(300_000);
  const ids = videoIds(199, "aD");
  const lines = ["title,url", ...[...ids, ids[0] ?? ""].map((id, row) => `Row ${row},${linkTo(id)}`)];

  await dropFile(page, "export.csv", [...lines, "Not one,https://example.org/"].join("\n"));

  const preview = page.getByRole("dialog");
  await expect(preview.getByText("export.csv")).toBeVisible();
  await expect(preview.getByText("199 videos found")).toBeVisible();
  await expect(preview.getByText("1 named twice")).toBeVisible();
  await expect(preview.getByText("1 line is not a video link")).toBeVisible();
  await expect(preview.getByText("https://example.org/", { exact: true })).toBeVisible();
  await preview.getByRole("button", { name: "Import 199 videos" }).click();

  const first = tile(page, ids[0] ?? "");
  await expect(first).toBeVisible();
  await expect(page.getByText("199 videos are being imported")).toBeVisible();
  await expectReady(first);

  await page.reload();

  await expect(page.getByText("199 videos are being imported")).toBeVisible();
  await expectReady(first);
  const summary = await summaryOf(page);
  const counts = (await summary.innerText()).match(/\d+/g)?.map(Number) ?? [];
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(201);
});

test("the end says what is missing, each count opens exactly those videos, and retry or remove helps", async ({
  page,
  simulator,
}) => {
  const [ordinary = ""] = videoIds(1, "aF");
  const { private: hidden, deleted, withoutCaptions } = troubled;
  await pasteMany(page, [ordinary, hidden, deleted, withoutCaptions].map(linkTo));
  const summary = await summaryOf(page);
  await expect(summary).toHaveText("Import finished. 1 video. 1 without captions. 2 not available.");
  const shown = page.getByRole("article");

  await summary.getByRole("link", { name: "1 without captions" }).click();
  await expect(shown).toHaveCount(1);
  await expect(tile(page, withoutCaptions).getByRole("img", { name: "No captions" })).toBeVisible();

  await summary.getByRole("link", { name: "2 not available" }).click();
  await expect(shown).toHaveCount(2);
  await expect(tile(page, hidden)).toHaveAttribute("data-state", "error");
  await expect(
    tile(page, hidden).getByRole("button", { name: "Not available: This video is private" }),
  ).toBeVisible();

  await simulator.cure(deleted);
  await page.getByRole("button", { name: "Try 2 again" }).click();
  await expect(await summaryOf(page)).toContainText("1 not available");
  await expect(shown).toHaveCount(1);

  await tile(page, hidden).getByRole("button", { name: "Remove" }).click();
  await expect(page.getByText("Removed from your shelf.")).toBeVisible();
  await expect(tile(page, hidden)).toHaveCount(0);
  await expect(summary).toContainText("1 removed");
});

test("undo takes back exactly what the import brought", async ({ page }) => {
  const [kept = "", ...others] = videoIds(5, "aG");
  await dropLink(page, linkTo(kept));
  await expectReady(tile(page, kept));
  await pasteMany(page, [kept, ...others].map(linkTo));
  await summaryOf(page);

  await page.getByRole("button", { name: "Undo" }).click();

  await expect(page.getByText("4 videos were taken back.")).toBeVisible();
  await expect(page.getByRole("article")).toHaveCount(1);
  await expect(tile(page, kept)).toBeVisible();
});

test("tiles that become complete move nothing on the page", async ({ page, person }) => {
  const list = await person.createList("Talks");
  await page.goto(`/lists/${list.id}`);
  await expect(page.getByRole("heading", { name: "Put your first videos here" })).toBeVisible();
  const ids = videoIds(12, "aH");
  await pasteMany(page, ids.map(linkTo));
  await expect(tile(page, ids[0] ?? "")).toBeVisible();
  await expect(page.getByText("12 videos are being imported")).toBeVisible();
  await page.evaluate(() => {
    const shifts: LayoutShift[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => shifts.push(...(list.getEntries() as LayoutShift[]))).observe({
      type: "layout-shift",
    });
  });

  for (const id of ids) await expectReady(tile(page, id));
  await expect(page.getByRole("progressbar", { name: /^Import of/ })).toHaveCount(0);

  const moved = await page.evaluate(() =>
    (window as unknown as { shifts: LayoutShift[] }).shifts
      .filter((shift) => !shift.hadRecentInput)
      .map((shift) => ({
        value: shift.value,
        nodes: shift.sources.map((source) => (source.node as Element | null)?.outerHTML?.slice(0, 120)),
      })),
  );
  const sum = moved.reduce((all, shift) => all + shift.value, 0);
  expect(sum, JSON.stringify(moved)).toBe(0);
});

/** Chromium's; not among TypeScript's. */
interface LayoutShift extends PerformanceEntry {
  value: number;
  hadRecentInput: boolean;
  sources: { node: Node | null }[];
}
