/** The server takes so many ids at once. */
const AT_ONCE = 10_000;

/** Does something with all ids, as many at once as the server takes, one call after the other; adds up the answers. */
export async function inChunks(
  ids: readonly string[],
  run: (some: readonly string[]) => Promise<number>,
  size: number = AT_ONCE,
): Promise<number> {
  let sum = 0;
  for (let start = 0; start < ids.length; start += size) sum += await run(ids.slice(start, start + size));
  return sum;
}
