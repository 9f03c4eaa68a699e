import { FolderInput, RotateCw, Tag as TagIcon, Trash2, X } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { notify } from "@/components/ui/notice-store";
import { useRetryVideos } from "@/features/videos/api/retry-videos";
import { useSelectionStore } from "@/features/videos/stores/selection-store";
import { problemText } from "@/lib/i18n/problem-text";
import { useTranslate } from "@/lib/i18n/use-translate";
import { type Asking, useAskStore } from "./ask-store";

interface BulkBarProps {
  /** How many videos fit the view. */
  total: number;
  onSelectAll: () => void;
}

/** In the place of the toolbar while videos are chosen: what can be done with all of them. */
export function BulkBar({ total, onSelectAll }: BulkBarProps) {
  const translate = useTranslate();
  const { selected, clear } = useSelectionStore();
  const ask = useAskStore((store) => store.ask);
  const retry = useRetryVideos();
  const count = selected.size;
  const askFor = (what: Asking["what"]) => ask({ what, videoIds: [...selected] });

  async function tryAgain(): Promise<void> {
    try {
      const started = await retry.mutateAsync([...selected]);
      notify(started > 0 ? translate("job.retried", { count: started }) : translate("select.nothingToRetry"));
      if (started > 0) clear();
    } catch (error) {
      notify(problemText(translate, error), "problem");
    }
  }

  return (
    <div
      role="toolbar"
      aria-label={translate("select.toolbar")}
      className="flex h-8 items-center gap-1 rounded-md bg-accent-soft text-accent-text"
    >
      <IconButton label={translate("select.clear")} onClick={clear}>
        <X />
      </IconButton>
      <span className="shrink-0 whitespace-nowrap pr-1 font-medium text-[13px] tabular-nums">
        {translate("select.count", { count })}
      </span>
      {count < total && (
        <Button size="toolbar" tone="quiet" onClick={onSelectAll} className="min-w-0 shrink px-1.5 sm:px-2.5">
          <span className="truncate sm:hidden">{translate("select.allShort")}</span>
          <span className="truncate max-sm:hidden">{translate("select.all", { count: total })}</span>
        </Button>
      )}
      <span className="flex-1" />
      <BulkAction label={translate("tags.title")} disabled={count === 0} onClick={() => askFor("tag")}>
        <TagIcon aria-hidden="true" />
      </BulkAction>
      <BulkAction label={translate("move.submit")} disabled={count === 0} onClick={() => askFor("move")}>
        <FolderInput aria-hidden="true" />
      </BulkAction>
      <BulkAction
        label={translate("enrichment.retry")}
        disabled={count === 0 || retry.isPending}
        onClick={() => void tryAgain()}
      >
        <RotateCw aria-hidden="true" />
      </BulkAction>
      <BulkAction label={translate("videos.remove")} disabled={count === 0} onClick={() => askFor("remove")}>
        <Trash2 aria-hidden="true" />
      </BulkAction>
    </div>
  );
}

interface BulkActionProps {
  label: string;
  disabled: boolean;
  onClick: () => void;
  children: ReactNode;
}

/** With its words where there is room for them. */
function BulkAction({ label, disabled, onClick, children }: BulkActionProps) {
  return (
    <Button
      size="toolbar"
      tone="quiet"
      aria-label={label}
      disabled={disabled}
      onClick={onClick}
      className="max-lg:w-8 max-lg:px-0"
    >
      {children}
      <span className="max-lg:hidden">{label}</span>
    </Button>
  );
}
