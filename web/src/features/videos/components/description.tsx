import { useState } from "react";
import { Button } from "@/components/ui/button";
import { useTranslate } from "@/lib/i18n/use-translate";

const LONG_CHARACTERS = 420;
const LONG_LINES = 6;

/** The channel's own words, as text and nothing else. */
export function Description({ text }: { text: string | null }) {
  const translate = useTranslate();
  const [open, setOpen] = useState(false);
  if (!text?.trim()) return <p className="text-ink-soft text-sm">{translate("video.noDescription")}</p>;
  const long = text.length > LONG_CHARACTERS || text.split("\n").length > LONG_LINES;
  return (
    <>
      <p
        className={`wrap-anywhere max-w-prose whitespace-pre-line text-sm leading-relaxed ${long && !open ? "line-clamp-6" : ""}`}
      >
        {text}
      </p>
      {long && (
        <Button
          tone="quiet"
          size="small"
          className="mt-1 -ml-2.5"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {translate(open ? "video.less" : "video.more")}
        </Button>
      )}
    </>
  );
}
