const HANDED_OVER = ["url", "text", "title"];

/**
 * The addresses of YouTube in what another app or the bookmarklet hands over as `?url=`, `?text=` and `?title=`, one in
 * a line; empty where there are none. Android puts an address into the text, often behind a title, which is no line
 * that anybody wants to be told about.
 */
export function sharedText(search: URLSearchParams): string {
  const words = HANDED_OVER.flatMap((name) => (search.get(name) ?? "").split(/\s+/));
  return [...new Set(words.filter((word) => /youtu\.?be/i.test(word) && word.includes("/")))].join("\n");
}
