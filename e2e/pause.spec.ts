import { linkTo, pasteMany, summaryOf, videoIds } from "./gestures";
import { expect, test } from "./reelshelf";

test.use({ alone: true });

test("when YouTube asks to slow down the banner says until when, and it goes on by itself", async ({
  page,
  simulator,
}) => {
  test.setTimeout(240_000);
  const ids = videoIds(40, "cA");
  await simulator.fault("player", { status: 429, retry_after_seconds: 20 });
  await pasteMany(page, ids.map(linkTo));

  const pause = page.getByText(/^Short pause: YouTube asked us to slow down\. Continues at \d\d:\d\d/);
  await expect(pause).toBeVisible();
  await expect(page.getByRole("main")).not.toContainText(/429|error|failed|retry/i);

  await simulator.fault("player", { status: null, retry_after_seconds: null });

  const counts = (await (await summaryOf(page)).innerText()).match(/\d+/g)?.map(Number) ?? [];
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(40);
  await expect(pause).toBeHidden();
});
