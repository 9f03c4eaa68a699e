import { Ellipsis, Pencil, Plus, Trash2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Link } from "react-router";
import type { Tag } from "@/api/types";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { NavSection, navRow } from "@/components/ui/nav-section";
import { TagDot } from "@/components/ui/tag-dot";
import { useLocale, useTranslate } from "@/lib/i18n/use-translate";
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
          <TagRow
            key={tag.id}
            tag={tag}
            href={hrefOf(tag.id)}
            chosen={chosen.includes(tag.id)}
            onAsk={setAsking}
            onNavigate={onNavigate}
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

interface TagRowProps {
  tag: Tag;
  href: string;
  chosen: boolean;
  onAsk: (asking: Asking) => void;
  onNavigate: (() => void) | undefined;
}

function TagRow({ tag, href, chosen, onAsk, onNavigate }: TagRowProps) {
  const translate = useTranslate();
  const locale = useLocale();
  return (
    <li className="group relative">
      <Link
        to={href}
        aria-current={chosen ? "true" : undefined}
        onClick={() => onNavigate?.()}
        className={navRow}
      >
        <TagDot color={tag.color} />
        <span className="min-w-0 flex-1 truncate">{tag.name}</span>
        <span className="text-ink-faint text-xs tabular-nums transition-opacity group-focus-within:opacity-0 group-hover:opacity-0 pointer-coarse:mr-8 pointer-coarse:opacity-100">
          {tag.video_count.toLocaleString(locale)}
        </span>
      </Link>
      <div className="absolute top-0 right-0.5 opacity-0 transition-opacity focus-within:opacity-100 group-hover:opacity-100 has-data-[state=open]:opacity-100 pointer-coarse:opacity-100">
        <Menu
          trigger={
            <IconButton label={translate("tags.options", { name: tag.name })} hint={false}>
              <Ellipsis />
            </IconButton>
          }
        >
          <MenuItem onSelect={() => onAsk({ what: "edit", tag })}>
            <Pencil aria-hidden="true" />
            {translate("tags.edit")}
          </MenuItem>
          <MenuItem danger onSelect={() => onAsk({ what: "delete", tag })}>
            <Trash2 aria-hidden="true" />
            {translate("lists.delete")}
          </MenuItem>
        </Menu>
      </div>
    </li>
  );
}
