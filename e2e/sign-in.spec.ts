import { expect, test } from "./reelshelf";
import { Watch } from "./watch";

test("a sign-in link works once and leaves the address bar", async ({
  page,
  signInLink,
  browser,
  reelshelf,
}) => {
  expect(page.url()).not.toContain("token");
  await expect(page.getByRole("heading", { name: "Put your first videos here" })).toBeVisible();

  const elsewhere = await browser.newContext();
  const watch = new Watch(reelshelf.url);
  await watch.over(elsewhere);
  const stranger = await elsewhere.newPage();
  await stranger.goto(signInLink);
  await expect(stranger.getByText("This sign-in link has been used already")).toBeVisible();
  await expect(stranger.getByLabel("Password")).toBeVisible();
  await elsewhere.close();
  watch.verdict();
});
