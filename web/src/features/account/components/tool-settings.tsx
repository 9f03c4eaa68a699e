import { BookmarkPlus, Download } from "lucide-react";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/notice-store";
import { useTranslate } from "@/lib/i18n/use-translate";
import { useInstallStore } from "@/lib/pwa/install-store";
import { bookmarklet } from "@/lib/text/bookmarklet";
import { SettingsSection } from "./settings-section";

/** Ways to put videos on the shelf from outside of it. */
export function ToolSettings() {
  const translate = useTranslate();
  return (
    <>
      <SettingsSection title={translate("bookmarklet.title")} lead={translate("bookmarklet.lead")}>
        <BookmarkletLink />
      </SettingsSection>
      <InstallSettings />
    </>
  );
}

function BookmarkletLink() {
  const translate = useTranslate();
  return (
    <a
      href="/share"
      // What is dragged away is set by hand: React lets no such address through, and here it is our own.
      ref={(link) => link?.setAttribute("href", bookmarklet(location.origin))}
      onClick={(event) => {
        event.preventDefault();
        notify(translate("bookmarklet.drag"));
      }}
      className="inline-flex h-9 cursor-grab items-center gap-2 rounded-md bg-surface px-3.5 font-medium text-sm shadow-xs ring-1 ring-line-strong ring-inset transition-colors hover:bg-hover"
    >
      <BookmarkPlus className="size-4" aria-hidden="true" />
      {translate("bookmarklet.name")}
    </a>
  );
}

function InstallSettings() {
  const translate = useTranslate();
  const offer = useInstallStore((store) => store.offer);
  const install = useInstallStore((store) => store.install);
  return (
    <SettingsSection
      title={translate("install.title")}
      lead={translate("install.lead")}
      action={
        offer && (
          <Button size="toolbar" onClick={() => void install()}>
            <Download aria-hidden="true" />
            {translate("install.button")}
          </Button>
        )
      }
    >
      {!offer && <p className="text-pretty text-ink-soft text-sm">{translate("install.hint")}</p>}
    </SettingsSection>
  );
}
