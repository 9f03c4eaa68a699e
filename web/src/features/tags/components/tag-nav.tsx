import { Plus } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import type { Tag } from "@/api/types";
import { IconButton } from "@/components/ui/icon-button";
import { NavEntry } from "@/components/ui/nav-entry";
import { NavSection } from "@/components/ui/nav-section";
import { TagDot } from "@/components/ui/tag-dot";
import { useTranslate } from "@/lib/i18n/use-translate";
import { useTags } from "../api/get-tags";

const TagDialog = lazy(async () => ({ default: (await import("./tag-dialog")).TagDialog }));
const DeleteTagDialog = lazy(async () => ({
  default: (await import("./delete-tag-dialog")).DeleteTagDialog,
}));

type Asking = { what: "create" } | { what: "edit" | "delete"; tag: Tag } | null;

interface TagNavProps {
  /** Where a tag leads; pressing one that is chosen leads away from it. */
  hrefOf: (tagId: string) => string;
  chosen: readonly string[];
  onNavigate?: (() => void) | undefined;
  onDeleted: (tagId: string) => void;
}

export function TagNav({ hrefOf, chosen, onNavigate, onDeleted }: TagNavProps) {
  const translate = useTranslate();
  const tags = useTags().data;
  const [asking, setAsking] = useState<Asking>(null);
  const close = () => setAsking(null);
  const add = (
    <IconButton label={translate("tags.new")} onClick={() => setAsking({ what: "create" })}>
      <Plus />
    </IconButton>
  );
  return (
    <NavSection name="tags" title={translate("tags.title")} action={add}>
      <ul className="space-y-px">
        {tags?.length === 0 && (
          <li className="px-2.5 py-1 text-[13px] text-ink-faint">{translate("tags.none")}</li>
        )}
        {tags?.map((tag) => (
          <NavEntry
            key={tag.id}
            href={hrefOf(tag.id)}
            current={chosen.includes(tag.id) ? "true" : undefined}
            name={tag.name}
            count={tag.video_count}
            picture={<TagDot color={tag.color} />}
            onFollow={onNavigate}
            optionsLabel={translate("tags.options", { name: tag.name })}
            editLabel={translate("tags.edit")}
            onEdit={() => setAsking({ what: "edit", tag })}
            onDelete={() => setAsking({ what: "delete", tag })}
          />
        ))}
      </ul>
      <Suspense fallback={null}>
        {asking?.what === "create" && <TagDialog onClose={close} />}
        {asking?.what === "edit" && <TagDialog tag={asking.tag} onClose={close} />}
        {asking?.what === "delete" && (
          <DeleteTagDialog
            tag={asking.tag}
            onClose={close}
            onDeleted={() => {
              close();
              onDeleted(asking.tag.id);
            }}
          />
        )}
      </Suspense>
    </NavSection>
  );
}
