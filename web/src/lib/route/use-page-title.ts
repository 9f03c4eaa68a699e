import { useEffect } from "react";

const APP = document.title;

/** What the tab, the history and a screen reader call this page; undefined while that is not known. */
export function usePageTitle(title: string | undefined): void {
  useEffect(() => {
    document.title = title ? `${title} – ${APP}` : APP;
    return () => {
      document.title = APP;
    };
  }, [title]);
}
