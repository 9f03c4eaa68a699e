import { Ellipsis, Pencil, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { useLocale, useTranslate } from "@/lib/i18n/use-translate";
import { IconButton } from "./icon-button";
import { Menu, MenuItem } from "./menu";
import { navRow } from "./nav-section";

interface NavEntryProps {
  href: string;
  /** How it is the one that is shown, in the words of `aria-current`. */
  current: "page" | "true" | undefined;
  name: string;
  /** Of videos. */
  count: number;
  picture?: ReactNode;
  onFollow?: (() => void) | undefined;
  /** Of the menu at its end. */
  optionsLabel: string;
  editLabel: string;
  onEdit: () => void;
  onDelete: () => void;
}

/** Something of a person's own that has videos, in the sidebar; a menu takes the place of the count when it is near. */
export function NavEntry({ href, current, name, count, picture, onFollow, ...menu }: NavEntryProps) {
  const locale = useLocale();
  return (
    <li className="group relative">
      <Link to={href} aria-current={current} onClick={() => onFollow?.()} className={navRow}>
        {picture}
        <span className="min-w-0 flex-1 truncate">{name}</span>
        <span className="text-ink-faint text-xs tabular-nums transition-opacity group-focus-within:opacity-0 group-hover:opacity-0 group-has-data-[state=open]:opacity-0 pointer-coarse:mr-8 pointer-coarse:opacity-100!">
          {count.toLocaleString(locale)}
        </span>
      </Link>
      <EntryMenu {...menu} />
    </li>
  );
}

type EntryMenuProps = Pick<NavEntryProps, "optionsLabel" | "editLabel" | "onEdit" | "onDelete">;

function EntryMenu({ optionsLabel, editLabel, onEdit, onDelete }: EntryMenuProps) {
  const translate = useTranslate();
  return (
    <div className="absolute top-0 right-0.5 opacity-0 transition-opacity focus-within:opacity-100 group-hover:opacity-100 has-data-[state=open]:opacity-100 pointer-coarse:opacity-100">
      <Menu
        trigger={
          <IconButton label={optionsLabel} hint={false}>
            <Ellipsis />
          </IconButton>
        }
      >
        <MenuItem onSelect={onEdit}>
          <Pencil aria-hidden="true" />
          {editLabel}
        </MenuItem>
        <MenuItem danger onSelect={onDelete}>
          <Trash2 aria-hidden="true" />
          {translate("app.delete")}
        </MenuItem>
      </Menu>
    </div>
  );
}
