import { Plus } from "lucide-react";
import { useState } from "react";
import type { AccessToken } from "@/api/types";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { ago, longDate } from "@/lib/format/date";
import { problemText } from "@/lib/i18n/problem-text";
import { useLocale, useTranslate } from "@/lib/i18n/use-translate";
import { useTokens } from "../api/get-tokens";
import { useRevokeToken } from "../api/revoke-token";
import { NewTokenDialog } from "./new-token-dialog";
import { SettingsItem, SettingsList } from "./settings-list";
import { SettingsSection } from "./settings-section";

/** Personal access tokens: for scripts and other programs. */
export function TokenSettings() {
  const translate = useTranslate();
  const tokens = useTokens();
  const revoke = useRevokeToken();
  const [making, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<AccessToken | null>(null);

  function stopRevoking(): void {
    setRevoking(null);
    revoke.reset();
  }

  return (
    <SettingsSection
      title={translate("tokens.title")}
      lead={translate("tokens.lead")}
      action={
        <Button size="toolbar" onClick={() => setMaking(true)}>
          <Plus aria-hidden="true" />
          {translate("tokens.new")}
        </Button>
      }
    >
      <SettingsList
        label={translate("tokens.title")}
        query={tokens}
        empty={translate("tokens.none")}
        row={(token) => <TokenRow token={token} onRevoke={() => setRevoking(token)} />}
      />
      {making && <NewTokenDialog onClose={() => setMaking(false)} />}
      {revoking && (
        <ConfirmDialog
          title={translate("tokens.revokeTitle", { name: revoking.name })}
          body={translate("tokens.revokeBody")}
          action={translate("tokens.revoke")}
          busy={revoke.isPending}
          problem={revoke.isError ? problemText(translate, revoke.error) : null}
          onConfirm={() => revoke.mutate(revoking.id, { onSuccess: stopRevoking })}
          onClose={stopRevoking}
        />
      )}
    </SettingsSection>
  );
}

function TokenRow({ token, onRevoke }: { token: AccessToken; onRevoke: () => void }) {
  const translate = useTranslate();
  const locale = useLocale();
  const facts = [
    translate(token.scopes.includes("write") ? "tokens.write" : "tokens.read"),
    token.expires_at
      ? translate("tokens.until", { date: longDate(locale, token.expires_at) })
      : translate("tokens.forever"),
    token.last_used_at
      ? translate("sessions.used", { time: ago(locale, token.last_used_at) })
      : translate("tokens.unused"),
  ];
  return (
    <>
      <SettingsItem name={token.name} facts={facts.join(" · ")} />
      <Button
        tone="quiet"
        size="small"
        aria-label={translate("tokens.revokeNamed", { name: token.name })}
        onClick={onRevoke}
      >
        {translate("tokens.revoke")}
      </Button>
    </>
  );
}
