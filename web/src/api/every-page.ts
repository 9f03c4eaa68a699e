import { queryString } from "./http";
import type { Page } from "./types";

const PAGE_SIZE = 200;

/** All items of a collection that is short enough to be shown at once. */
export async function everyPage<T>(path: string, ask: (path: string) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<T> = await ask(`${path}${queryString({ limit: PAGE_SIZE, cursor })}`);
    items.push(...page.items);
    cursor = page.next_cursor ?? null;
  } while (cursor);
  return items;
}
