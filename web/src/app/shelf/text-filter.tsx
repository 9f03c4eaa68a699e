import { Search } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslate } from "@/lib/i18n/use-translate";

const REST_MS = 250;

interface TextFilterProps {
  text: string;
  onChange: (text: string | undefined) => void;
}

/** Searches once typing rests. What the address says from elsewhere (going back, a cleared filter) is taken over. */
export function TextFilter({ text, onChange }: TextFilterProps) {
  const translate = useTranslate();
  const [draft, setDraft] = useState(text);
  const said = useRef(text);
  const say = useRef(onChange);
  useEffect(() => {
    say.current = onChange;
  });

  useEffect(() => {
    if (text === said.current) return;
    said.current = text;
    setDraft(text);
  }, [text]);

  useEffect(() => {
    const wanted = draft.trim();
    if (wanted === said.current) return;
    const timer = setTimeout(() => {
      said.current = wanted;
      say.current(wanted || undefined);
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [draft]);

  return (
    <div className="relative min-w-0 flex-1 sm:max-w-72">
      <Search
        aria-hidden="true"
        className="pointer-events-none absolute top-2 left-2.5 size-4 text-ink-faint"
      />
      <input
        type="search"
        aria-label={translate("filter.text")}
        placeholder={translate("filter.text")}
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
        maxLength={300}
        className="field h-8 pr-2 pl-8 text-[13px]"
      />
    </div>
  );
}
