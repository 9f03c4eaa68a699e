import type { WebSocketRoute } from "@playwright/test";
import { dropLink, expectReady, linkTo, pasteMany, summaryOf, tile, videoIds } from "./gestures";
import { expect, test } from "./reelshelf";

const PROGRESS = /\/api\/ws\/progress$/;

test("a cut socket is told, the import goes on by polling, and the notice goes when it is back", async ({
  page,
}) => {
  let cut = false;
  const open = new Set<WebSocketRoute>();
  await page.routeWebSocket(PROGRESS, async (socket) => {
    if (cut) return socket.close({ code: 1013 });
    open.add(socket);
    socket.connectToServer();
  });
  // A socket that stood before the route was laid is not on it.
  await page.reload();
  const [first = "", second = "", third = ""] = videoIds(3, "bA");
  await dropLink(page, linkTo(first));
  await expectReady(tile(page, first));

  cut = true;
  for (const socket of open) await socket.close({ code: 1013 });

  const notice = page.getByText("Connection interrupted.");
  await expect(notice).toBeVisible();
  await dropLink(page, linkTo(second));
  await expectReady(tile(page, second));
  await expect(notice).toBeVisible();

  cut = false;
  await expect(notice).toBeHidden();
  await dropLink(page, linkTo(third));
  await expectReady(tile(page, third));
});

test("two tabs show the same import, and both know when it is taken back", async ({ page, context }) => {
  const ids = videoIds(12, "bB");
  await pasteMany(page, ids.map(linkTo));
  await expect(tile(page, ids[0] ?? "")).toBeVisible();

  const other = await context.newPage();
  await other.goto(page.url());

  for (const tab of [page, other]) {
    await summaryOf(tab);
    await expect(tab.getByRole("article")).toHaveCount(12);
    for (const id of ids) await expectReady(tile(tab, id));
  }
  await other.getByRole("button", { name: "Undo" }).click();
  for (const tab of [page, other]) {
    await expect(tab.getByRole("heading", { name: "Put your first videos here" })).toBeVisible();
  }
});

test("a link dropped in one tab stands in the other", async ({ page, context, person }) => {
  const list = await person.createList("Talks");
  await page.goto(`/lists/${list.id}`);
  const other = await context.newPage();
  await other.goto(`/lists/${list.id}`);
  await expect(other.getByRole("heading", { name: "Put your first videos here" })).toBeVisible();
  const [youtubeId = ""] = videoIds(1, "bC");

  await dropLink(page, linkTo(youtubeId));

  await expectReady(tile(other, youtubeId));
});
