import { create } from "zustand";

export interface Notice {
  id: number;
  text: string;
  tone: "plain" | "problem";
}

interface NoticeStore {
  notices: readonly Notice[];
  add: (text: string, tone: Notice["tone"]) => void;
  remove: (id: number) => void;
}

const SHOWN_AT_MOST = 3;
let lastId = 0;

export const useNoticeStore = create<NoticeStore>((set) => ({
  notices: [],
  add: (text, tone) => {
    lastId += 1;
    const notice = { id: lastId, text, tone };
    set((store) => ({
      notices: [...store.notices.filter((other) => other.text !== text), notice].slice(-SHOWN_AT_MOST),
    }));
  },
  remove: (id) => set((store) => ({ notices: store.notices.filter((notice) => notice.id !== id) })),
}));

/** A short word at the edge of the page; screen readers hear it politely. */
export function notify(text: string, tone: Notice["tone"] = "plain"): void {
  useNoticeStore.getState().add(text, tone);
}
