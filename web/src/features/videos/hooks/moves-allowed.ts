/** Whether the person lets things move. */
export function movesAllowed(): boolean {
  return typeof matchMedia === "function" && !matchMedia("(prefers-reduced-motion: reduce)").matches;
}
