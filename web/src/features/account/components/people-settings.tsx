import { type FormEvent, useState } from "react";
import type { Me, Person } from "@/api/types";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { SecretOnce } from "@/components/ui/secret-once";
import { TextField } from "@/components/ui/text-field";
import { longDate } from "@/lib/format/date";
import { problemText } from "@/lib/i18n/problem-text";
import { useLocale, useTranslate } from "@/lib/i18n/use-translate";
import { useAddUser } from "../api/add-user";
import { useUsers } from "../api/get-users";
import { useRemoveUser } from "../api/remove-user";
import { SettingsItem, SettingsList } from "./settings-list";
import { SettingsSection } from "./settings-section";

/** Who has an account here. For the owner only. */
export function PeopleSettings({ me }: { me: Me }) {
  const translate = useTranslate();
  const locale = useLocale();
  const users = useUsers();
  const add = useAddUser();
  const remove = useRemoveUser();
  const [removing, setRemoving] = useState<Person | null>(null);

  function removeNow(person: Person): void {
    remove.mutate(person.id, {
      onSuccess: () => {
        stopRemoving();
        // Their link leads nowhere any more.
        if (add.data?.id === person.id) add.reset();
      },
    });
  }

  function stopRemoving(): void {
    setRemoving(null);
    remove.reset();
  }

  return (
    <SettingsSection title={translate("people.title")} lead={translate("people.lead")}>
      <SettingsList
        label={translate("people.title")}
        query={users}
        row={(person) => (
          <>
            <SettingsItem
              name={person.email}
              facts={translate("people.since", { date: longDate(locale, person.created_at) })}
              mark={person.is_owner ? translate("people.owner") : null}
            />
            {person.id !== me.id && (
              <Button
                tone="quiet"
                size="small"
                aria-label={translate("people.removeNamed", { email: person.email })}
                onClick={() => setRemoving(person)}
              >
                {translate("videos.remove")}
              </Button>
            )}
          </>
        )}
      />
      <NewPerson add={add} />
      {removing && (
        <ConfirmDialog
          title={translate("people.removeTitle", { email: removing.email })}
          body={translate("people.removeBody")}
          action={translate("videos.remove")}
          busy={remove.isPending}
          problem={remove.isError ? problemText(translate, remove.error) : null}
          onConfirm={() => removeNow(removing)}
          onClose={stopRemoving}
        />
      )}
    </SettingsSection>
  );
}

function NewPerson({ add }: { add: ReturnType<typeof useAddUser> }) {
  const translate = useTranslate();
  const [email, setEmail] = useState("");

  function submit(event: FormEvent): void {
    event.preventDefault();
    add.mutate(email.trim(), { onSuccess: () => setEmail("") });
  }

  return (
    <div className="mt-4 space-y-3">
      <form onSubmit={submit} className="flex max-w-md flex-wrap items-start gap-2">
        <div className="min-w-48 flex-1">
          <TextField
            label={translate("people.email")}
            type="email"
            autoComplete="off"
            required
            maxLength={320}
            value={email}
            onChange={(event) => setEmail(event.target.value)}
            problem={add.isError ? problemText(translate, add.error) : null}
          />
        </div>
        <Button type="submit" busy={add.isPending} className="mt-[25.5px]">
          {translate("people.add")}
        </Button>
      </form>
      {add.data?.sign_in_link && (
        <SecretOnce
          key={add.data.id}
          label={translate("people.link")}
          note={translate("people.linkNote", { email: add.data.email })}
          secret={add.data.sign_in_link}
        />
      )}
    </div>
  );
}
