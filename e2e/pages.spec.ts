import { linkTo, pasteMany, summaryOf, videoIds } from "./gestures";
import { expect, test } from "./reelshelf";

test("every page has a title of its own, a language, a description, and can be made larger", async ({
  page,
  person,
}) => {
  await expect(page).toHaveTitle("Reelshelf");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.locator("meta[name=description]")).toHaveAttribute("content", /\w{5}/);
  const viewport = page.locator("meta[name=viewport]");
  await expect(viewport).toHaveAttribute("content", /width=device-width/);
  await expect(viewport).not.toHaveAttribute("content", /user-scalable|maximum-scale/);

  await pasteMany(page, videoIds(2, "iA").map(linkTo));
  await summaryOf(page);
  await expect(page).toHaveTitle("My shelf – Reelshelf");
  const [video] = await person.videosOf(new URL(page.url()).pathname.split("/").at(-1) ?? "");
  await page.goto(`/videos/${video?.id}`);
  await expect(page).toHaveTitle(`${video?.title} – Reelshelf`);
  for (const [path, title] of [
    ["/imports", "Imports – Reelshelf"],
    ["/settings", "Settings – Reelshelf"],
    ["/share", "Add videos – Reelshelf"],
    ["/nowhere", "There is nothing here – Reelshelf"],
  ] as const) {
    await page.goto(path);
    await expect(page).toHaveTitle(title);
  }
});

test.describe("texts", () => {
  test.use({ locale: "de-DE" });

  test("come in one language only; the other when somebody wants it, and it stays", async ({ page }) => {
    const loaded = () =>
      page.evaluate(() =>
        performance
          .getEntriesByType("resource")
          .map(({ name }) => /\/assets\/(en|de)-/.exec(name)?.[1])
          .filter((language) => language !== undefined),
      );
    await page.reload();
    await expect(page.getByRole("button", { name: "Videos hinzufügen" })).toBeVisible();
    expect(await loaded()).toEqual(["de"]);

    await page.getByRole("button", { name: "Konto" }).click();
    await page.getByRole("menuitemradio", { name: "English" }).click();
    await expect(page.getByRole("button", { name: "Add videos" })).toBeVisible();
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
    await page.reload();
    await expect(page.getByRole("button", { name: "Add videos" })).toBeVisible();
    expect(await loaded()).toEqual(["en"]);
  });
});
