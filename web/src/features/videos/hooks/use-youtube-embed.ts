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

function currentTimeIn(message: MessageEvent): number | null {
  if (message.origin !== ORIGIN || typeof message.data !== "string") return null;
  try {
    const told = JSON.parse(message.data) as { info?: { currentTime?: unknown } };
    return typeof told.info?.currentTime === "number" ? told.info.currentTime : null;
  } catch {
    return null;
  }
}

function tell(frame: HTMLIFrameElement | null, message: object): void {
  frame?.contentWindow?.postMessage(JSON.stringify(message), ORIGIN);
}

/** Talks to the embedded player by messages, so that no script of another host runs on this page. */
export function useYouTubeEmbed(frame: RefObject<HTMLIFrameElement | null>, playing: boolean) {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    if (!playing) return;
    const listen = (message: MessageEvent) => {
      if (message.source !== frame.current?.contentWindow) return;
      const now = currentTimeIn(message);
      if (now !== null) setSeconds(now);
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
  return { seconds, seek };
}
