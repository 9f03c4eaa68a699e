import { clsx } from "clsx";
import { Check, Minus, Plus } from "lucide-react";
import { type KeyboardEvent, useId, useState } from "react";
import type { Tag } from "@/api/types";
import { notify } from "@/components/ui/notice-store";
import { TagDot } from "@/components/ui/tag-dot";
import { problemText } from "@/lib/i18n/problem-text";
import { useTranslate } from "@/lib/i18n/use-translate";
import { useCreateTag } from "../api/create-tag";
import { useTags } from "../api/get-tags";
import { freshColor, LONGEST_NAME, sameName } from "./tag-name";

/** Which of the videos meant carry a tag. */
export type Tagged = "all" | "some" | "none";

interface TagPickerProps {
  taggedWith: (tagId: string) => Tagged;
  onToggle: (tag: Tag, add: boolean) => void;
}

interface Option {
  id: string;
  /** Null: the one that makes a new tag of what was written. */
  tag: Tag | null;
}

/** Tags to choose from by typing or with the arrow keys; a name that is not there yet makes a new one. */
export function TagPicker({ taggedWith, onToggle }: TagPickerProps) {
  const translate = useTranslate();
  const id = useId();
  const { data: tags = [], isPending } = useTags();
  const create = useCreateTag();
  const [text, setText] = useState("");
  const [active, setActive] = useState(0);

  const wanted = text.trim();
  const fitting = tags.filter((tag) => tag.name.toLocaleLowerCase().includes(wanted.toLocaleLowerCase()));
  const isNew = wanted !== "" && !tags.some((tag) => sameName(tag.name, wanted));
  const options: Option[] = fitting.map((tag) => ({ id: `${id}-${tag.id}`, tag }));
  if (isNew) options.push({ id: `${id}-new`, tag: null });
  const at = Math.min(active, options.length - 1);

  async function take({ tag }: Option): Promise<void> {
    if (tag) return onToggle(tag, taggedWith(tag.id) !== "all");
    try {
      onToggle(await create.mutateAsync({ name: wanted, color: freshColor(tags) }), true);
      setText("");
    } catch (error) {
      notify(problemText(translate, error), "problem");
    }
  }

  function onKeyDown(event: KeyboardEvent): void {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0 && options.length > 0) {
      event.preventDefault();
      setActive((at + step + options.length) % options.length);
    }
    const option = options[at];
    if (event.key === "Enter") {
      event.preventDefault();
      if (option && !create.isPending) void take(option);
    }
  }

  return (
    <div className="flex min-h-0 flex-col gap-2">
      <input
        type="text"
        role="combobox"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={options[at]?.id}
        aria-autocomplete="list"
        aria-label={translate("tags.find")}
        placeholder={translate("tags.find")}
        value={text}
        maxLength={LONGEST_NAME}
        autoComplete="off"
        data-focus
        onChange={(event) => {
          setText(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
        className="field h-9 shrink-0 px-3 text-sm"
      />
      <div
        id={`${id}-list`}
        role="listbox"
        aria-multiselectable="true"
        aria-label={translate("tags.title")}
        className="max-h-64 min-h-20 overflow-y-auto"
      >
        {options.map((option, index) => (
          <PickerOption
            key={option.id}
            option={option}
            active={index === at}
            tagged={option.tag ? taggedWith(option.tag.id) : "none"}
            newName={wanted}
            onTake={() => void take(option)}
          />
        ))}
        {options.length === 0 && !isPending && (
          <p className="px-2.5 py-2 text-[13px] text-ink-faint">{translate("tags.none")}</p>
        )}
      </div>
    </div>
  );
}

interface PickerOptionProps {
  option: Option;
  active: boolean;
  tagged: Tagged;
  newName: string;
  onTake: () => void;
}

function PickerOption({ option, active, tagged, newName, onTake }: PickerOptionProps) {
  const translate = useTranslate();
  const { tag } = option;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys
    // biome-ignore lint/a11y/useFocusableInteractive: the field above has the focus
    <div
      id={option.id}
      role="option"
      aria-selected={tagged === "all"}
      ref={(element) => {
        if (active) element?.scrollIntoView?.({ block: "nearest" });
      }}
      onPointerDown={(event) => event.preventDefault()}
      onClick={onTake}
      className={clsx(
        "flex h-9 cursor-pointer select-none items-center gap-2.5 rounded-md px-2.5 text-sm hover:bg-hover",
        active && "bg-hover",
      )}
    >
      {tag ? (
        <>
          <TagDot color={tag.color} />
          <span className="min-w-0 flex-1 truncate">{tag.name}</span>
          {tagged === "some" && <span className="sr-only">{translate("tags.onSome")}</span>}
          {tagged === "all" && <Check className="size-4 text-accent-text" aria-hidden="true" />}
          {tagged === "some" && <Minus className="size-4 text-accent-text" aria-hidden="true" />}
        </>
      ) : (
        <>
          <Plus className="size-4 text-ink-soft" aria-hidden="true" />
          <span className="min-w-0 truncate">{translate("tags.createNamed", { name: newName })}</span>
        </>
      )}
    </div>
  );
}
