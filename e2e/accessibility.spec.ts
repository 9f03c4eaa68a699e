import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expectReady, linkTo, paste, summaryOf, tile, troubled, videoIds } from "./gestures";
import { expect, test } from "./reelshelf";

/** Nothing axe knows of is wrong with what is shown now. Movements are over first: a half-faded text has no contrast. */
async function expectAccessible(page: Page, place: string): Promise<void> {
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter((animation) => animation.effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY)
        .map((animation) => animation.finished.catch(() => undefined)),
    ),
  );
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(({ id, nodes }) => ({
    id,
    where: nodes.map((node) => node.html.slice(0, 160)),
  }));
  expect.soft(found, place).toEqual([]);
}

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test("axe finds nothing on any page or in any dialog", async ({ page, browser, reelshelf, person }) => {
      test.setTimeout(240_000);
      const look = (place: string) => expectAccessible(page, `${place}, ${colorScheme}`);
      const ids = videoIds(6, "fA");
      const [first = ""] = ids;

      await look("empty shelf");
      await page.getByRole("button", { name: "Add videos" }).last().click();
      await expect(page.getByRole("dialog")).toBeVisible();
      await look("dialog to add videos");
      await page.keyboard.press("Escape");
      const links = [...ids, troubled.private, troubled.withoutCaptions].map(linkTo);
      await paste(page, [...links, "no link"].join("\n"));
      await expect(page.getByText("8 videos found")).toBeVisible();
      await look("preview");
      await page.getByRole("button", { name: "Import 8 videos" }).click();
      await expect(tile(page, first)).toBeVisible();
      await look("shelf while importing");
      await summaryOf(page);
      await expect(page.getByRole("progressbar")).toHaveCount(0);
      const listId = new URL(page.url()).pathname.split("/").at(-1) ?? "";
      const tag = await person.post<{ id: string }>("/api/tags", { name: "Sunday" });
      await person.post("/api/videos/tags", {
        video_ids: (await person.videosOf(listId)).slice(0, 3).map((video) => video.id),
        add: [tag.id],
        remove: [],
      });
      await expect(page.getByRole("img", { name: "Tags: Sunday" })).toHaveCount(3);
      await look("finished shelf");

      await tile(page, first).hover();
      await tile(page, first)
        .getByRole("button", { name: /^Options for/ })
        .click();
      await expect(page.getByRole("menu")).toBeVisible();
      await look("menu of a video");
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Filter" }).first().click();
      await look("filters");
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "View", exact: true }).click();
      await look("view menu");
      await page.getByRole("menuitemradio", { name: "Table" }).click();
      await page.keyboard.press("Escape");
      await expect(page.getByRole("grid")).toBeVisible();
      await look("table");

      await page.keyboard.press("ControlOrMeta+a");
      const toolbar = page.getByRole("toolbar", { name: "With the selected videos" });
      for (const name of ["Tags", "Move", "Remove"]) {
        await toolbar.getByRole("button", { name, exact: true }).click();
        await expect(page.getByRole("dialog")).toBeVisible();
        await look(`dialog ${name}`);
        await page.keyboard.press("Escape");
      }
      await page.keyboard.press("Escape");

      await page.keyboard.press("/");
      await page.getByRole("combobox").fill("the");
      await expect(page.getByRole("listbox").or(page.getByText("Nothing found"))).toBeVisible();
      await look("search");
      await page.keyboard.press("Escape");
      await page.getByRole("link", { name: "Imports", exact: true }).click();
      await expect(page.getByRole("heading", { level: 1, name: "Imports" })).toBeVisible();
      await look("imports");

      await page.goBack();
      await expectReady(tile(page, first));
      await tile(page, first).getByRole("link").click();
      await expect(page.getByRole("heading", { name: "Transcript" })).toBeVisible();
      await look("video");
      await page.goto("/nowhere");
      await look("not found");

      const stranger = await browser.newContext({ colorScheme });
      const door = await stranger.newPage();
      await door.goto(reelshelf.url);
      await expect(door.getByLabel("Password")).toBeVisible();
      await expectAccessible(door, `sign-in, ${colorScheme}`);
      await stranger.close();
    });
  });
}
