import type { Page } from "@playwright/test";
import { linkTo, paste, tile, videoIds } from "./gestures";
import { expect, test } from "./reelshelf";

/** Stands in for YouTube's player, and speaks to the page as it does. Time goes by four times as fast. */
const PLAYER = `<!doctype html><title>player</title><script>
  let seconds = Number(new URL(location.href).searchParams.get("start"));
  let state = 1;
  addEventListener("message", ({ data }) => {
    const { func, args } = JSON.parse(data);
    if (func === "seekTo") seconds = args[0];
    if (func === "pause") state = 2;
  });
  setInterval(() => {
    if (state === 1) seconds += 1;
    parent.postMessage(JSON.stringify({ info: { currentTime: seconds, playerState: state } }), "*");
  }, 250);
</script>`;

function secondsIn(body: string | null): number {
  return (JSON.parse(body ?? "{}") as { seconds?: number }).seconds ?? 0;
}

async function openVideo(page: Page, youtubeId: string): Promise<void> {
  await paste(page, linkTo(youtubeId));
  const video = tile(page, youtubeId);
  await expect(video).toHaveAttribute("data-state", "complete");
  await video.getByRole("link").click();
  await expect(page.getByRole("heading", { name: "Notes" })).toBeVisible();
}

test("a search jumps to the second, playing goes on where it stopped, and notes are the same in two tabs", async ({
  page,
  context,
  watch,
}) => {
  await context.route("https://www.youtube-nocookie.com/**", (route) =>
    route.fulfill({ contentType: "text/html", body: PLAYER }),
  );
  const [youtubeId = ""] = videoIds(1, "aJ");
  await openVideo(page, youtubeId);
  const lines = page.getByRole("region", { name: "Transcript" }).getByRole("listitem");
  const words = (await lines.nth(12).innerText()).replace(/^[\d:]+\s*/, "");

  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Search titles and what is said" }).fill(`"${words}"`);
  const moment = page.getByRole("option", { name: /^Jump to/ }).first();
  await expect(moment).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await expect(moment).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\?t=\d+$/);

  watch.agreedTo("www.youtube-nocookie.com");
  await page.getByRole("button", { name: /^Play from/ }).click();
  // Long enough to be worth going on from, wherever it began.
  await page.waitForRequest(
    (request) => request.url().endsWith("/position") && secondsIn(request.postData()) > 10,
  );
  await page.getByRole("link", { name: "Back to the list" }).click();
  await tile(page, youtubeId).getByRole("link").click();
  await expect(page.getByRole("button", { name: /^Continue at/ })).toBeVisible();
  await expect(page.getByRole("button", { name: "From the start" })).toBeVisible();

  const other = await context.newPage();
  await other.goto(page.url());
  await page.getByRole("textbox", { name: "Notes" }).fill("worth a second look");
  await expect(other.getByRole("textbox", { name: "Notes" })).toHaveValue("worth a second look");
});

test("what is shared waits for a yes; without the server an honest page says so", async ({
  page,
  context,
  reelshelf,
}) => {
  const [youtubeId = ""] = videoIds(1, "aK");
  await page.goto(
    `${reelshelf.url}/share?title=Bridges&text=${encodeURIComponent(`Bridges ${linkTo(youtubeId)}`)}`,
  );
  const preview = page.getByRole("dialog");
  await expect(preview.getByText("1 video found")).toBeVisible();
  await preview.getByRole("button", { name: "Import 1 video" }).click();
  await expect(tile(page, youtubeId)).toBeVisible();

  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await page.reload();
  await expect(tile(page, youtubeId)).toBeVisible();
  await context.setOffline(true);
  await page.reload();
  await expect(page.getByRole("heading", { name: "Reelshelf ist nicht erreichbar" })).toBeVisible();
  await context.setOffline(false);
  await page.getByRole("link", { name: "Try again" }).click();
  await expect(tile(page, youtubeId)).toBeVisible();
});
