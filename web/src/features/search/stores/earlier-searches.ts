const KEPT_AT_MOST = 6;

/** What was kept, as far as it can be understood. */
export function earlierSearches(kept: unknown): string[] {
  return Array.isArray(kept) ? kept.filter((words) => typeof words === "string").slice(0, KEPT_AT_MOST) : [];
}

/** The last search first, none of them twice. */
export function withSearch(earlier: readonly string[], words: string): string[] {
  const fresh = words.trim();
  const rest = earlier.filter((other) => other.toLocaleLowerCase() !== fresh.toLocaleLowerCase());
  return (fresh ? [fresh, ...rest] : rest).slice(0, KEPT_AT_MOST);
}
