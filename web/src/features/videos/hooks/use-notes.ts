import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useReducer, useRef } from "react";
import type { Video } from "@/api/types";
import { readPersonal, writePersonal } from "@/lib/storage/personal";
import { showUpdated, updateVideo } from "../api/update-video";
import { changeNotes, draftOf, isPending, type KeptNotes, maySend, type NotesDraft } from "./notes-draft";

const SAVE_AFTER_MS = 800;
const TRY_AGAIN_AFTER_MS = 5_000;

const keptAs = (videoId: string) => `notes.${videoId}`;

function keptNotes(videoId: string): KeptNotes | null {
  const kept = readPersonal(keptAs(videoId));
  const isNotes =
    typeof kept === "object" &&
    kept !== null &&
    "text" in kept &&
    "saved" in kept &&
    typeof kept.text === "string" &&
    typeof kept.saved === "string";
  return isNotes ? { text: kept.text as string, saved: kept.saved as string } : null;
}

export interface Notes {
  draft: NotesDraft;
  write: (text: string) => void;
  saveNow: () => void;
  keepMine: () => void;
  takeTheirs: () => void;
}

/**
 * Notes that save themselves a moment after the last key, and when the page is left. Until the server has them they are
 * kept in this browser, so that neither a lost connection nor a closed window loses a word.
 */
export function useNotes(video: Video): Notes {
  const client = useQueryClient();
  const videoId = video.id;
  const onServer = video.notes ?? "";
  const [draft, change] = useReducer(changeNotes, onServer, (text) => draftOf(text, keptNotes(videoId)));
  const latest = useRef(draft);
  useEffect(() => {
    latest.current = draft;
    const kept: KeptNotes | null = isPending(draft) ? { text: draft.text, saved: draft.saved } : null;
    writePersonal(keptAs(videoId), kept);
  }, [draft, videoId]);

  // An answer that was asked for before our words arrived tells nothing new.
  const savedAt = useRef(0);
  const writtenAt = Date.parse(video.updated_at);
  useEffect(() => {
    if (writtenAt >= savedAt.current) change({ type: "heard", text: onServer });
  }, [onServer, writtenAt]);

  const send = useRef(async (_keepalive: boolean): Promise<void> => undefined);
  useEffect(() => {
    send.current = async (keepalive) => {
      const { text } = latest.current;
      if (!maySend(latest.current)) return;
      latest.current = changeNotes(latest.current, { type: "sending" });
      change({ type: "sending" });
      try {
        const updated = await updateVideo(videoId, { notes: text || null }, { keepalive });
        savedAt.current = Date.parse(updated.updated_at);
        change({ type: "sent", text });
        // Nobody may be looking any more: what was kept for the next visit is on the server now.
        const kept = keptNotes(videoId);
        if (kept?.text === text) writePersonal(keptAs(videoId), null);
        showUpdated(client, updated);
      } catch {
        change({ type: "failed" });
      }
    };
  }, [client, videoId]);

  const ready = maySend(draft);
  const { text, failed } = draft;
  // biome-ignore lint/correctness/useExhaustiveDependencies: every key starts the wait anew
  useEffect(() => {
    if (!ready) return;
    const timer = setTimeout(() => void send.current(false), failed ? TRY_AGAIN_AFTER_MS : SAVE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [ready, text, failed]);

  useEffect(() => {
    const leave = () => void send.current(true);
    const hide = () => {
      if (document.visibilityState === "hidden") leave();
    };
    window.addEventListener("pagehide", leave);
    document.addEventListener("visibilitychange", hide);
    return () => {
      window.removeEventListener("pagehide", leave);
      document.removeEventListener("visibilitychange", hide);
      leave();
    };
  }, []);

  return {
    draft,
    write: (written) => change({ type: "typed", text: written }),
    saveNow: () => void send.current(false),
    keepMine: () => change({ type: "keep-mine" }),
    takeTheirs: () => change({ type: "take-theirs" }),
  };
}
