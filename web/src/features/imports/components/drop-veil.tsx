import { ArrowDownToLine } from "lucide-react";
import { useTranslate } from "@/lib/i18n/use-translate";
import { useImportDropStore } from "../stores/import-drop-store";

/** Lies over the page while something that can be imported hovers above it. */
export function DropVeil({ listName }: { listName: string | null }) {
  const translate = useTranslate();
  const dragging = useImportDropStore((store) => store.dragging);
  if (!dragging) return null;
  return (
    <div role="status" className="pointer-events-none fixed inset-0 z-30 bg-page/80 p-4 backdrop-blur-xs">
      <div className="flex h-full flex-col items-center justify-center gap-2 rounded-2xl border-2 border-accent-text border-dashed bg-accent-soft/60 text-center">
        <ArrowDownToLine className="mb-1 size-8 text-accent-text" aria-hidden="true" />
        <p className="font-semibold text-lg">{translate("import.dropTitle")}</p>
        <p className="text-ink-soft">{translate("import.dropBody")}</p>
        {listName && (
          <p className="text-ink-soft text-sm">{translate("import.dropTo", { name: listName })}</p>
        )}
      </div>
    </div>
  );
}
