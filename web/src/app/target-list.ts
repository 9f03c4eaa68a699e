import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useMatch, useNavigate } from "react-router";
import type { Video, VideoList } from "@/api/types";
import { useCreateList } from "@/features/lists/api/create-list";
import { listsOptions, useLists } from "@/features/lists/api/get-lists";
import { keys } from "@/lib/cache/keys";
import { useTranslate } from "@/lib/i18n/use-translate";

const LAST_LIST = "reelshelf.lastList";

export function lastListId(): string | null {
  return localStorage.getItem(LAST_LIST);
}

/** The list on the page; for a video the list it is on. */
function useListOnPage(): string | null {
  const client = useQueryClient();
  const list = useMatch("/lists/:listId")?.params.listId;
  const videoId = useMatch("/videos/:videoId")?.params.videoId;
  const video = videoId ? client.getQueryData<Video>(keys.video(videoId)) : undefined;
  return list ?? video?.list_id ?? null;
}

/** The list on the page, else the one an import would go to; `onPage` says whether its videos are shown now. */
export function useListInSight(): { listId: string | null; onPage: boolean } {
  const shown = useMatch("/lists/:listId")?.params.listId;
  const beside = useListOnPage();
  const lists = useLists().data ?? [];
  const candidates = [shown, beside, lastListId()];
  const known = candidates.find((id) => lists.some((list) => list.id === id));
  return { listId: known ?? lists[0]?.id ?? null, onPage: shown !== undefined };
}

function targetAmong(lists: readonly VideoList[], onPage: string | null): string | null {
  const candidates = [onPage, lastListId()];
  return candidates.find((id) => lists.some((list) => list.id === id)) ?? lists[0]?.id ?? null;
}

/** Where an import goes: the list that is open, else the last one that was, else the first, else a new one. */
export function useTargetList() {
  const translate = useTranslate();
  const client = useQueryClient();
  const navigate = useNavigate();
  const onPage = useListOnPage();
  const lists = useLists().data ?? [];
  const create = useCreateList();
  const creating = useRef<Promise<string> | null>(null);

  const listId = targetAmong(lists, onPage);
  const list = lists.find((known) => known.id === listId) ?? null;

  useEffect(() => {
    if (onPage) localStorage.setItem(LAST_LIST, onPage);
  }, [onPage]);

  function makeList(): Promise<string> {
    creating.current ??= create
      .mutateAsync(translate("lists.defaultName"))
      .then((made) => made.id)
      .finally(() => {
        creating.current = null;
      });
    return creating.current;
  }

  /** The target, made if there is none, and on the page; that there is none is known once the lists have come. */
  async function ensureList(): Promise<string> {
    const id = targetAmong(await client.ensureQueryData(listsOptions()), onPage) ?? (await makeList());
    if (location.pathname !== `/lists/${id}` || location.search) await navigate(`/lists/${id}`);
    return id;
  }

  return { list, lists, listId, ensureList };
}
