import { useState } from "react";
import type { VideoList } from "@/api/types";
import { FormDialog } from "@/components/ui/form-dialog";
import { notify } from "@/components/ui/notice-store";
import { problemText } from "@/lib/i18n/problem-text";
import { useTranslate } from "@/lib/i18n/use-translate";
import { useMoveVideos } from "../api/move-videos";

interface MoveDialogProps {
  videoIds: readonly string[];
  /** Where they can go. */
  lists: readonly VideoList[];
  onDone: () => void;
  onClose: () => void;
}

export function MoveDialog({ videoIds, lists, onDone, onClose }: MoveDialogProps) {
  const translate = useTranslate();
  const move = useMoveVideos();
  const [listId, setListId] = useState(lists[0]?.id ?? "");
  const target = lists.find((list) => list.id === listId);

  function submit(): void {
    if (!target) return;
    move.mutate(
      { videoIds, listId: target.id },
      {
        onSuccess: (moved) => {
          const left = videoIds.length - moved;
          const said = translate("move.done", { count: moved, name: target.name });
          notify(left > 0 ? `${said} ${translate("move.already", { count: left })}` : said);
          onDone();
        },
      },
    );
  }

  return (
    <FormDialog
      title={translate("move.title", { count: videoIds.length })}
      action={translate("move.submit")}
      busy={move.isPending}
      ready={target !== undefined}
      onSubmit={submit}
      onClose={onClose}
    >
      {lists.length === 0 && <p className="text-ink-soft">{translate("move.nowhere")}</p>}
      <div role="radiogroup" aria-label={translate("move.to")} className="space-y-px">
        {lists.map((list, index) => (
          <label
            key={list.id}
            className="flex h-9 cursor-pointer items-center gap-3 rounded-md px-2.5 text-sm hover:bg-hover has-checked:bg-accent-soft has-checked:text-accent-text"
          >
            <input
              type="radio"
              name="list"
              checked={list.id === listId}
              onChange={() => setListId(list.id)}
              {...(index === 0 ? { "data-focus": true } : {})}
            />
            <span className="truncate">{list.name}</span>
          </label>
        ))}
      </div>
      {move.isError && (
        <p role="alert" className="mt-3 text-danger-text text-sm">
          {problemText(translate, move.error)}
        </p>
      )}
    </FormDialog>
  );
}
