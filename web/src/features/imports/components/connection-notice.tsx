import { WifiOff } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslate } from "@/lib/i18n/use-translate";
import { useImportProgressStore } from "../stores/import-progress-store";

/** A blink of the network is not worth a word. */
const PATIENCE_MS = 1_500;

export function ConnectionNotice() {
  const translate = useTranslate();
  const away = useImportProgressStore((store) => store.connection === "away");
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (!away) return setShown(false);
    const timer = setTimeout(() => setShown(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [away]);
  if (!shown) return null;
  return (
    <p role="status" className="flex shrink-0 items-center gap-2 px-4 pb-2 text-[13px] text-ink-soft sm:px-6">
      <WifiOff className="size-3.5" aria-hidden="true" />
      {translate("live.away")}
    </p>
  );
}
