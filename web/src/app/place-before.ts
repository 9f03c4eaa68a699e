/** Where somebody wanted to be when they were sent to a page outside of the app to sign in. */
const KEY = "reelshelf.placeBefore";

function isPlace(path: unknown): path is string {
  return typeof path === "string" && path.startsWith("/") && !path.startsWith("//");
}

/** The place that the router kept while somebody signs in; the start page where there is none. */
export function placeIn(state: unknown): string {
  const from = typeof state === "object" && state !== null && "from" in state ? state.from : null;
  return isPlace(from) ? from : "/";
}

export function keepPlace(path: string): void {
  sessionStorage.setItem(KEY, path);
}

/** Null where nothing was kept. Once, so that the start page can be reached again. */
export function takePlace(): string | null {
  const path = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  return isPlace(path) && path !== "/" ? path : null;
}
