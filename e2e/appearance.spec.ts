import type { Page } from "@playwright/test";
import { expectReady, linkTo, paste, summaryOf, tile, troubled, videoIds } from "./gestures";
import { expect, test } from "./reelshelf";

test.describe("in German", () => {
  test.use({ locale: "de-DE" });

  test("the whole way of an import", async ({ page }) => {
    const [youtubeId = ""] = videoIds(1, "dA");
    await expect(page.locator("html")).toHaveAttribute("lang", "de");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(/Videos/);
    await paste(page, [linkTo(youtubeId), linkTo(troubled.deleted)].join("\n"));
    const preview = page.getByRole("dialog");
    await expect(preview.getByText("2 Videos gefunden")).toBeVisible();
    await preview.getByRole("button", { name: "2 Videos importieren" }).click();
    await expect(page.getByText("Import fertig.").locator("..")).toContainText("1 Video.");
    await expect(tile(page, troubled.deleted)).toContainText("Entfernen");
  });
});

function backgroundOf(page: Page): Promise<string> {
  return page.evaluate(() => getComputedStyle(document.body).backgroundColor);
}

test.describe("on a dark system", () => {
  test.use({ colorScheme: "dark" });

  test("the page is dark before anything is chosen, and light when that is chosen", async ({ page }) => {
    const dark = await backgroundOf(page);
    await page.getByRole("button", { name: "Account" }).click();
    await page.getByRole("menuitemradio", { name: "Light" }).click();
    await expect.poll(() => backgroundOf(page)).not.toBe(dark);
    await page.reload();
    await expect(page.getByRole("main")).toBeVisible();
    expect(await backgroundOf(page)).not.toBe(dark);
  });
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  /** WCAG 2.2, 2.5.8. */
  const SMALLEST_TARGET_PX = 24;

  async function expectToFit(page: Page): Promise<void> {
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(beyond, "pixels to scroll sideways").toBeLessThanOrEqual(0);
    const small = await page.evaluate(
      (least) =>
        [...document.querySelectorAll<HTMLElement>("button, a[href], input, select")]
          .filter((each) => each.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
          .filter((each) => !each.closest("p, .sr-only, [inert]") && !each.classList.contains("sr-only"))
          // The link of a tile lies over all of it.
          .map((each) => {
            const target = each.querySelector("h2") ? (each.closest("article") ?? each) : each;
            return { each, box: target.getBoundingClientRect() };
          })
          .filter(({ box }) => box.width > 0 && (box.width < least || box.height < least))
          .map(({ each, box }) => `${each.outerHTML.slice(0, 100)} ${box.width}×${box.height}`),
      SMALLEST_TARGET_PX,
    );
    expect(small, "too small for a finger").toEqual([]);
  }

  test("everything fits and can be touched: shelf, menu, import, video", async ({ page }) => {
    const ids = [...videoIds(8, "dB"), troubled.private];
    await expectToFit(page);
    await page.getByRole("button", { name: "Add videos" }).last().click();
    await page.getByRole("textbox", { name: "Links" }).fill(ids.map(linkTo).join("\n"));
    await expectToFit(page);
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("button", { name: "Import 9 videos" }).click();
    await expect(tile(page, ids[0] ?? "")).toBeVisible();
    await expectToFit(page);
    await summaryOf(page);
    await expectToFit(page);

    await page.getByRole("button", { name: "Lists and account" }).click();
    await expect(page.getByRole("dialog").getByRole("link", { name: "Imports" })).toBeVisible();
    await expectToFit(page);
    await page.getByRole("dialog").getByRole("link", { name: "Imports" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Imports" })).toBeVisible();
    await expectToFit(page);

    await page.goBack();
    const video = tile(page, ids[0] ?? "");
    await expectReady(video);
    await video.getByRole("link").tap();
    await expect(page.getByRole("heading", { name: "Transcript" })).toBeVisible();
    await expectToFit(page);
  });
});
