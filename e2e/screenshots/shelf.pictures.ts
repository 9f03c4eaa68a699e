import { join } from "node:path";
import type { Page } from "@playwright/test";
import { linkTo, paste, summaryOf, tile, troubled, videoIds } from "../gestures";
import { expect, test } from "../reelshelf";
import { root } from "../simulator";

/** JPEG: the thumbnails are photographs, and it is a fifth of the size. Those in sight are there. */
async function picture(page: Page, name: string): Promise<void> {
  await page.waitForFunction(() =>
    [...document.images]
      .filter((image) => image.getBoundingClientRect().top < innerHeight)
      .every((image) => image.complete),
  );
  await page.screenshot({ path: join(root, "docs", "images", `${name}.jpg`), type: "jpeg", quality: 82 });
}

const KEYS = ["aB", "cD", "eF", "gH", "iJ", "kL", "mN", "oP"];
const LINKS = KEYS.flatMap((key) => videoIds(5, key));

async function preview(page: Page): Promise<void> {
  await paste(
    page,
    [...LINKS, troubled.private, troubled.withoutCaptions, "to watch on Sunday"].map(lineOf).join("\n"),
  );
  await expect(page.getByText("42 videos found")).toBeVisible();
}

function lineOf(text: string): string {
  return text.includes(" ") ? text : linkTo(text);
}

/** Some tiles are complete, some are on their way, some have not begun. */
async function halfWay(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Import 42 videos" }).click();
  await expect(page.locator("article[data-state=complete]")).not.toHaveCount(0);
  await expect.poll(() => page.locator("article[data-state=complete]").count()).toBeGreaterThan(4);
}

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme, viewport: { width: 1280, height: 800 } });

    test("while importing", async ({ page, simulator }) => {
      await simulator.fault("*", { latency_seconds: 0.6 });
      await preview(page);
      if (colorScheme === "light") await picture(page, "preview");
      await halfWay(page);
      await picture(page, `shelf-${colorScheme}`);
    });
  });
}

test.describe("afterwards", () => {
  test.use({ viewport: { width: 1280, height: 800 } });

  test("shelf, table, search, video, and a phone", async ({ page, person }) => {
    await preview(page);
    await page.getByRole("button", { name: "Import 42 videos" }).click();
    await summaryOf(page);
    await expect(page.getByRole("progressbar")).toHaveCount(0);
    const listId = new URL(page.url()).pathname.split("/").at(-1) ?? "";
    const videos = await person.videosOf(listId);
    for (const [index, [name, color]] of TAGS.entries()) {
      const tag = await person.post<{ id: string }>("/api/tags", { name, color });
      const some = videos.filter((_, place) => place % 5 === index || place % 7 === index);
      await person.post("/api/videos/tags", {
        video_ids: some.map(({ id }) => id),
        add: [tag.id],
        remove: [],
      });
    }
    for (const [name] of TAGS) {
      await expect(page.getByRole("link", { name: new RegExp(`^${name}\\s*[1-9]`) })).toBeVisible();
      await expect(page.getByRole("img", { name: new RegExp(`^Tags: .*${name}`) })).not.toHaveCount(0);
    }
    await picture(page, "finished");

    await page.getByRole("button", { name: "View", exact: true }).click();
    await page.getByRole("menuitemradio", { name: "Table" }).click();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("grid")).toBeVisible();
    await page.mouse.move(0, 0);
    await picture(page, "table");

    await page.getByRole("button", { name: "Search" }).first().click();
    await page.getByRole("dialog").getByRole("combobox").fill("glass");
    await expect(page.getByRole("option")).not.toHaveCount(0);
    await picture(page, "search");
    await page.keyboard.press("Escape");

    await page.goto(`/videos/${videos.find(({ title }) => title?.startsWith("How"))?.id ?? videos[0]?.id}`);
    await expect(page.getByRole("heading", { name: "Transcript" })).toBeVisible();
    await picture(page, "video");

    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`/lists/${listId}`);
    await page.evaluate(() => localStorage.clear());
    await page.reload();
    await expect(tile(page, videos[0]?.youtube_id ?? "")).toBeVisible();
    await picture(page, "phone");
  });
});

const TAGS = [
  ["Sunday", "amber"],
  ["Workshop", "teal"],
  ["To cook", "pink"],
] as const;
