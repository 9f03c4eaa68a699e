import { SegmentedChoice } from "@/components/ui/segmented-choice";
import { useTranslate } from "@/lib/i18n/use-translate";
import { useAppearance } from "../hooks/use-appearance";
import { SettingsSection } from "./settings-section";

export function AppearanceSettings() {
  const translate = useTranslate();
  const { theme, language } = useAppearance();
  return (
    <SettingsSection title={translate("settings.appearance")} lead={translate("settings.appearanceLead")}>
      <div className="flex flex-wrap gap-x-10 gap-y-4">
        <SegmentedChoice {...theme} />
        <SegmentedChoice {...language} />
      </div>
    </SettingsSection>
  );
}
