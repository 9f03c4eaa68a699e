/** What another app or the bookmarklet hands over as `?url=`, `?text=` and `?title=`: one text, nothing twice. */
export function sharedText(search: URLSearchParams): string {
  // Android puts the link of a video into the text, often behind its title.
  const given = ["url", "text", "title"].map((name) => search.get(name)?.trim() ?? "");
  const parts = given.filter(
    (part, index) => part && !given.slice(0, index).some((one) => one.includes(part)),
  );
  return parts.join("\n");
}

/** Without one there is nothing that could be imported. */
export function namesYouTube(text: string): boolean {
  return /youtu\.?be/i.test(text);
}
