import { notifyManager, QueryClient } from "@tanstack/react-query";
import { isProblem } from "@/api/problem";

const ATTEMPTS = 3;

/** A refusal is an answer; only silence and trouble on the server's side are worth another try. */
export function worthRetrying(attempts: number, error: unknown): boolean {
  const passing = !isProblem(error) || error.status === 0 || error.status >= 500;
  return passing && attempts < ATTEMPTS;
}

// What a frame of events changes is painted with that frame, not with one of the next.
notifyManager.setScheduler(queueMicrotask);

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: worthRetrying,
        // Changes come over the socket; nothing has to be asked for again because a window was looked at.
        staleTime: Number.POSITIVE_INFINITY,
        refetchOnWindowFocus: false,
        // The server may be on this very machine: a lost internet connection says nothing about it.
        networkMode: "always",
      },
      mutations: { networkMode: "always" },
    },
  });
}
