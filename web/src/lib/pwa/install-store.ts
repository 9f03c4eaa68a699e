import { create } from "zustand";

/** What a browser sends that would install the app; not all of them do. */
interface InstallOffer extends Event {
  prompt: () => Promise<unknown>;
}

interface InstallStore {
  offer: InstallOffer | null;
  /** Lets the browser ask. An offer can be taken up once. */
  install: () => Promise<void>;
}

export const useInstallStore = create<InstallStore>((set, get) => ({
  offer: null,
  install: async () => {
    const { offer } = get();
    set({ offer: null });
    await offer?.prompt();
  },
}));

/** The offer comes early and once: it is kept until somebody wants it. */
export function keepInstallOffer(): void {
  window.addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    useInstallStore.setState({ offer: event as InstallOffer });
  });
  window.addEventListener("appinstalled", () => useInstallStore.setState({ offer: null }));
}
