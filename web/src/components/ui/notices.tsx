import { X } from "lucide-react";
import { useEffect } from "react";
import { useTranslate } from "@/lib/i18n/use-translate";
import { IconButton } from "./icon-button";
import { type Notice, useNoticeStore } from "./notice-store";

const SHOWN_FOR_MS = 6_000;

export function Notices() {
  const translate = useTranslate();
  const notices = useNoticeStore((store) => store.notices);
  return (
    <section
      aria-label={translate("notice.region")}
      aria-live="polite"
      className="pointer-events-none fixed inset-x-4 bottom-4 z-40 flex flex-col items-center gap-2"
    >
      {notices.map((notice) => (
        <NoticeLine key={notice.id} notice={notice} />
      ))}
    </section>
  );
}

function NoticeLine({ notice }: { notice: Notice }) {
  const translate = useTranslate();
  const remove = useNoticeStore((store) => store.remove);
  useEffect(() => {
    const timer = setTimeout(() => remove(notice.id), SHOWN_FOR_MS);
    return () => clearTimeout(timer);
  }, [notice.id, remove]);
  return (
    <div className="rise pointer-events-auto flex max-w-md items-center gap-2 rounded-lg bg-ink py-1.5 pr-1.5 pl-4 text-page shadow-lift">
      {notice.tone === "problem" && (
        <span aria-hidden="true" className="size-2 shrink-0 rounded-full bg-warn" />
      )}
      <p className="text-sm">{notice.text}</p>
      <IconButton label={translate("app.close")} tone="inverse" onClick={() => remove(notice.id)}>
        <X />
      </IconButton>
    </div>
  );
}
