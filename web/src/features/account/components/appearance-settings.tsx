import { SegmentedChoice } from "@/components/ui/segmented-choice";
import { useLocaleStore } from "@/lib/i18n/locale-store";
import { useTranslate } from "@/lib/i18n/use-translate";
import { useThemeStore } from "@/lib/theme/theme-store";
import { SettingsSection } from "./settings-section";

export function AppearanceSettings() {
  const translate = useTranslate();
  const { theme, choose: chooseTheme } = useThemeStore();
  const { choice, choose: chooseLocale } = useLocaleStore();
  return (
    <SettingsSection title={translate("settings.appearance")} lead={translate("settings.appearanceLead")}>
      <div className="flex flex-wrap gap-x-10 gap-y-4">
        <SegmentedChoice
          label={translate("theme.label")}
          value={theme}
          onChange={chooseTheme}
          options={[
            { value: "system", label: translate("theme.system") },
            { value: "light", label: translate("theme.light") },
            { value: "dark", label: translate("theme.dark") },
          ]}
        />
        <SegmentedChoice
          label={translate("language.label")}
          value={choice}
          onChange={chooseLocale}
          options={[
            { value: "auto", label: translate("language.auto") },
            { value: "en", label: "English" },
            { value: "de", label: "Deutsch" },
          ]}
        />
      </div>
    </SettingsSection>
  );
}
