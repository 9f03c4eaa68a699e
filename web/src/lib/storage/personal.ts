/** What this browser keeps of somebody's own words. It goes when they sign out; a theme or a language stays. */
const PREFIX = "reelshelf.personal.";

/** Null where there is nothing, or nothing that can be read. */
export function readPersonal(name: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + name) ?? "null");
  } catch {
    return null;
  }
}

/** Null takes it away. A browser that keeps nothing (its storage is full or closed) is no reason to stop. */
export function writePersonal(name: string, value: unknown): void {
  try {
    if (value === null) localStorage.removeItem(PREFIX + name);
    else localStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // It is a convenience: what matters is on the server.
  }
}

export function forgetPersonal(): void {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(PREFIX)) localStorage.removeItem(key);
  }
}
