import { writeFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { dropFile, linkTo, tile, videoIds } from "../gestures";
import { confirmToTiles, dropToTile, type Frames, framesWhile, heapBytes, watchPaints } from "./probes";

const link = process.env.BENCH_SIGN_IN_LINK ?? "";
const output = process.env.BENCH_OUTPUT ?? "";
const minutes = Number(process.env.BENCH_IMPORT_MINUTES ?? "1");
const figures: Record<string, unknown> = {};

const DROPS = 15;
const PIXELS_A_FRAME = 40;
const SCROLL_SECONDS = 10;
const ROUNDS = 3;

async function newList(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: "New list" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill(name);
  await page.getByRole("dialog").getByRole("button", { name: "Create list" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
}

async function offer(page: Page, ids: readonly string[]): Promise<void> {
  await dropFile(page, "links.txt", ids.map(linkTo).join("\n"));
  await expect(page.getByRole("button", { name: /^Import [\d,]+ videos$/ })).toBeVisible({ timeout: 60_000 });
}

/** Scrolls on as soon as everything in sight is complete, until the import has ended. */
async function followImport(page: Page): Promise<void> {
  const ended = page.getByText("Import finished.");
  while (!(await ended.isVisible())) {
    await page
      .waitForFunction(() => !document.querySelector("article [role=progressbar]"), null, { timeout: 20_000 })
      .catch(() => undefined);
    await page.evaluate(() => {
      const scroller = document.querySelector("main ul.shelf-touch")?.parentElement;
      scroller?.scrollBy(0, scroller.clientHeight);
    });
  }
}

test("measure", async ({ page, context }) => {
  await page.goto(link);
  await newList(page, "Single links");
  const drops: number[] = [];
  for (const id of videoIds(DROPS, "mA")) drops.push(await dropToTile(page, id));
  figures.drop_ms = drops;
  await expect(tile(page, videoIds(1, "mA")[0] ?? "")).toHaveAttribute("data-state", /complete|partial/, {
    timeout: 60_000,
  });

  await newList(page, "A thousand");
  const thousand = videoIds(1_000, "mB");
  await offer(page, thousand);
  const readPaints = await watchPaints(page);
  figures.confirm_ms = await confirmToTiles(page, 1_000, thousand[0] ?? "");
  await followImport(page);
  figures.paints = await readPaints();

  await newList(page, "Ten thousand");
  const many = videoIds(10_000, "mC");
  await offer(page, many);
  figures.confirm_10000_ms = await confirmToTiles(page, 10_000, many[0] ?? "");
  const empty = await context.newPage();
  const scrolled: Frames[] = [];
  const still: Frames[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await empty.bringToFront();
    still.push(await framesWhile(empty, 0, SCROLL_SECONDS));
    await page.bringToFront();
    scrolled.push(await framesWhile(page, PIXELS_A_FRAME, SCROLL_SECONDS));
  }
  figures.empty_page = still;
  figures.scrolled = scrolled;

  const before = await heapBytes(page);
  await framesWhile(page, 0, minutes * 60);
  figures.heap = { before, after: await heapBytes(page), minutes };
  writeFileSync(output, JSON.stringify(figures));
});
