import { ChevronsUpDown, LogOut, Settings } from "lucide-react";
import { useNavigate } from "react-router";
import { Menu, MenuChoice, MenuItem, MenuLine, MenuNote } from "@/components/ui/menu";
import { useTranslate } from "@/lib/i18n/use-translate";
import { useMe } from "../api/get-me";
import { useSignOut } from "../api/sign-out";
import { useAppearance } from "../hooks/use-appearance";

export function AccountMenu({ onNavigate }: { onNavigate?: (() => void) | undefined }) {
  const translate = useTranslate();
  const navigate = useNavigate();
  const me = useMe();
  const signOut = useSignOut();
  const { theme, language } = useAppearance();
  const email = me.data?.email ?? "";
  return (
    <Menu
      align="start"
      trigger={
        <button
          type="button"
          className="flex h-10 w-full items-center gap-2.5 rounded-md px-2 text-left text-ink-soft text-sm transition-colors hover:bg-hover hover:text-ink"
        >
          <span
            aria-hidden="true"
            className="grid size-6 shrink-0 place-items-center rounded-full bg-accent-soft font-semibold text-accent-text text-xs uppercase"
          >
            {email.charAt(0)}
          </span>
          <span className="min-w-0 flex-1 truncate">
            <span className="sr-only">{translate("account.label")}: </span>
            {email}
          </span>
          <ChevronsUpDown className="size-4 shrink-0 opacity-60" aria-hidden="true" />
        </button>
      }
    >
      <MenuNote>{email}</MenuNote>
      <MenuItem
        onSelect={() => {
          onNavigate?.();
          void navigate("/settings");
        }}
      >
        <Settings aria-hidden="true" />
        {translate("settings.title")}
      </MenuItem>
      <MenuLine />
      <MenuChoice {...theme} />
      <MenuLine />
      <MenuChoice {...language} />
      <MenuLine />
      <MenuItem onSelect={() => signOut.mutate()}>
        <LogOut aria-hidden="true" />
        {translate("account.signOut")}
      </MenuItem>
    </Menu>
  );
}
