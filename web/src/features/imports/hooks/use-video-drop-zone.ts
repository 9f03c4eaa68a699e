import { useEffect, useRef } from "react";
import { type ImportSource, useImportDropStore } from "../stores/import-drop-store";
import { readTransfer } from "./read-transfer";

const WANTED = ["Files", "text/plain", "text/uri-list", "text/html"];

function carriesSomething(event: DragEvent): event is DragEvent & { dataTransfer: DataTransfer } {
  return event.dataTransfer?.types.some((type) => WANTED.includes(type)) ?? false;
}

function takesText(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null;
}

/** Lets links and files be dropped and pasted anywhere on the page, but for the fields that take text themselves. */
export function useVideoDropZone(onSources: (sources: ImportSource[]) => void): void {
  const receive = useRef(onSources);
  useEffect(() => {
    receive.current = onSources;
  });

  useEffect(() => {
    const { setDragging } = useImportDropStore.getState();
    const listening = new AbortController();
    const on = { signal: listening.signal };
    // A drag that began on this page (a tile, a piece of text) is not an import.
    let fromHere = false;

    document.addEventListener(
      "dragstart",
      () => {
        fromHere = true;
      },
      on,
    );
    document.addEventListener(
      "dragend",
      () => {
        fromHere = false;
      },
      on,
    );
    document.addEventListener(
      "dragover",
      (event) => {
        if (fromHere || !carriesSomething(event) || takesText(event.target)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = "copy";
        setDragging(true);
      },
      on,
    );
    document.addEventListener(
      "dragleave",
      (event) => {
        if (event.relatedTarget === null) setDragging(false);
      },
      on,
    );
    document.addEventListener(
      "drop",
      (event) => {
        setDragging(false);
        if (fromHere || !carriesSomething(event) || takesText(event.target)) return;
        event.preventDefault();
        receive.current(readTransfer(event.dataTransfer));
      },
      on,
    );
    document.addEventListener(
      "paste",
      (event) => {
        if (!event.clipboardData || takesText(event.target) || document.querySelector("dialog[open]")) return;
        const sources = readTransfer(event.clipboardData);
        if (sources.length === 0) return;
        event.preventDefault();
        receive.current(sources);
      },
      on,
    );
    return () => listening.abort();
  }, []);
}
