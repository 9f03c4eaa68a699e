import { Plus } from "lucide-react";
import type { VideoList } from "@/api/types";
import { Button } from "@/components/ui/button";
import { useImportDropStore } from "@/features/imports/stores/import-drop-store";
import { useTranslate } from "@/lib/i18n/use-translate";

export function ListHeader({ list }: { list: VideoList | undefined }) {
  const translate = useTranslate();
  const compose = useImportDropStore((store) => store.compose);
  return (
    <header className="flex shrink-0 items-center gap-4 px-4 pt-4 pb-3 sm:px-6 md:pt-5">
      <div className="min-w-0 flex-1">
        <h1 className="truncate font-semibold text-xl leading-tight tracking-tight">
          {list?.name ?? "\u00a0"}
        </h1>
        <p className="text-[13px] text-ink-soft tabular-nums">
          {list ? translate("videos.count", { count: list.video_count }) : "\u00a0"}
        </p>
      </div>
      <Button tone="primary" onClick={() => compose(true)}>
        <Plus aria-hidden="true" />
        {translate("import.add")}
      </Button>
    </header>
  );
}
