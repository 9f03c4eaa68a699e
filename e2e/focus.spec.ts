import type { Page } from "@playwright/test";
import { linkTo, summaryOf, videoIds } from "./gestures";
import { expect, test } from "./reelshelf";

test.use({ contextOptions: { reducedMotion: "reduce" } });

/** More than any page has places to stop at. */
const FARTHEST = 150;
/** Rings lie outside of what they are around. */
const RING_PX = 8;

interface Stop {
  name: string;
  box: { x: number; y: number; width: number; height: number };
}

/** What has the focus now, with the part of the window it and its ring are in; null at the end of the page. */
function stopOf(page: Page): Promise<Stop | null> {
  return page.evaluate((ring) => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement) || element === document.body) return null;
    // The link of a tile lies over all of it, and a line of the table shows the ring for what is in it.
    const shown = element.closest("article, label, [role=row]") ?? element;
    const { x, y, right, bottom } = shown.getBoundingClientRect();
    const left = Math.max(0, x - ring);
    const top = Math.max(0, y - ring);
    const width = Math.min(innerWidth, right + ring) - left;
    const height = Math.min(innerHeight, bottom + ring) - top;
    const name = (element.ariaLabel || element.textContent || element.tagName).slice(0, 60);
    return { name, box: { x: left, y: top, width, height } };
  }, RING_PX);
}

/** Presses Tab through the whole page, from the link that is first on it; names what looks the same with and without the focus, or cannot be seen. */
async function unseenStops(page: Page): Promise<{ stops: number; unseen: string[] }> {
  const unseen: string[] = [];
  await page.getByRole("link", { name: "Skip to content" }).focus();
  for (let stops = 0; stops < FARTHEST; stops += 1) {
    await page.keyboard.press("Tab");
    const stop = await stopOf(page);
    if (!stop) return { stops, unseen };
    const { box } = stop;
    if (box.width <= 0 || box.height <= 0) {
      unseen.push(`${stop.name}: out of sight`);
      continue;
    }
    const focused = await page.screenshot({ clip: box });
    const held = await page.evaluateHandle(() => document.activeElement as HTMLElement);
    await held.evaluate((element) => element.blur());
    const without = await page.screenshot({ clip: box });
    await held.evaluate((element) => element.focus({ preventScroll: true }));
    if (focused.equals(without)) unseen.push(stop.name);
  }
  return { stops: FARTHEST, unseen };
}

test("whatever Tab reaches can be seen to have the focus: shelf, table, video, imports, settings", async ({
  page,
  person,
}) => {
  test.setTimeout(240_000);
  const list = await person.createList("Talks");
  const ids = videoIds(4, "hA");
  await person.importLinks(list.id, ids.map(linkTo));
  await page.goto(`/lists/${list.id}`);
  await summaryOf(page);
  await person.post("/api/tags", { name: "Sunday" });
  await expect(page.getByRole("link", { name: /^Sunday/ })).toBeVisible();
  const [video] = await person.videosOf(list.id);

  const seen = async (place: string, atLeast: number) => {
    const { stops, unseen } = await unseenStops(page);
    expect(unseen, place).toEqual([]);
    expect(stops, place).toBeGreaterThan(atLeast);
  };
  await seen("shelf", 20);
  await page.getByRole("button", { name: "View", exact: true }).click();
  await page.getByRole("menuitemradio", { name: "Table" }).click();
  await page.keyboard.press("Escape");
  await page.reload();
  await expect(page.getByRole("grid")).toBeVisible();
  await seen("table", 15);
  await page.goto(`/videos/${video?.id}`);
  await expect(page.getByRole("region", { name: "Transcript" }).getByRole("listitem").first()).toBeVisible();
  await page.getByRole("searchbox", { name: "Find in transcript" }).fill("the");
  await seen("video", 20);
  await page.goto("/imports");
  await expect(page.getByText("Import finished.")).toBeVisible();
  await seen("imports", 15);
  await page.goto("/settings");
  await expect(page.getByText("This browser", { exact: true })).toBeVisible();
  await seen("settings", 15);
});
