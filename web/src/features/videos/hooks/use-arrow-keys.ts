import type { KeyboardEvent } from "react";

function stepOf(key: string, columns: number): number {
  const steps: Record<string, number> = {
    ArrowRight: 1,
    ArrowLeft: -1,
    ArrowDown: columns,
    ArrowUp: -columns,
  };
  return steps[key] ?? 0;
}

/** The next tile in this direction that opens; or the first one that is not drawn yet. */
function nextStop(
  grid: Element,
  from: number,
  step: number,
): { index: number; door: HTMLElement | null } | null {
  for (let index = from + step; ; index += step) {
    const tile = grid.querySelector(`[data-index="${index}"]`);
    const door = tile?.querySelector<HTMLElement>("a, button") ?? null;
    if (!tile || door) return index < 0 ? null : { index, door };
  }
}

/** Arrow keys move the focus from tile to tile, over those that do not open yet. */
export function useArrowKeys(columns: number, count: number, scrollTo: (index: number) => void) {
  return (event: KeyboardEvent<HTMLElement>): void => {
    const step = stepOf(event.key, columns);
    const from = (event.target as Element).closest<HTMLElement>("[data-index]")?.dataset.index;
    if (step === 0 || from === undefined) return;
    event.preventDefault();
    const stop = nextStop(event.currentTarget, Number(from), step);
    if (!stop || stop.index >= count) return;
    scrollTo(stop.index);
    stop.door?.focus({ preventScroll: true });
  };
}
