import { useEffect, useRef, useState } from "react";
import { session } from "@/api/http";
import type { ProgressEvent } from "@/api/types";
import { FrameBatch } from "./frame-batch";
import { ProgressSocket, type SocketStatus } from "./progress-socket";

export interface WebSocketUse {
  /** Called in an animation frame with everything that came since the last one. */
  onEvents: (events: ProgressEvent[]) => void;
  onGap: (since: number) => Promise<number>;
  onFirstReady: () => void;
}

function addressOf(path: string): string {
  return `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${path}`;
}

/** Keeps one progress socket open while the component is there. */
export function useWebSocket(use: WebSocketUse): {
  status: SocketStatus;
  socket: { readonly current: ProgressSocket | null };
} {
  const [status, setStatus] = useState<SocketStatus>("connecting");
  const socket = useRef<ProgressSocket | null>(null);
  const latest = useRef(use);
  useEffect(() => {
    latest.current = use;
  });

  useEffect(() => {
    const batch = new FrameBatch<ProgressEvent>((events) => latest.current.onEvents(events));
    const opened = new ProgressSocket({
      url: addressOf("/api/ws/progress"),
      open: (url) => new WebSocket(url),
      token: (refused) => (refused ? session.replace(refused) : session.accessToken()),
      onEvents: (events) => batch.push(events),
      onStatus: setStatus,
      onGap: (since) => latest.current.onGap(since),
      onFirstReady: () => latest.current.onFirstReady(),
      random: Math.random,
      schedule: (run, delayMs) => setTimeout(run, delayMs),
      cancel: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout> | undefined),
    });
    socket.current = opened;
    void opened.connect();
    const hurry = () => opened.hurry();
    window.addEventListener("online", hurry);
    document.addEventListener("visibilitychange", hurry);
    const stopListening = session.subscribe(() => {
      if (session.currentToken) opened.renew(session.currentToken);
    });
    return () => {
      stopListening();
      window.removeEventListener("online", hurry);
      document.removeEventListener("visibilitychange", hurry);
      opened.stop();
      batch.drop();
    };
  }, []);

  return { status, socket };
}
