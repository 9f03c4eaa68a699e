import { useEffect, useSyncExternalStore } from "react";
import { session } from "@/api/http";
import type { SessionState } from "@/api/session";

/** Whether somebody is signed in; asks once, by the refresh cookie, when nothing is known yet. */
export function useSession(): SessionState {
  const state = useSyncExternalStore(session.subscribe, session.getState);
  useEffect(() => {
    if (state !== "unknown") return;
    const ask = () => session.accessToken().catch(() => undefined);
    void ask();
    const timer = setInterval(ask, 3_000);
    return () => clearInterval(timer);
  }, [state]);
  return state;
}
