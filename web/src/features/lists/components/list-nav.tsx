import { Plus } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useMatch, useNavigate } from "react-router";
import type { VideoList } from "@/api/types";
import { IconButton } from "@/components/ui/icon-button";
import { NavEntry } from "@/components/ui/nav-entry";
import { NavSection } from "@/components/ui/nav-section";
import { useTranslate } from "@/lib/i18n/use-translate";
import { useLists } from "../api/get-lists";

const ListNameDialog = lazy(async () => ({ default: (await import("./list-name-dialog")).ListNameDialog }));
const DeleteListDialog = lazy(async () => ({
  default: (await import("./delete-list-dialog")).DeleteListDialog,
}));

type Asking = { what: "create" } | { what: "rename" | "delete"; list: VideoList } | null;

export function ListNav({ onNavigate }: { onNavigate?: () => void }) {
  const translate = useTranslate();
  const navigate = useNavigate();
  const lists = useLists();
  const shown = useMatch("/lists/:listId")?.params.listId;
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
          <NavEntry
            key={list.id}
            href={`/lists/${list.id}`}
            current={list.id === shown ? "page" : undefined}
            name={list.name}
            count={list.video_count}
            onFollow={onNavigate}
            optionsLabel={translate("lists.options", { name: list.name })}
            editLabel={translate("lists.rename")}
            onEdit={() => setAsking({ what: "rename", list })}
            onDelete={() => setAsking({ what: "delete", list })}
          />
        ))}
      </ul>
      <Suspense fallback={null}>
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
              if (asking.list.id === shown) void navigate("/");
            }}
          />
        )}
      </Suspense>
    </NavSection>
  );
}
