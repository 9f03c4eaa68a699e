import { TagDot } from "@/components/ui/tag-dot";
import { TogglePills } from "@/components/ui/toggle-pills";
import { useTranslate } from "@/lib/i18n/use-translate";
import { useTags } from "../api/get-tags";

interface TagFilterProps {
  chosen: readonly string[];
  all: boolean;
  onChange: (chosen: string[], all: boolean) => void;
}

/** Videos with any of these tags, or with all of them. */
export function TagFilter({ chosen, all, onChange }: TagFilterProps) {
  const translate = useTranslate();
  const tags = useTags().data ?? [];
  if (tags.length === 0) return null;
  return (
    <div className="space-y-2">
      <fieldset className="min-w-0">
        <legend className="mb-1 text-ink-faint text-xs">{translate("tags.title")}</legend>
        <div className="-mx-2 max-h-40 overflow-y-auto">
          {tags.map((tag) => (
            <label
              key={tag.id}
              className="flex h-8 cursor-pointer items-center gap-2.5 rounded-md px-2 hover:bg-hover"
            >
              <input
                type="checkbox"
                checked={chosen.includes(tag.id)}
                onChange={(event) =>
                  onChange(
                    event.target.checked ? [...chosen, tag.id] : chosen.filter((other) => other !== tag.id),
                    all,
                  )
                }
              />
              <TagDot color={tag.color} />
              <span className="min-w-0 flex-1 truncate">{tag.name}</span>
            </label>
          ))}
        </div>
      </fieldset>
      {chosen.length > 1 && (
        <TogglePills
          label={translate("filter.tagMode")}
          value={all ? "all" : "any"}
          options={[
            { value: "any", label: translate("filter.any") },
            { value: "all", label: translate("filter.all") },
          ]}
          onChange={(mode) => onChange([...chosen], (mode ?? (all ? "any" : "all")) === "all")}
        />
      )}
    </div>
  );
}
