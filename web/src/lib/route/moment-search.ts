/** The second that an address asks for (`?t=123`, `?t=123s`); null if it asks for none that there can be. */
export function momentFrom(search: URLSearchParams): number | null {
  const match = /^(\d{1,7})s?$/.exec(search.get("t") ?? "");
  return match ? Number(match[1]) : null;
}
