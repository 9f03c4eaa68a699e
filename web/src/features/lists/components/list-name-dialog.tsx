import { useState } from "react";
import type { VideoList } from "@/api/types";
import { FormDialog } from "@/components/ui/form-dialog";
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

  async function save(): Promise<void> {
    const wanted = name.trim();
    const saved = await (list
      ? rename.mutateAsync({ id: list.id, name: wanted })
      : create.mutateAsync(wanted));
    onDone(saved);
  }

  return (
    <FormDialog
      title={translate(list ? "lists.renameTitle" : "lists.new")}
      action={translate(list ? "app.save" : "lists.create")}
      busy={saving.isPending}
      ready={name.trim() !== ""}
      onSubmit={() => void save().catch(() => undefined)}
      onClose={onClose}
    >
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
    </FormDialog>
  );
}
