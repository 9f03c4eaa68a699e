import { type RefObject, useLayoutEffect, useState } from "react";
import type { ColumnChoice } from "../stores/view-store";

export const GAP_PX = 20;
const NARROWEST_TILE_PX = 204;
/** Somebody who chose many columns gets tiles that are smaller, but not unreadable. */
const NARROWEST_CHOSEN_PX = 132;
/** Two lines of title, one of channel, and the air around them. */
const CAPTION_PX = 72;

export interface GridShape {
  columns: number;
  rowHeight: number;
}

function fitting(width: number, tile: number): number {
  const gap = gapFor(width);
  return Math.max(2, Math.floor((width + gap) / (tile + gap)));
}

/** Two to five columns by width or by choice; all rows are equally high, so that none has to be measured. */
export function gridShape(width: number, choice: ColumnChoice = "auto"): GridShape {
  const columns =
    choice === "auto"
      ? Math.min(5, fitting(width, NARROWEST_TILE_PX))
      : Math.min(choice, fitting(width, NARROWEST_CHOSEN_PX));
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
