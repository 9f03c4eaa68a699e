import { type RefObject, useLayoutEffect, useState } from "react";

export const GAP_PX = 20;
const NARROWEST_TILE_PX = 204;
/** Two lines of title, one of channel, and the air around them. */
const CAPTION_PX = 72;

export interface GridShape {
  columns: number;
  rowHeight: number;
}

/** As many columns as fit, two to five; all rows are equally high, so that none has to be measured. */
export function gridShape(width: number): GridShape {
  const fitting = Math.floor((width + GAP_PX) / (NARROWEST_TILE_PX + GAP_PX));
  const columns = Math.min(5, Math.max(2, fitting));
  const gap = gapFor(width);
  const tile = (width - gap * (columns - 1)) / columns;
  return { columns, rowHeight: Math.ceil((tile * 9) / 16) + CAPTION_PX + gap };
}

/** Phones have no room to give away. */
export function gapFor(width: number): number {
  return width < 480 ? 12 : GAP_PX;
}

export function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const observed = element.current;
    if (!observed) return;
    setWidth(observed.clientWidth);
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    observer.observe(observed);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
