import { type FormEvent, useState } from "react";
import type { VideoList } from "@/api/types";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions, DialogBody } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/text-field";
import { problemText } from "@/lib/i18n/problem-text";
import { useTranslate } from "@/lib/i18n/use-translate";
import { useCreateList } from "../api/create-list";
import { useRenameList } from "../api/rename-list";

const LONGEST_NAME = 200;

interface ListNameDialogProps {
  /** The list to rename; a new one is made without. */
  list?: VideoList;
  onDone: (list: VideoList) => void;
  onClose: () => void;
}

export function ListNameDialog({ list, onDone, onClose }: ListNameDialogProps) {
  const translate = useTranslate();
  const [name, setName] = useState(list?.name ?? "");
  const create = useCreateList();
  const rename = useRenameList();
  const saving = list ? rename : create;

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    const wanted = name.trim();
    const saved = await (list
      ? rename.mutateAsync({ id: list.id, name: wanted })
      : create.mutateAsync(wanted));
    onDone(saved);
  }

  return (
    <Dialog title={translate(list ? "lists.renameTitle" : "lists.new")} onClose={onClose}>
      <form onSubmit={(event) => void save(event).catch(() => undefined)}>
        <DialogBody>
          <TextField
            label={translate("lists.name")}
            value={name}
            onChange={(event) => setName(event.target.value)}
            onFocus={(event) => event.target.select()}
            placeholder={translate("lists.namePlaceholder")}
            maxLength={LONGEST_NAME}
            autoComplete="off"
            data-focus
            problem={saving.isError ? problemText(translate, saving.error) : null}
          />
        </DialogBody>
        <DialogActions>
          <Button tone="quiet" onClick={onClose}>
            {translate("app.cancel")}
          </Button>
          <Button type="submit" tone="primary" busy={saving.isPending} disabled={!name.trim()}>
            {translate(list ? "lists.save" : "lists.create")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
