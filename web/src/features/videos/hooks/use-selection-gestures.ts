import { type KeyboardEvent, type MouseEvent, type PointerEvent, useEffect, useRef } from "react";
import type { Video } from "@/api/types";
import { isOptimistic } from "@/lib/cache/video-pages";
import { isSelecting, useSelectionStore } from "../stores/selection-store";

const LONG_PRESS_MS = 450;
/** A finger that moves further wants to scroll. */
const STILL_PX = 10;

interface Press {
  timer: ReturnType<typeof setTimeout>;
  x: number;
  y: number;
}

/**
 * Ways to choose videos that all belong to the whole grid or table: a long press, a click while choosing, and the keys
 * X and Space. Checkboxes do it by themselves.
 */
export function useSelectionGestures(
  videos: readonly Video[],
  onSelect: (videoId: string, range: boolean) => void,
) {
  const press = useRef<Press | null>(null);
  /** The click that ends a long press is not another one. */
  const pressed = useRef(false);

  function videoAt(target: EventTarget): Video | null {
    const index = (target as Element).closest<HTMLElement>("[data-index]")?.dataset.index;
    const video = index === undefined ? undefined : videos[Number(index)];
    return video && !isOptimistic(video) ? video : null;
  }

  function letGo(): void {
    clearTimeout(press.current?.timer);
    press.current = null;
  }

  useEffect(() => () => clearTimeout(press.current?.timer), []);

  return {
    onPointerDown: (event: PointerEvent<HTMLElement>): void => {
      letGo();
      pressed.current = false;
      const video = event.pointerType === "touch" ? videoAt(event.target) : null;
      if (!video || (event.target as Element).closest("button, input")) return;
      const timer = setTimeout(() => {
        pressed.current = true;
        onSelect(video.id, false);
      }, LONG_PRESS_MS);
      press.current = { timer, x: event.clientX, y: event.clientY };
    },
    onPointerMove: (event: PointerEvent<HTMLElement>): void => {
      const begun = press.current;
      if (begun && Math.hypot(event.clientX - begun.x, event.clientY - begun.y) > STILL_PX) letGo();
    },
    onPointerUp: letGo,
    onPointerCancel: letGo,
    onContextMenu: (event: MouseEvent<HTMLElement>): void => {
      if (press.current || pressed.current) event.preventDefault();
    },
    onClickCapture: (event: MouseEvent<HTMLElement>): void => {
      if (pressed.current) {
        pressed.current = false;
        event.preventDefault();
        event.stopPropagation();
        return;
      }
      if (!isSelecting(useSelectionStore.getState()) || event.ctrlKey || event.metaKey) return;
      const video = (event.target as Element).closest("button, input") ? null : videoAt(event.target);
      if (!video) return;
      event.preventDefault();
      event.stopPropagation();
      onSelect(video.id, event.shiftKey);
    },
    onSelectKey: (event: KeyboardEvent<HTMLElement>): void => {
      const target = event.target as Element;
      const ownSpace = event.key === " " && target.closest("button, input");
      if ((event.key !== "x" && event.key !== " ") || ownSpace) return;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const video = videoAt(target);
      if (!video) return;
      event.preventDefault();
      onSelect(video.id, false);
    },
  };
}
