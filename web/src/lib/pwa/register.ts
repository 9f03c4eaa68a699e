/** Puts the files of the app aside, so that it starts at once. Only a built app has something to put aside. */
export function registerServiceWorker(): void {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  window.addEventListener("load", () => {
    // Without it everything works as well; some browsers refuse it in private windows.
    void navigator.serviceWorker.register("/sw.js").catch(() => undefined);
  });
}
