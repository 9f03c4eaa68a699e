import { useNavigate, useSearchParams } from "react-router";
import { ChannelNav } from "@/features/channels/components/channel-nav";
import { TagNav } from "@/features/tags/components/tag-nav";
import { changeQuery } from "@/lib/cache/video-query";
import { filterFrom, filterSearch } from "@/lib/route/filter-search";
import type { QueryChanges } from "./shelf/use-shelf-query";
import { useListInSight } from "./target-list";

/** Tags and channels lead to the videos of the list in sight that have them; pressed again, to all of them. */
export function SidebarFilters({ onNavigate }: { onNavigate?: (() => void) | undefined }) {
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const { listId, onPage } = useListInSight();
  const query = onPage ? filterFrom(search) : {};
  const chosen = query.tag ?? [];

  function hrefWith(changes: QueryChanges): string {
    const wanted = filterSearch(changeQuery(query, changes));
    return listId ? `/lists/${listId}${wanted && `?${wanted}`}` : "/";
  }

  function hrefOfTag(tagId: string): string {
    const rest = chosen.filter((other) => other !== tagId);
    if (rest.length === chosen.length) return hrefWith({ tag: [tagId], tag_mode: undefined });
    return hrefWith({ tag: rest.length > 0 ? rest : undefined, tag_mode: undefined });
  }

  const hrefOfChannel = (channel: string | undefined): string =>
    hrefWith({ channel: channel === query.channel ? undefined : channel });

  return (
    <>
      <TagNav
        hrefOf={hrefOfTag}
        chosen={chosen}
        onNavigate={onNavigate}
        onDeleted={(tagId) => {
          if (chosen.includes(tagId)) void navigate(hrefOfTag(tagId), { replace: true });
        }}
      />
      {listId && (
        <ChannelNav
          listId={listId}
          hrefOf={hrefOfChannel}
          chosen={query.channel}
          onNavigate={onNavigate}
          onChoose={(channel) => void navigate(hrefWith({ channel }))}
        />
      )}
    </>
  );
}
