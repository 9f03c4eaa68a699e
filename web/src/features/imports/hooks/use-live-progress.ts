import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { ProgressEvent } from "@/api/types";
import { applyEvents } from "@/lib/cache/apply-events";
import { keys } from "@/lib/cache/keys";
import { progressLedger } from "@/lib/cache/progress-ledger";
import { useWebSocket } from "@/lib/socket/use-web-socket";
import { useImportProgressStore } from "../stores/import-progress-store";
import { catchUp } from "./catch-up";

const POLL_MS = 2_000;

/**
 * Keeps everything on the page current: events patch the cache, and while the socket is away the history is asked
 * for every two seconds. `onListGrew` fetches what is new in a list.
 */
export function useLiveProgress(onListGrew: (listId: string) => void): void {
  const client = useQueryClient();
  const setConnection = useImportProgressStore((store) => store.setConnection);

  function apply(events: ProgressEvent[]): void {
    const found = applyEvents(client, progressLedger, events);
    for (const listId of found.grownLists) onListGrew(listId);
    if (found.unknownJobs.size > 0 || found.endedJobs.size > 0) {
      void client.invalidateQueries({ queryKey: keys.jobs });
    }
    if (found.grownLists.size > 0 || found.changedLists.size > 0 || found.endedJobs.size > 0) {
      void client.invalidateQueries({ queryKey: keys.lists });
    }
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
    void client.invalidateQueries({ queryKey: keys.allVideos });
    void client.invalidateQueries({ queryKey: keys.lists });
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
