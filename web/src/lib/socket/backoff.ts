const FIRST_MS = 500;
const LONGEST_MS = 20_000;

/** Milliseconds to wait before the next attempt (0 = first): doubling, anywhere in the upper half, at most 20 s. */
export function backoffMs(attempt: number, random: () => number): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** attempt);
  return ceiling / 2 + (ceiling / 2) * random();
}
