import { useMe } from "@/features/account/api/get-me";
import { AppearanceSettings } from "@/features/account/components/appearance-settings";
import { PasswordSettings } from "@/features/account/components/password-settings";
import { PeopleSettings } from "@/features/account/components/people-settings";
import { SessionSettings } from "@/features/account/components/session-settings";
import { TokenSettings } from "@/features/account/components/token-settings";
import { ToolSettings } from "@/features/account/components/tool-settings";
import { useTranslate } from "@/lib/i18n/use-translate";
import { usePageTitle } from "@/lib/route/use-page-title";

export function SettingsPage() {
  const translate = useTranslate();
  usePageTitle(translate("settings.title"));
  const me = useMe().data;
  return (
    <div className="min-h-0 flex-1 overflow-y-auto px-4 pt-4 pb-16 sm:px-6 md:pt-5">
      <div className="mx-auto max-w-3xl">
        <h1 className="font-semibold text-xl leading-tight tracking-tight">{translate("settings.title")}</h1>
        <p className="mb-7 min-h-5 text-[13px] text-ink-soft">
          {me && translate("settings.signedInAs", { email: me.email })}
        </p>
        <AppearanceSettings />
        <ToolSettings />
        {me && <PasswordSettings me={me} />}
        <SessionSettings />
        <TokenSettings />
        {me?.is_owner && <PeopleSettings me={me} />}
      </div>
    </div>
  );
}
