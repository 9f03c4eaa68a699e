import type { QueryKey } from "@tanstack/react-query";

/** Between two requests for the same thing. */
const REST_MS = 1_000;

export interface RefresherParts {
  invalidate: (queryKey: QueryKey) => void;
  schedule: (run: () => void, delayMs: number) => unknown;
}

/**
 * Asks for things again because events said that they changed: at once, and then at most once a second each, however
 * many events there are. The last of them is never missed.
 */
export class Refresher {
  private readonly parts: RefresherParts;
  /** What rests now; true where it is wanted again. */
  private readonly resting = new Map<string, boolean>();

  constructor(parts: RefresherParts) {
    this.parts = parts;
  }

  want(queryKey: QueryKey): void {
    const name = JSON.stringify(queryKey);
    if (this.resting.has(name)) {
      this.resting.set(name, true);
      return;
    }
    this.resting.set(name, false);
    this.parts.invalidate(queryKey);
    this.parts.schedule(() => {
      const again = this.resting.get(name);
      this.resting.delete(name);
      if (again) this.want(queryKey);
    }, REST_MS);
  }
}
