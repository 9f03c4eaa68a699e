/**
 * Notes while somebody writes them. What is on the server and what stands in the field may differ in three ways: not
 * saved yet (`pending`), on its way (`saving`), or changed elsewhere meanwhile (`elsewhere`). The last one waits for a
 * person: nothing of what they typed is overwritten, and nothing is saved over what they have not seen.
 */
export interface NotesDraft {
  text: string;
  /** As the server had it when it was last heard of. */
  saved: string;
  /** What is being sent; null while nothing is. */
  saving: string | null;
  failed: boolean;
  /** Written elsewhere while there was something unsaved here. */
  elsewhere: string | null;
}

export type NotesChange =
  | { type: "typed"; text: string }
  | { type: "heard"; text: string }
  | { type: "sending" }
  | { type: "sent"; text: string }
  | { type: "failed" }
  | { type: "keep-mine" }
  | { type: "take-theirs" };

/** What was kept in this browser because it could not be saved. */
export interface KeptNotes {
  text: string;
  saved: string;
}

export function draftOf(onServer: string, kept: KeptNotes | null): NotesDraft {
  const fresh: NotesDraft = {
    text: onServer,
    saved: onServer,
    saving: null,
    failed: false,
    elsewhere: null,
  };
  if (!kept || kept.text === onServer) return fresh;
  const changed = kept.saved !== onServer;
  return { ...fresh, text: kept.text, saved: kept.saved, elsewhere: changed ? onServer : null };
}

export function isPending(draft: NotesDraft): boolean {
  return draft.text !== draft.saved;
}

/** There is something to save, and nothing that has to be decided or waited for first. */
export function maySend(draft: NotesDraft): boolean {
  return isPending(draft) && draft.saving === null && draft.elsewhere === null;
}

function heard(draft: NotesDraft, text: string): NotesDraft {
  // Our own words coming back, or nothing new.
  if (text === draft.saved || text === draft.saving) return draft;
  if (text === draft.text) return { ...draft, saved: text, elsewhere: null, failed: false };
  if (isPending(draft)) return { ...draft, elsewhere: text };
  return { ...draft, text, saved: text };
}

export function changeNotes(draft: NotesDraft, change: NotesChange): NotesDraft {
  switch (change.type) {
    case "typed":
      return { ...draft, text: change.text };
    case "heard":
      return heard(draft, change.text);
    case "sending":
      return { ...draft, saving: draft.text, failed: false };
    case "sent":
      return { ...draft, saved: change.text, saving: null, failed: false };
    case "failed":
      return { ...draft, saving: null, failed: true };
    case "keep-mine":
      return { ...draft, saved: draft.elsewhere ?? draft.saved, elsewhere: null };
    case "take-theirs": {
      const text = draft.elsewhere ?? draft.text;
      return { ...draft, text, saved: text, elsewhere: null, failed: false };
    }
  }
}
