import type { SignedInDevice } from "@/api/types";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/notice-store";
import { ago, longDate } from "@/lib/format/date";
import { problemText } from "@/lib/i18n/problem-text";
import { useLocale, useTranslate } from "@/lib/i18n/use-translate";
import { deviceName } from "@/lib/text/device-name";
import { useEndSession } from "../api/end-session";
import { useSessions } from "../api/get-sessions";
import { SettingsItem, SettingsList } from "./settings-list";
import { SettingsSection } from "./settings-section";

/** Where somebody is signed in; each place, or all others at once, can be signed out from here. */
export function SessionSettings() {
  const translate = useTranslate();
  const sessions = useSessions();
  const end = useEndSession();
  const others = sessions.data?.filter((session) => !session.current).length ?? 0;

  function signOut(sessionId: string | null): void {
    end.mutate(sessionId, {
      onSuccess: () => notify(translate("sessions.ended")),
      onError: (error) => notify(problemText(translate, error), "problem"),
    });
  }

  return (
    <SettingsSection
      title={translate("sessions.title")}
      lead={translate("sessions.lead")}
      action={
        others > 0 && (
          <Button size="toolbar" busy={end.isPending && end.variables === null} onClick={() => signOut(null)}>
            {translate("sessions.endOthers")}
          </Button>
        )
      }
    >
      <SettingsList
        label={translate("sessions.title")}
        query={sessions}
        row={(session) => (
          <SessionRow
            session={session}
            busy={end.isPending && end.variables === session.id}
            onEnd={() => signOut(session.id)}
          />
        )}
      />
    </SettingsSection>
  );
}

interface SessionRowProps {
  session: SignedInDevice;
  busy: boolean;
  onEnd: () => void;
}

function SessionRow({ session, busy, onEnd }: SessionRowProps) {
  const translate = useTranslate();
  const locale = useLocale();
  const name = deviceName(session.user_agent) ?? translate("sessions.unnamed");
  const since = translate("sessions.since", { date: longDate(locale, session.created_at) });
  const used = translate("sessions.used", { time: ago(locale, session.last_used_at) });
  return (
    <>
      <SettingsItem
        name={name}
        facts={`${used} · ${since}`}
        mark={session.current ? translate("sessions.current") : null}
      />
      {!session.current && (
        <Button
          tone="quiet"
          size="small"
          busy={busy}
          aria-label={translate("sessions.endNamed", { name })}
          onClick={onEnd}
        >
          {translate("sessions.end")}
        </Button>
      )}
    </>
  );
}
