import { isSelecting, useSelectionStore } from "@/features/videos/stores/selection-store";
import { useTranslate } from "@/lib/i18n/use-translate";

/** For screen readers: how many videos are chosen. */
export function SelectionStatus() {
  const translate = useTranslate();
  const count = useSelectionStore((store) => (isSelecting(store) ? store.selected.size : null));
  return (
    <p role="status" className="sr-only">
      {count !== null && translate("select.count", { count })}
    </p>
  );
}
