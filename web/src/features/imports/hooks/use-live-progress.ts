import { type QueryKey, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { ProgressEvent } from "@/api/types";
import { applyEvents } from "@/lib/cache/apply-events";
import { keys } from "@/lib/cache/keys";
import { progressLedger } from "@/lib/cache/progress-ledger";
import { Refresher } from "@/lib/cache/refresher";
import { isPlain, type VideoQuery } from "@/lib/cache/video-query";
import { useWebSocket } from "@/lib/socket/use-web-socket";
import { useImportProgressStore } from "../stores/import-progress-store";
import { catchUp } from "./catch-up";

const POLL_MS = 2_000;

/** What only the owners of the things concerned can do about events. */
export interface LiveParts {
  /** Fetches what is new at the top of a list. */
  onListGrew: (listId: string) => void;
  /** Fetches these videos of a list again. */
  onVideosChanged: (listId: string, videoIds: ReadonlySet<string>) => void;
  onVideosRemoved: (videoIds: ReadonlySet<string>) => void;
}

/**
 * Keeps everything on the page current: events patch the cache, what they do not tell is asked for, and while the
 * socket is away the history is asked for every two seconds.
 */
export function useLiveProgress({ onListGrew, onVideosChanged, onVideosRemoved }: LiveParts): void {
  const client = useQueryClient();
  const setConnection = useImportProgressStore((store) => store.setConnection);
  const [refresher] = useState(
    () =>
      new Refresher({
        invalidate: (queryKey) => void client.invalidateQueries({ queryKey }),
        schedule: (run, delayMs) => setTimeout(run, delayMs),
      }),
  );

  function apply(events: ProgressEvent[]): void {
    const found = applyEvents(client, progressLedger, events);
    const jobsMoved = found.unknownJobs.size > 0 || found.endedJobs.size > 0;
    const videosMoved = found.grownLists.size > 0 || found.changedLists.size > 0 || found.endedJobs.size > 0;
    for (const listId of found.grownLists) onListGrew(listId);
    for (const [listId, videoIds] of found.changedVideos) {
      if (videoIds === null) refresher.want(keys.videosOf(listId));
      else onVideosChanged(listId, videoIds);
    }
    if (found.endedJobs.size > 0) refetchNarrowed();
    if (found.removedVideos.size > 0) onVideosRemoved(found.removedVideos);
    if (jobsMoved) refresher.want(keys.jobs);
    if (jobsMoved) refresher.want(keys.jobHistory);
    if (videosMoved) refresher.want(keys.lists);
    if (videosMoved) refresher.want(keys.allChannels);
    // How many videos carry a tag changes with the videos.
    if (found.tagsChanged || found.changedVideos.size > 0 || found.removedVideos.size > 0) {
      refresher.want(keys.tags);
    }
  }

  /** What became of an import's videos may bring them into filtered and sorted views, which hold only what they held. */
  function refetchNarrowed(): void {
    const narrowed = ({ queryKey }: { queryKey: QueryKey }) => !isPlain((queryKey[2] ?? {}) as VideoQuery);
    void client.invalidateQueries({ queryKey: keys.allVideos, predicate: narrowed });
  }

  async function fetchMissed(since: number): Promise<number> {
    const missed = await catchUp(client, since);
    apply(missed.events);
    return missed.lastSeq;
  }

  /** Where no socket has ever come up, there is no number to go by. */
  function refetchAll(): void {
    void client.invalidateQueries({ queryKey: keys.jobs });
    void client.invalidateQueries({ queryKey: keys.allVideos });
  }

  /** More was missed than the server repeats: what the history of jobs does not tell is asked for again. */
  async function closeGap(since: number): Promise<number> {
    const reached = await fetchMissed(since);
    for (const queryKey of [keys.allVideos, keys.lists, keys.tags, keys.allChannels, keys.jobHistory]) {
      void client.invalidateQueries({ queryKey });
    }
    return reached;
  }

  const { status, socket } = useWebSocket({
    onEvents: apply,
    onGap: closeGap,
    // Lists loaded before the socket stood may have missed a change in between.
    onFirstReady: () => void client.invalidateQueries({ queryKey: keys.allVideos }),
  });

  useEffect(() => setConnection(status), [status, setConnection]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the poll is bound to the status alone; what it calls is always current enough
  useEffect(() => {
    if (status !== "away") return;
    let asking = false;
    // The socket keeps its own number: when it is back, the server repeats all that was missed, not only of jobs.
    let since = socket.current?.since ?? null;
    const timer = setInterval(async () => {
      if (asking) return;
      if (since === null) return refetchAll();
      asking = true;
      since = await fetchMissed(since).catch(() => since);
      asking = false;
    }, POLL_MS);
    return () => clearInterval(timer);
  }, [status]);
}
