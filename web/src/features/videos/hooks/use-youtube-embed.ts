import { type RefObject, useEffect, useState } from "react";

const ORIGIN = "https://www.youtube-nocookie.com";
const LISTEN_EVERY_MS = 500;

export function embedAddress(youtubeId: string, startSeconds: number): string {
  const query = new URLSearchParams({
    autoplay: "1",
    enablejsapi: "1",
    rel: "0",
    start: String(Math.floor(startSeconds)),
    origin: location.origin,
  });
  return `${ORIGIN}/embed/${youtubeId}?${query}`;
}

/** What the player calls its states. */
const ENDED = 0;
const PAUSED = 2;

interface Told {
  currentTime?: number;
  paused?: boolean;
}

/** What a message of the player says; nothing where it is not one. */
export function toldBy(message: Pick<MessageEvent, "origin" | "data">): Told {
  if (message.origin !== ORIGIN || typeof message.data !== "string") return {};
  try {
    const { info } = JSON.parse(message.data) as {
      info?: { currentTime?: unknown; playerState?: unknown } | null;
    };
    const told: Told = {};
    if (typeof info?.currentTime === "number") told.currentTime = info.currentTime;
    if (typeof info?.playerState === "number") told.paused = [ENDED, PAUSED].includes(info.playerState);
    return told;
  } catch {
    return {};
  }
}

function tell(frame: HTMLIFrameElement | null, message: object): void {
  frame?.contentWindow?.postMessage(JSON.stringify(message), ORIGIN);
}

/** Talks to the embedded player by messages, so that no script of another host runs on this page. */
export function useYouTubeEmbed(frame: RefObject<HTMLIFrameElement | null>, playing: boolean) {
  const [seconds, setSeconds] = useState(0);
  const [heard, setHeard] = useState(false);
  const [paused, setPaused] = useState(false);
  useEffect(() => {
    if (!playing) return;
    const listen = (message: MessageEvent) => {
      if (message.source !== frame.current?.contentWindow) return;
      const told = toldBy(message);
      if (told.currentTime !== undefined) {
        setSeconds(told.currentTime);
        setHeard(true);
      }
      if (told.paused !== undefined) setPaused(told.paused);
    };
    // The player answers only once it has been spoken to, and does not say when it can hear.
    const timer = setInterval(() => tell(frame.current, { event: "listening" }), LISTEN_EVERY_MS);
    window.addEventListener("message", listen);
    return () => {
      clearInterval(timer);
      window.removeEventListener("message", listen);
    };
  }, [frame, playing]);

  function seek(toSeconds: number): void {
    tell(frame.current, { event: "command", func: "seekTo", args: [toSeconds, true] });
    tell(frame.current, { event: "command", func: "playVideo", args: [] });
  }
  return { seconds, heard, paused, seek };
}
