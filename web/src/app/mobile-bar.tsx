import { Menu, Search } from "lucide-react";
import { IconButton } from "@/components/ui/icon-button";
import { Logo } from "@/components/ui/logo";
import { useSearchStore } from "@/features/search/stores/search-store";
import { useTranslate } from "@/lib/i18n/use-translate";

export function MobileBar({ onMenu }: { onMenu: () => void }) {
  const translate = useTranslate();
  return (
    <header className="flex h-12 shrink-0 items-center gap-2 border-line border-b px-2 md:hidden">
      <IconButton label={translate("app.menu")} hint={false} onClick={onMenu} className="size-10">
        <Menu />
      </IconButton>
      <Logo className="size-6" />
      <span className="font-semibold tracking-tight">{translate("app.name")}</span>
      <IconButton
        label={translate("search.title")}
        hint={false}
        onClick={() => useSearchStore.getState().show(true)}
        className="ml-auto size-10"
      >
        <Search />
      </IconButton>
    </header>
  );
}
