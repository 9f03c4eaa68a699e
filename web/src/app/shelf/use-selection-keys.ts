import { useEffect, useRef } from "react";
import { isSelecting, useSelectionStore } from "@/features/videos/stores/selection-store";

function isElsewhere(event: KeyboardEvent): boolean {
  const inField =
    event.target instanceof Element && event.target.closest("input:not([type=checkbox]), textarea, select");
  return Boolean(inField) || document.querySelector("dialog[open], [role=menu]") !== null;
}

/** Ctrl or Cmd + A chooses all that fit, Escape lets go of them; wherever on the page the focus is. */
export function useSelectionKeys(onSelectAll: () => void): void {
  const selectAll = useRef(onSelectAll);
  useEffect(() => {
    selectAll.current = onSelectAll;
  });
  useEffect(() => {
    function listen(event: KeyboardEvent): void {
      if (event.defaultPrevented || isElsewhere(event)) return;
      const store = useSelectionStore.getState();
      if (
        event.key.toLowerCase() === "a" &&
        (event.ctrlKey || event.metaKey) &&
        !event.shiftKey &&
        !event.altKey
      ) {
        event.preventDefault();
        selectAll.current();
      } else if (event.key === "Escape" && isSelecting(store)) {
        event.preventDefault();
        store.clear();
      }
    }
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}
