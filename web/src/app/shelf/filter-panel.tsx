import { TogglePills } from "@/components/ui/toggle-pills";
import { useChannels } from "@/features/channels/api/get-channels";
import { ChannelList } from "@/features/channels/components/channel-list";
import { TagFilter } from "@/features/tags/components/tag-filter";
import { useTranslate } from "@/lib/i18n/use-translate";
import type { ShelfQuery } from "./use-shelf-query";

interface FilterPanelProps extends Pick<ShelfQuery, "query" | "change"> {
  listId: string;
}

/** Everything videos can be told apart by; each choice counts at once. */
export function FilterPanel({ listId, query, change }: FilterPanelProps) {
  const translate = useTranslate();
  const channels = useChannels(listId).data ?? [];
  return (
    <div className="space-y-4 p-3.5">
      <TogglePills
        label={translate("filter.state")}
        value={query.state}
        options={[
          { value: "complete", label: translate("state.complete") },
          { value: "importing", label: translate("state.importing") },
          { value: "error", label: translate("videos.unavailable") },
        ]}
        onChange={(state) => change({ state })}
      />
      <TogglePills
        label={translate("filter.captions")}
        value={query.captions}
        options={[
          { value: "with", label: translate("filter.captionsWith") },
          { value: "without", label: translate("filter.captionsWithout") },
          { value: "partial", label: translate("filter.captionsFollow") },
        ]}
        onChange={(captions) => change({ captions })}
      />
      <TagFilter
        chosen={query.tag ?? []}
        all={query.tag_mode === "all"}
        onChange={(tag, all) =>
          change({ tag: tag.length > 0 ? tag : undefined, tag_mode: all ? "all" : undefined })
        }
      />
      {channels.length > 0 && (
        <div>
          <p className="mb-1.5 text-ink-faint text-xs">{translate("filter.channel")}</p>
          <ChannelList
            channels={channels}
            chosen={query.channel}
            onChoose={(channel) => change({ channel })}
          />
        </div>
      )}
    </div>
  );
}
