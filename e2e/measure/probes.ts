import type { Page } from "@playwright/test";

/** Milliseconds from dropping a link to the frame in which its tile is painted. */
export function dropToTile(page: Page, youtubeId: string): Promise<number> {
  return page.evaluate(async (id) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.setData("text/uri-list", `https://www.youtube.com/watch?v=${id}`);
    const target = document.querySelector("main");
    const began = performance.now();
    target?.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    while (!document.querySelector(`[data-youtube-id="${id}"]`)) {
      await new Promise(requestAnimationFrame);
    }
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    return performance.now() - began;
  }, youtubeId);
}

/** Milliseconds from the click that confirms an import to its first tile painted, and to all of them in the grid. */
export function confirmToTiles(
  page: Page,
  count: number,
  first: string,
): Promise<{ painted: number; all: number }> {
  return page.evaluate(
    async ([wanted, id]) => {
      const confirm = document.querySelector<HTMLElement>("dialog footer button:last-of-type");
      const nextFrame = () => new Promise(requestAnimationFrame);
      /** As many as the height of the grid is made for; only those in sight are drawn. */
      const tiles = (): number => {
        const grid = document.querySelector<HTMLElement>("main ul.shelf-touch");
        const places = [...(grid?.querySelectorAll("li") ?? [])].map(
          (tile) => new DOMMatrix(tile.style.transform),
        );
        const columns = places.filter((place) => place.f === places[0]?.f).length;
        const below = places.find((place) => place.f > (places[0]?.f ?? 0));
        const row = below && places[0] ? below.f - places[0].f : Number.POSITIVE_INFINITY;
        return grid ? Math.round(grid.clientHeight / row) * columns : 0;
      };
      const began = performance.now();
      confirm?.click();
      while (!document.querySelector(`[data-youtube-id="${id}"]`)) await nextFrame();
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      const painted = performance.now() - began;
      while (tiles() < wanted) await nextFrame();
      return { painted, all: performance.now() - began };
    },
    [count, first] as const,
  );
}

export interface Frames {
  perSecond: number;
  longestMs: number;
  over100Ms: number;
  nodes: number;
}

/** Frames while scrolling by so many pixels in each; 0 only counts them. The middle, and the longest there was. */
export function framesWhile(page: Page, pixels: number, seconds: number): Promise<Frames> {
  return page.evaluate(
    async ([step, lasting]) => {
      const scroller = document.querySelector("main ul.shelf-touch")?.parentElement;
      const gaps: number[] = [];
      let nodes = 0;
      let last = await new Promise<number>(requestAnimationFrame);
      const until = last + lasting * 1_000;
      while (last < until) {
        if (step) scroller?.scrollBy(0, step);
        const now = await new Promise<number>(requestAnimationFrame);
        gaps.push(now - last);
        last = now;
        if (gaps.length % 30 === 0) nodes = Math.max(nodes, document.getElementsByTagName("*").length);
      }
      gaps.sort((one, other) => one - other);
      const middle = gaps[Math.floor(gaps.length / 2)] ?? Number.POSITIVE_INFINITY;
      return {
        perSecond: 1_000 / middle,
        longestMs: gaps.at(-1) ?? 0,
        over100Ms: gaps.filter((gap) => gap > 100).length,
        nodes,
      };
    },
    [pixels, seconds] as const,
  );
}

export interface Paint {
  youtube_id: string;
  percent: number;
  /** Seconds since the epoch, by this machine's clock. */
  at: number;
}

/**
 * Notes from now on when a tile that stood already was painted with more progress. The note is made after the frame,
 * so that it comes rather too late than too early.
 */
export async function watchPaints(page: Page): Promise<() => Promise<Paint[]>> {
  await page.evaluate(() => {
    const paints: Paint[] = [];
    Object.assign(window, { paints });
    let known = new Map<string, number>();
    function look(): void {
      const seen = new Map<string, number>();
      const moved: [string, number][] = [];
      for (const tile of document.querySelectorAll<HTMLElement>("article[data-youtube-id]")) {
        const id = tile.dataset.youtubeId ?? "";
        const shown = tile.querySelector("[role=progressbar]")?.getAttribute("aria-valuenow");
        const percent = shown ? Number(shown) : 100;
        seen.set(id, percent);
        if (percent > (known.get(id) ?? 101)) moved.push([id, percent]);
      }
      known = seen;
      setTimeout(() => {
        const at = (performance.timeOrigin + performance.now()) / 1_000;
        for (const [id, percent] of moved) paints.push({ youtube_id: id, percent, at });
      });
      requestAnimationFrame(look);
    }
    requestAnimationFrame(look);
  });
  return () => page.evaluate(() => (window as unknown as { paints: Paint[] }).paints);
}

/** Bytes of JavaScript that are in use once the rubbish is out. */
export async function heapBytes(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  await session.send("Performance.enable");
  const { metrics } = await session.send("Performance.getMetrics");
  await session.detach();
  return metrics.find((metric) => metric.name === "JSHeapUsedSize")?.value ?? 0;
}
