import type { KeyboardEvent } from "react";

function targetOf(key: string, from: number, columns: number, count: number): number {
  const targets: Record<string, number> = {
    ArrowRight: from + 1,
    ArrowLeft: from - 1,
    ArrowDown: from + columns,
    ArrowUp: from - columns,
    Home: 0,
    End: count - 1,
  };
  return targets[key] ?? from;
}

/** Where to look on if a video cannot be focused. */
function stepOf(key: string, columns: number): number {
  if (key === "ArrowDown") return columns;
  if (key === "ArrowUp") return -columns;
  return key === "ArrowRight" || key === "Home" ? 1 : -1;
}

/** What takes the focus of a video: its link; before it opens, its checkbox. */
function stopIn(video: Element): HTMLElement | null {
  return video.querySelector<HTMLElement>("a[href]") ?? video.querySelector<HTMLElement>("input");
}

/** The next video in this direction that can be focused; or the first one that is not drawn yet. */
function nextStop(
  grid: Element,
  start: number,
  step: number,
): { index: number; stop: HTMLElement | null } | null {
  for (let index = start; index >= 0; index += step) {
    const video = grid.querySelector(`[data-index="${index}"]`);
    const stop = video ? stopIn(video) : null;
    if (!video || stop) return { index, stop };
  }
  return null;
}

interface ArrowKeysParts {
  columns: number;
  count: number;
  scrollTo: (index: number) => void;
  /** With Shift everything on the way is chosen. */
  onExtend: (from: number, to: number) => void;
}

/** Arrow keys, Home and End move the focus from video to video. */
export function useArrowKeys({ columns, count, scrollTo, onExtend }: ArrowKeysParts) {
  return (event: KeyboardEvent<HTMLElement>): void => {
    const target = event.target as Element;
    const from = Number(target.closest<HTMLElement>("[data-index]")?.dataset.index ?? Number.NaN);
    const wanted = targetOf(event.key, from, columns, count);
    if (Number.isNaN(from) || wanted === from || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const grid = event.currentTarget;
    const found = nextStop(grid, wanted, stepOf(event.key, columns));
    if (!found || found.index >= count) return;
    scrollTo(found.index);
    if (event.shiftKey) onExtend(from, found.index);
    if (found.stop) found.stop.focus({ preventScroll: true });
    else whenDrawn(grid, found.index);
  };
}

/** What was far away is drawn only after scrolling there. */
function whenDrawn(grid: Element, index: number, framesLeft = 10): void {
  requestAnimationFrame(() => {
    const video = grid.querySelector(`[data-index="${index}"]`);
    const stop = video ? stopIn(video) : null;
    if (stop) stop.focus({ preventScroll: true });
    else if (framesLeft > 0) whenDrawn(grid, index, framesLeft - 1);
  });
}
