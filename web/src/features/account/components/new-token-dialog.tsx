import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions, DialogBody } from "@/components/ui/dialog";
import { SecretOnce } from "@/components/ui/secret-once";
import { SegmentedChoice } from "@/components/ui/segmented-choice";
import { TextField } from "@/components/ui/text-field";
import { problemText } from "@/lib/i18n/problem-text";
import { useTranslate } from "@/lib/i18n/use-translate";
import { useCreateToken } from "../api/create-token";

const DAYS = [30, 90, 365];

export function NewTokenDialog({ onClose }: { onClose: () => void }) {
  const translate = useTranslate();
  const create = useCreateToken();
  return (
    <Dialog title={translate("tokens.new")} onClose={onClose}>
      {create.data ? (
        <>
          <DialogBody>
            <SecretOnce
              label={translate("tokens.token")}
              note={translate("tokens.once")}
              secret={create.data.token}
            />
          </DialogBody>
          <DialogActions>
            <Button tone="primary" onClick={onClose}>
              {translate("app.done")}
            </Button>
          </DialogActions>
        </>
      ) : (
        <NewTokenForm create={create} onClose={onClose} />
      )}
    </Dialog>
  );
}

interface NewTokenFormProps {
  create: ReturnType<typeof useCreateToken>;
  onClose: () => void;
}

function NewTokenForm({ create, onClose }: NewTokenFormProps) {
  const translate = useTranslate();
  const [name, setName] = useState("");
  const [scope, setScope] = useState<"read" | "write">("read");
  const [days, setDays] = useState<number | null>(90);
  const daysId = useId();

  function submit(event: FormEvent): void {
    event.preventDefault();
    create.mutate({
      name: name.trim(),
      scopes: scope === "write" ? ["read", "write"] : ["read"],
      expires_in_days: days,
    });
  }

  return (
    <form onSubmit={submit} className="flex min-h-0 flex-1 flex-col">
      <DialogBody>
        <div className="flex flex-col gap-4">
          <TextField
            label={translate("tokens.name")}
            placeholder={translate("tokens.namePlaceholder")}
            value={name}
            onChange={(event) => setName(event.target.value)}
            data-focus
            required
            maxLength={100}
            autoComplete="off"
            problem={create.isError ? problemText(translate, create.error) : null}
          />
          <SegmentedChoice
            label={translate("tokens.scope")}
            value={scope}
            onChange={setScope}
            options={[
              { value: "read", label: translate("tokens.read") },
              { value: "write", label: translate("tokens.write") },
            ]}
          />
          <div className="flex flex-col gap-1.5">
            <label htmlFor={daysId} className="font-medium text-[13px] text-ink-soft">
              {translate("tokens.expires")}
            </label>
            <select
              id={daysId}
              value={days ?? ""}
              onChange={(event) => setDays(event.target.value ? Number(event.target.value) : null)}
              className="field h-9 max-w-60 px-2.5 text-sm"
            >
              {DAYS.map((count) => (
                <option key={count} value={count}>
                  {translate("tokens.days", { count })}
                </option>
              ))}
              <option value="">{translate("tokens.never")}</option>
            </select>
          </div>
        </div>
      </DialogBody>
      <DialogActions>
        <Button tone="quiet" onClick={onClose}>
          {translate("app.cancel")}
        </Button>
        <Button type="submit" tone="primary" busy={create.isPending} disabled={!name.trim()}>
          {translate("tokens.create")}
        </Button>
      </DialogActions>
    </form>
  );
}
