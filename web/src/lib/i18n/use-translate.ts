import { useMemo } from "react";
import { useLocaleStore } from "./locale-store";
import { type Translate, translator } from "./translate";
import type { Locale } from "./types";

export function useLocale(): Locale {
  return useLocaleStore((store) => store.locale);
}

export function useTranslate(): Translate {
  const locale = useLocale();
  return useMemo(() => translator(locale), [locale]);
}
