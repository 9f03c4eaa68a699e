import type { Locator, Page } from "@playwright/test";
import { expectReady, linkTo, tile, videoIds } from "./gestures";
import { expect, test } from "./reelshelf";

const FARTHEST = 60;

/** Presses Tab until this has the focus; what has it must always be seen. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  for (let step = 0; step < FARTHEST; step += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`not reached with Tab: ${wanted}`);
}

test("without a mouse: import a link, select it, tag it, open it, and go back", async ({ page }) => {
  const [first = "", second = ""] = videoIds(2, "eA");

  await tabTo(page, page.getByRole("button", { name: "Add videos" }).last());
  await page.keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "Links" })).toBeFocused();
  await page.keyboard.insertText(`${linkTo(first)}\n${linkTo(second)}`);
  await page.keyboard.press("Control+Enter");
  const confirm = page.getByRole("button", { name: "Import 2 videos" });
  await tabTo(page, confirm);
  await page.keyboard.press("Enter");
  const video = tile(page, first);
  await expectReady(video);
  await expectReady(tile(page, second));

  await tabTo(page, video.getByRole("link"));
  await page.keyboard.press("x");
  await expect(page.getByText("1 selected").first()).toBeVisible();
  await page.keyboard.press("ArrowRight");
  await expect(tile(page, second).getByRole("link")).toBeFocused();
  await page.keyboard.press(" ");
  await expect(page.getByText("2 selected").first()).toBeVisible();

  await page.keyboard.press("Shift+Tab");
  const tags = page.getByRole("toolbar", { name: "With the selected videos" }).getByRole("button", {
    name: "Tags",
  });
  for (let step = 0; step < FARTHEST; step += 1) {
    if (await tags.evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press("Shift+Tab");
  }
  await page.keyboard.press("Enter");
  const field = page.getByRole("combobox", { name: "Find or create a tag" });
  await expect(field).toBeFocused();
  await page.keyboard.type("Sunday");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("option", { name: "Sunday", selected: true })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(tags).toBeFocused();
  await expect(video.getByRole("img", { name: "Tags: Sunday" })).toBeVisible();
  await expect(tile(page, second).getByRole("img", { name: "Tags: Sunday" })).toBeVisible();

  await page.keyboard.press("Escape");
  await expect(page.getByText("2 selected")).toHaveCount(0);
  await tabTo(page, video.getByRole("link"));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Transcript" })).toBeVisible();
  await tabTo(page, page.getByRole("link", { name: "Back to the list" }));
  await page.keyboard.press("Enter");
  await expect(video).toBeVisible();
});
