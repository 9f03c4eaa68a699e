import { useLocaleStore } from "./locale-store";
import type { Translate } from "./translate";
import type { Locale } from "./types";

export function useLanguage(): Locale {
  return useLocaleStore((store) => store.language);
}

/** For dates and numbers; see `Intl`. */
export function useLocale(): string {
  return useLocaleStore((store) => store.locale);
}

export function useTranslate(): Translate {
  return useLocaleStore((store) => store.translate);
}
