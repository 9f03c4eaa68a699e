import { Ellipsis, Pencil, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { NavLink, useNavigate } from "react-router";
import type { VideoList } from "@/api/types";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { NavSection, navRow } from "@/components/ui/nav-section";
import { useLocale, useTranslate } from "@/lib/i18n/use-translate";
import { useLists } from "../api/get-lists";
import { DeleteListDialog } from "./delete-list-dialog";
import { ListNameDialog } from "./list-name-dialog";

type Asking = { what: "create" } | { what: "rename" | "delete"; list: VideoList } | null;

export function ListNav({ onNavigate }: { onNavigate?: () => void }) {
  const translate = useTranslate();
  const navigate = useNavigate();
  const lists = useLists();
  const [asking, setAsking] = useState<Asking>(null);
  const close = () => setAsking(null);
  const add = (
    <IconButton label={translate("lists.new")} onClick={() => setAsking({ what: "create" })}>
      <Plus />
    </IconButton>
  );
  return (
    <NavSection name="lists" title={translate("lists.title")} action={add}>
      <ul className="space-y-px">
        {lists.data?.length === 0 && (
          <li className="px-2.5 py-1 text-[13px] text-ink-faint">{translate("lists.none")}</li>
        )}
        {lists.data?.map((list) => (
          <ListRow key={list.id} list={list} onAsk={setAsking} onNavigate={onNavigate} />
        ))}
      </ul>
      {asking?.what === "create" && (
        <ListNameDialog
          onClose={close}
          onDone={(list) => {
            close();
            onNavigate?.();
            void navigate(`/lists/${list.id}`);
          }}
        />
      )}
      {asking?.what === "rename" && <ListNameDialog list={asking.list} onClose={close} onDone={close} />}
      {asking?.what === "delete" && (
        <DeleteListDialog
          list={asking.list}
          onClose={close}
          onDeleted={() => {
            close();
            if (location.pathname === `/lists/${asking.list.id}`) void navigate("/");
          }}
        />
      )}
    </NavSection>
  );
}

interface ListRowProps {
  list: VideoList;
  onAsk: (asking: Asking) => void;
  onNavigate: (() => void) | undefined;
}

function ListRow({ list, onAsk, onNavigate }: ListRowProps) {
  const translate = useTranslate();
  const locale = useLocale();
  return (
    <li className="group relative">
      <NavLink to={`/lists/${list.id}`} onClick={() => onNavigate?.()} className={navRow}>
        <span className="min-w-0 flex-1 truncate">{list.name}</span>
        <span className="text-ink-faint text-xs tabular-nums transition-opacity group-focus-within:opacity-0 group-hover:opacity-0 pointer-coarse:mr-8 pointer-coarse:opacity-100">
          {list.video_count.toLocaleString(locale)}
        </span>
      </NavLink>
      <div className="absolute top-0 right-0.5 opacity-0 transition-opacity focus-within:opacity-100 group-hover:opacity-100 has-data-[state=open]:opacity-100 pointer-coarse:opacity-100">
        <Menu
          trigger={
            <IconButton label={translate("lists.options", { name: list.name })} hint={false}>
              <Ellipsis />
            </IconButton>
          }
        >
          <MenuItem onSelect={() => onAsk({ what: "rename", list })}>
            <Pencil aria-hidden="true" />
            {translate("lists.rename")}
          </MenuItem>
          <MenuItem danger onSelect={() => onAsk({ what: "delete", list })}>
            <Trash2 aria-hidden="true" />
            {translate("lists.delete")}
          </MenuItem>
        </Menu>
      </div>
    </li>
  );
}
