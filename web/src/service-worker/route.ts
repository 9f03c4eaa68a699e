/** What the service worker does with a request. */
export type Way =
  /** Nothing: it goes to the server as if there were no service worker. */
  | "pass"
  /** A page: from the server; where that cannot be reached, the page that says so. */
  | "page"
  /** A file of the app whose name changes with its content: from what was put aside, else from the server. */
  | "shell"
  /** A file that keeps its name: from the server; where that cannot be reached, as it was put aside. */
  | "file";

interface Asked {
  method: string;
  url: string;
  mode: string;
}

/** Nothing of the API is ever kept: it is private, and it changes. */
export function wayOf({ method, url, mode }: Asked, origin: string): Way {
  const address = new URL(url);
  if (method !== "GET" || address.origin !== origin) return "pass";
  if (address.pathname.startsWith("/api/") || address.pathname === "/metrics") return "pass";
  if (mode === "navigate") return "page";
  return address.pathname.startsWith("/assets/") ? "shell" : "file";
}
