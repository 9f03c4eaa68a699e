import { useEffect } from "react";
import { useSearchStore } from "../stores/search-store";

function takesText(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null;
}

/** `/` outside of fields, and Ctrl+K (Command+K) everywhere. Over another dialog there is no search. */
export function opensSearch(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing) return false;
  const chord = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  if (chord && event.key.toLowerCase() === "k") return true;
  // On some keyboards `/` is typed with Shift.
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
  return plain && event.key === "/" && !takesText(event.target);
}

export function useSearchKeys(): void {
  useEffect(() => {
    function press(event: KeyboardEvent): void {
      if (!opensSearch(event) || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      useSearchStore.getState().show(true);
    }
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
}
