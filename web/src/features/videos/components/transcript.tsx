import { Search } from "lucide-react";
import { useDeferredValue, useEffect, useRef, useState } from "react";
import { clock } from "@/lib/format/duration";
import { useLocale, useTranslate } from "@/lib/i18n/use-translate";
import type { Cue } from "@/lib/text/webvtt";
import { cueAt, cuesWith } from "./transcript-lines";

interface TranscriptProps {
  cues: readonly Cue[];
  nowSeconds: number;
  onJump: (seconds: number) => void;
}

export function Transcript({ cues, nowSeconds, onJump }: TranscriptProps) {
  const translate = useTranslate();
  const locale = useLocale();
  const [words, setWords] = useState("");
  const lines = cuesWith(cues, useDeferredValue(words), locale);
  const current = nowSeconds > 0 && !words ? cueAt(cues, nowSeconds) : -1;
  const list = useRef<HTMLOListElement>(null);

  useEffect(() => {
    const box = list.current;
    const line = box?.children[current];
    if (!box || !(line instanceof HTMLElement) || box.matches(":hover, :focus-within")) return;
    box.scrollTo({ top: line.offsetTop - box.clientHeight / 3, behavior: "smooth" });
  }, [current]);

  return (
    <div className="flex min-h-0 flex-col">
      <div className="relative mb-2">
        <Search
          className="pointer-events-none absolute top-2.5 left-3 size-4 text-ink-faint"
          aria-hidden="true"
        />
        <input
          type="search"
          value={words}
          onChange={(event) => setWords(event.target.value)}
          aria-label={translate("video.transcriptSearch")}
          placeholder={translate("video.transcriptSearch")}
          className="field h-9 pr-3 pl-9 text-sm"
        />
      </div>
      {lines.length === 0 && (
        <p className="py-4 text-ink-soft text-sm">{translate("video.transcriptNothing")}</p>
      )}
      <ol ref={list} className="relative min-h-0 flex-1 overflow-y-auto">
        {lines.map((cue, index) => (
          <li
            key={`${cue.start_seconds}-${cue.text}`}
            className="[contain-intrinsic-size:auto_2rem] [content-visibility:auto]"
          >
            <button
              type="button"
              aria-current={index === current || undefined}
              onClick={() => onJump(cue.start_seconds)}
              className="flex w-full items-baseline gap-3 rounded-md px-2 py-1 text-left text-sm transition-colors hover:bg-hover aria-current:bg-accent-soft"
            >
              <span className="w-12 shrink-0 text-right text-[13px] text-accent-text tabular-nums">
                {clock(cue.start_seconds)}
              </span>
              <span className="min-w-0">{cue.text}</span>
            </button>
          </li>
        ))}
      </ol>
    </div>
  );
}
