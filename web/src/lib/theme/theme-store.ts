import { create } from "zustand";

export type Theme = "system" | "light" | "dark";

/** `public/theme.js` reads the same key before the first paint. */
const KEY = "reelshelf.theme";

interface ThemeStore {
  theme: Theme;
  choose: (theme: Theme) => void;
}

function stored(): Theme {
  const theme = localStorage.getItem(KEY);
  return theme === "light" || theme === "dark" ? theme : "system";
}

export const useThemeStore = create<ThemeStore>((set) => ({
  theme: stored(),
  choose: (theme) => {
    if (theme === "system") {
      localStorage.removeItem(KEY);
      delete document.documentElement.dataset.theme;
    } else {
      localStorage.setItem(KEY, theme);
      document.documentElement.dataset.theme = theme;
    }
    set({ theme });
  },
}));
