import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { putPosition, showPosition } from "../api/put-position";
import { PositionReporter } from "./position-reporter";

interface Playing {
  seconds: number;
  /** The player itself has said where it is. */
  heard: boolean;
  paused: boolean;
}

/** Keeps where somebody is in a video, also when they pause, hide the page or leave it. */
export function useRememberedPosition(videoId: string, { seconds, heard, paused }: Playing): void {
  const client = useQueryClient();
  const [reporter] = useState(
    () =>
      new PositionReporter({
        now: () => Date.now(),
        report: (at) => {
          showPosition(client, videoId, at);
          // The next report brings it, or the next visit begins a little earlier.
          void putPosition(videoId, at).catch(() => undefined);
        },
      }),
  );
  useEffect(() => {
    if (!heard) return;
    reporter.note(seconds);
    if (paused) reporter.flush();
  }, [reporter, seconds, heard, paused]);
  useEffect(() => {
    const flush = () => reporter.flush();
    const hide = () => {
      if (document.visibilityState === "hidden") flush();
    };
    window.addEventListener("pagehide", flush);
    document.addEventListener("visibilitychange", hide);
    return () => {
      window.removeEventListener("pagehide", flush);
      document.removeEventListener("visibilitychange", hide);
      flush();
    };
  }, [reporter]);
}
