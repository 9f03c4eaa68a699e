import { History, X } from "lucide-react";
import { Link, NavLink } from "react-router";
import { IconButton } from "@/components/ui/icon-button";
import { Logo } from "@/components/ui/logo";
import { Modal } from "@/components/ui/modal";
import { navRow } from "@/components/ui/nav-section";
import { AccountMenu } from "@/features/account/components/account-menu";
import { ListNav } from "@/features/lists/components/list-nav";
import { useTranslate } from "@/lib/i18n/use-translate";
import { SearchButton } from "./search-button";
import { SidebarFilters } from "./sidebar-filters";

interface SidebarProps {
  open: boolean;
  onClose: () => void;
}

/** Beside the page where there is room; over it, when asked for, where there is none. */
export function Sidebar({ open, onClose }: SidebarProps) {
  return (
    <>
      <aside className="hidden w-60 shrink-0 flex-col gap-4 border-line border-r bg-sunken/50 p-3 md:flex">
        <SidebarContent />
      </aside>
      {open && <Drawer onClose={onClose} />}
    </>
  );
}

function SidebarContent({ onNavigate }: { onNavigate?: (() => void) | undefined }) {
  const translate = useTranslate();
  return (
    <>
      <Link
        to="/"
        onClick={() => onNavigate?.()}
        className="flex h-9 items-center gap-2.5 self-start rounded-md pr-2 pl-2 font-semibold tracking-tight"
      >
        <Logo className="size-6" />
        {translate("app.name")}
      </Link>
      <SearchButton onOpen={onNavigate} />
      <div className="-mx-1 min-h-0 flex-1 space-y-4 overflow-y-auto px-1">
        <ListNav {...(onNavigate ? { onNavigate } : {})} />
        <SidebarFilters onNavigate={onNavigate} />
      </div>
      <div>
        <NavLink to="/imports" onClick={() => onNavigate?.()} className={navRow}>
          <History className="size-4" aria-hidden="true" />
          {translate("history.title")}
        </NavLink>
        <AccountMenu onNavigate={onNavigate} />
      </div>
    </>
  );
}

function Drawer({ onClose }: { onClose: () => void }) {
  const translate = useTranslate();
  return (
    <Modal
      shape="drawer"
      label={translate("app.menu")}
      onClose={onClose}
      className="w-72 max-w-[85vw] gap-4 p-3 md:hidden"
    >
      <IconButton
        label={translate("app.close")}
        hint={false}
        onClick={onClose}
        className="absolute top-3.5 right-3"
      >
        <X />
      </IconButton>
      <SidebarContent onNavigate={onClose} />
    </Modal>
  );
}
