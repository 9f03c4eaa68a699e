import { useEffect, useRef } from "react";
import type { Video } from "@/api/types";
import { markSeen } from "../api/mark-seen";
import { SeenVideos } from "./seen-videos";

/** What is on the screen is fetched first. */
export function useSeenVideos(onScreen: readonly Video[]): void {
  const seen = useRef<SeenVideos | null>(null);
  seen.current ??= new SeenVideos({
    send: markSeen,
    schedule: (run, delayMs) => setTimeout(run, delayMs),
    cancel: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout> | undefined),
  });
  useEffect(() => seen.current?.look(onScreen));
  useEffect(() => () => seen.current?.stop(), []);
}
