import type { Locator, Page } from "@playwright/test";

/** Ids the simulated YouTube has an ordinary video for. */
export function videoIds(count: number, prefix = "aB"): string[] {
  return Array.from({ length: count }, (_, index) => prefix + String(index).padStart(9, "0"));
}

export function linkTo(youtubeId: string): string {
  return `https://www.youtube.com/watch?v=${youtubeId}`;
}

export function tile(page: Page, youtubeId: string): Locator {
  return page.locator(`[data-youtube-id="${youtubeId}"]`);
}

/** As when a link is dragged over from another window. */
export async function dropLink(page: Page, link: string): Promise<void> {
  const transfer = await page.evaluateHandle((address) => {
    const made = new DataTransfer();
    made.setData("text/uri-list", address);
    made.setData("text/plain", address);
    return made;
  }, link);
  const target = page.locator("main");
  await target.dispatchEvent("dragover", { dataTransfer: transfer });
  await target.dispatchEvent("drop", { dataTransfer: transfer });
}

/** Through the real clipboard, with the real keys. */
export async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await page.keyboard.press("ControlOrMeta+V");
}
