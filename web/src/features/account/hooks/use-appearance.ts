import { notify } from "@/components/ui/notice-store";
import { useLocaleStore } from "@/lib/i18n/locale-store";
import { useTranslate } from "@/lib/i18n/use-translate";
import { useThemeStore } from "@/lib/theme/theme-store";

/** The two things everybody chooses for their own browser, each as a choice of one among a few. */
export function useAppearance() {
  const translate = useTranslate();
  const { theme, choose: chooseTheme } = useThemeStore();
  const { choice, choose: chooseLocale } = useLocaleStore();
  return {
    theme: {
      label: translate("theme.label"),
      value: theme,
      onChange: chooseTheme,
      options: [
        { value: "system", label: translate("theme.system") },
        { value: "light", label: translate("theme.light") },
        { value: "dark", label: translate("theme.dark") },
      ],
    },
    language: {
      label: translate("language.label"),
      value: choice,
      onChange: (wanted: typeof choice) => {
        chooseLocale(wanted).catch(() => notify(translate("problem.unreachable"), "problem"));
      },
      options: [
        { value: "auto", label: translate("language.auto") },
        { value: "en", label: "English" },
        { value: "de", label: "Deutsch" },
      ],
    },
  } as const;
}
