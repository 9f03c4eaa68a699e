import { expect, type Locator, type Page } from "@playwright/test";

/** Ids the simulated YouTube has an ordinary video for. */
export function videoIds(count: number, prefix = "aB"): string[] {
  return Array.from({ length: count }, (_, index) => prefix + String(index).padStart(9, "0"));
}

/** Ids of videos that have something wrong with them; see `tests/simulators/world/troubles.py`. */
export const troubled = {
  private: "zzPRIV_0001",
  deleted: "zzGONE_0001",
  withoutCaptions: "zzNOCC_0001",
} as const;

export function linkTo(youtubeId: string): string {
  return `https://www.youtube.com/watch?v=${youtubeId}`;
}

export function tile(page: Page, youtubeId: string): Locator {
  return page.locator(`[data-youtube-id="${youtubeId}"]`);
}

export async function expectReady(video: Locator): Promise<void> {
  await expect(video).toHaveAttribute("data-state", /complete|partial/);
}

/** As when a link is dragged over from another window. */
export async function dropLink(page: Page, link: string): Promise<void> {
  const transfer = await page.evaluateHandle((address) => {
    const made = new DataTransfer();
    made.setData("text/uri-list", address);
    made.setData("text/plain", address);
    return made;
  }, link);
  await dropOn(page, transfer);
}

/** As when a file is dragged over from a folder. */
export async function dropFile(page: Page, name: string, content: string): Promise<void> {
  const transfer = await page.evaluateHandle(
    ([fileName = "", text = ""]) => {
      const made = new DataTransfer();
      made.items.add(new File([text], fileName, { type: "text/csv" }));
      return made;
    },
    [name, content],
  );
  await dropOn(page, transfer);
}

/** The page stands: it hears keys and drops, which found no one while it was loading. */
async function standing(page: Page): Promise<void> {
  await expect(page.locator("#content").getByRole("heading").first()).toBeVisible();
}

async function dropOn(page: Page, dataTransfer: unknown): Promise<void> {
  await standing(page);
  const target = page.locator("main");
  await target.dispatchEvent("dragover", { dataTransfer });
  await target.dispatchEvent("drop", { dataTransfer });
}

/** Through the real clipboard, with the real keys. */
export async function paste(page: Page, text: string): Promise<void> {
  await standing(page);
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await page.keyboard.press("ControlOrMeta+V");
}

/** Pastes several links and confirms the preview. */
export async function pasteMany(page: Page, links: readonly string[]): Promise<void> {
  await paste(page, links.join("\n"));
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^Import \d+ videos?$/ })
    .click();
}

/** The line that says what became of an import, once it has ended. */
export async function summaryOf(page: Page): Promise<Locator> {
  const summary = page.getByText("Import finished.").locator("..");
  await expect(summary).toBeVisible({ timeout: 180_000 });
  return summary;
}
