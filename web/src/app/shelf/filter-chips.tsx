import { Chip } from "@/components/ui/chip";
import { TagDot } from "@/components/ui/tag-dot";
import { channelKey, useChannels } from "@/features/channels/api/get-channels";
import { useTagIndex } from "@/features/tags/api/get-tags";
import { useTranslate } from "@/lib/i18n/use-translate";
import type { ShelfQuery } from "./use-shelf-query";

const STATES = {
  complete: "state.complete",
  importing: "state.importing",
  error: "videos.unavailable",
} as const;

const CAPTIONS = {
  with: "filter.withCaptions",
  without: "videos.noCaptions",
  partial: "videos.captionsFollow",
} as const;

interface FilterChipsProps extends ShelfQuery {
  listId: string;
}

/** What limits the view, each with a cross. */
export function FilterChips({ listId, query, change, clear }: FilterChipsProps) {
  const translate = useTranslate();
  const tags = useTagIndex();
  const channels = useChannels(listId).data;
  const { q, job_id: job, state, captions, channel, tag: tagIds = [], tag_mode: mode } = query;
  const takeAway = (name: string): string => translate("filter.remove", { name });
  const channelName = channels?.find((known) => channelKey(known) === channel)?.name ?? channel;

  function withoutTag(tagId: string): void {
    const rest = tagIds.filter((other) => other !== tagId);
    change({ tag: rest.length > 0 ? rest : undefined, tag_mode: rest.length > 1 ? mode : undefined });
  }

  return (
    <div className="flex flex-wrap items-center gap-1.5">
      {q && (
        <TextChip text={translate("filter.quoted", { text: q })} onRemove={() => change({ q: undefined })} />
      )}
      {job && (
        <TextChip text={translate("filter.oneImport")} onRemove={() => change({ job_id: undefined })} />
      )}
      {state && <TextChip text={translate(STATES[state])} onRemove={() => change({ state: undefined })} />}
      {captions && (
        <TextChip text={translate(CAPTIONS[captions])} onRemove={() => change({ captions: undefined })} />
      )}
      {channel && <TextChip text={channelName ?? channel} onRemove={() => change({ channel: undefined })} />}
      {tagIds.map((tagId, index) => {
        const tag = tags.get(tagId);
        const name = tag?.name ?? "…";
        return (
          <span key={tagId} className="contents">
            {index > 0 && (
              <button
                type="button"
                onClick={() => change({ tag_mode: mode ? undefined : "all" })}
                className="rounded px-1 text-[13px] text-ink-soft underline decoration-dotted underline-offset-3 hover:text-ink"
              >
                {translate(mode ? "filter.and" : "filter.or")}
              </button>
            )}
            <Chip removeLabel={takeAway(name)} onRemove={() => withoutTag(tagId)}>
              {tag && <TagDot color={tag.color} />}
              <span className="truncate">{name}</span>
            </Chip>
          </span>
        );
      })}
      <button
        type="button"
        onClick={clear}
        className="h-7 rounded-md px-2 text-[13px] text-ink-soft transition-colors hover:bg-hover hover:text-ink"
      >
        {translate("videos.showAll")}
      </button>
    </div>
  );
}

function TextChip({ text, onRemove }: { text: string; onRemove: () => void }) {
  const translate = useTranslate();
  return (
    <Chip removeLabel={translate("filter.remove", { name: text })} onRemove={onRemove}>
      <span className="truncate">{text}</span>
    </Chip>
  );
}
