import { type FormEvent, useId, useState } from "react";
import { isProblem } from "@/api/problem";
import type { Me } from "@/api/types";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/notice-store";
import { TextField } from "@/components/ui/text-field";
import { problemText } from "@/lib/i18n/problem-text";
import { useTranslate } from "@/lib/i18n/use-translate";
import { useChangePassword } from "../api/change-password";
import { SettingsSection } from "./settings-section";

const SHORTEST = 10;

export function PasswordSettings({ me }: { me: Me }) {
  const translate = useTranslate();
  const change = useChangePassword();
  const [current, setCurrent] = useState("");
  const [wanted, setWanted] = useState("");
  const emailId = useId();

  function submit(event: FormEvent): void {
    event.preventDefault();
    const json = me.has_password
      ? { current_password: current, new_password: wanted }
      : { new_password: wanted };
    change.mutate(json, {
      onSuccess: () => {
        setCurrent("");
        setWanted("");
        notify(translate("password.changed"));
      },
    });
  }

  const currentIsWrong = change.isError && isProblem(change.error, "wrong_password");
  return (
    <SettingsSection title={translate("password.title")} lead={translate("password.lead")}>
      <form onSubmit={submit} className="flex max-w-sm flex-col gap-4">
        {/* Tells password managers whose it is. */}
        <input id={emailId} type="text" hidden readOnly autoComplete="username" value={me.email} />
        {me.has_password && (
          <TextField
            label={translate("password.current")}
            type="password"
            autoComplete="current-password"
            required
            value={current}
            onChange={(event) => setCurrent(event.target.value)}
            problem={currentIsWrong ? problemText(translate, change.error) : null}
          />
        )}
        <TextField
          label={translate("password.new", { count: SHORTEST })}
          type="password"
          autoComplete="new-password"
          required
          minLength={SHORTEST}
          maxLength={1000}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
          problem={change.isError && !currentIsWrong ? problemText(translate, change.error) : null}
        />
        <Button type="submit" busy={change.isPending} className="self-start">
          {translate(me.has_password ? "password.change" : "password.set")}
        </Button>
      </form>
    </SettingsSection>
  );
}
