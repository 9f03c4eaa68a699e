import { create } from "zustand";
import type { SocketStatus } from "@/lib/socket/progress-socket";

const KEY = "reelshelf.dismissedJobs";
const REMEMBERED = 100;

interface ImportProgressStore {
  connection: SocketStatus;
  /** Jobs whose summary was closed; remembered by this browser. */
  dismissed: readonly string[];
  setConnection: (connection: SocketStatus) => void;
  dismiss: (jobId: string) => void;
}

function remembered(): string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(stored) ? stored.filter((id) => typeof id === "string") : [];
  } catch {
    return [];
  }
}

export const useImportProgressStore = create<ImportProgressStore>((set) => ({
  connection: "connecting",
  dismissed: remembered(),
  setConnection: (connection) => set({ connection }),
  dismiss: (jobId) =>
    set((store) => {
      const dismissed = [...store.dismissed.filter((id) => id !== jobId), jobId].slice(-REMEMBERED);
      localStorage.setItem(KEY, JSON.stringify(dismissed));
      return { dismissed };
    }),
}));
