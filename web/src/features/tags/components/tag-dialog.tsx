import { clsx } from "clsx";
import { Check } from "lucide-react";
import { useState } from "react";
import type { Tag, TagColor } from "@/api/types";
import { FormDialog } from "@/components/ui/form-dialog";
import { TAG_COLORS, TagDot } from "@/components/ui/tag-dot";
import { TextField } from "@/components/ui/text-field";
import { problemText } from "@/lib/i18n/problem-text";
import { useTranslate } from "@/lib/i18n/use-translate";
import { useCreateTag } from "../api/create-tag";
import { useTags } from "../api/get-tags";
import { useUpdateTag } from "../api/update-tag";
import { freshColor, LONGEST_NAME } from "./tag-name";

interface TagDialogProps {
  /** The tag to change; a new one is made without. */
  tag?: Tag;
  onClose: () => void;
}

export function TagDialog({ tag, onClose }: TagDialogProps) {
  const translate = useTranslate();
  const tags = useTags().data ?? [];
  const [name, setName] = useState(tag?.name ?? "");
  const [color, setColor] = useState<TagColor>(tag?.color ?? freshColor(tags));
  const create = useCreateTag();
  const update = useUpdateTag();
  const saving = tag ? update : create;

  async function save(): Promise<void> {
    const wanted = { name: name.trim(), color };
    await (tag ? update.mutateAsync({ id: tag.id, ...wanted }) : create.mutateAsync(wanted));
    onClose();
  }

  return (
    <FormDialog
      title={translate(tag ? "tags.editTitle" : "tags.new")}
      action={translate(tag ? "app.save" : "tags.create")}
      busy={saving.isPending}
      ready={name.trim() !== ""}
      onSubmit={() => void save().catch(() => undefined)}
      onClose={onClose}
    >
      <TextField
        label={translate("tags.name")}
        value={name}
        onChange={(event) => setName(event.target.value)}
        onFocus={(event) => event.target.select()}
        placeholder={translate("tags.namePlaceholder")}
        maxLength={LONGEST_NAME}
        autoComplete="off"
        data-focus
        problem={saving.isError ? problemText(translate, saving.error) : null}
      />
      <ColorChoice color={color} onChange={setColor} />
    </FormDialog>
  );
}

function ColorChoice({ color, onChange }: { color: TagColor; onChange: (color: TagColor) => void }) {
  const translate = useTranslate();
  return (
    <fieldset className="mt-4">
      <legend className="mb-1.5 font-medium text-[13px] text-ink-soft">{translate("tags.color")}</legend>
      <div className="flex flex-wrap gap-1">
        {TAG_COLORS.map((choice) => (
          <label
            key={choice}
            className="relative grid size-9 cursor-pointer place-items-center rounded-full transition-colors hover:bg-hover has-focus-visible:outline-2 has-focus-visible:outline-accent-text"
          >
            <input
              type="radio"
              name="color"
              checked={choice === color}
              onChange={() => onChange(choice)}
              aria-label={translate(`tags.color.${choice}`)}
              className="sr-only"
            />
            <TagDot color={choice} className="size-6" />
            <Check
              aria-hidden="true"
              strokeWidth={3}
              className={clsx("absolute size-3.5 text-surface", choice !== color && "hidden")}
            />
          </label>
        ))}
      </div>
    </fieldset>
  );
}
