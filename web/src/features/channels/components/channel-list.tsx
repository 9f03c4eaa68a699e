import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef, useState } from "react";
import type { Channel } from "@/api/types";
import { useLocale, useTranslate } from "@/lib/i18n/use-translate";
import { channelKey } from "../api/get-channels";

const ROW_PX = 34;
/** With fewer there is nothing to search. */
const SEARCHED_FROM = 8;

interface ChannelListProps {
  channels: readonly Channel[];
  chosen: string | undefined;
  /** Undefined when the chosen one was taken back. */
  onChoose: (channel: string | undefined) => void;
}

/** All channels, to search and to choose one. */
export function ChannelList({ channels, chosen, onChoose }: ChannelListProps) {
  const translate = useTranslate();
  const locale = useLocale();
  const [text, setText] = useState("");
  const scroller = useRef<HTMLDivElement>(null);
  const wanted = text.trim().toLocaleLowerCase();
  const fitting = channels.filter((channel) => channel.name.toLocaleLowerCase().includes(wanted));
  const virtualizer = useVirtualizer({
    count: fitting.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 4,
    initialRect: { width: 0, height: ROW_PX * SEARCHED_FROM },
  });
  return (
    <div className="flex min-h-0 flex-col gap-1.5">
      {channels.length >= SEARCHED_FROM && (
        <input
          type="search"
          aria-label={translate("channels.find")}
          placeholder={translate("channels.find")}
          value={text}
          onChange={(event) => setText(event.target.value)}
          data-focus
          className="field h-8 shrink-0 px-2.5 text-[13px]"
        />
      )}
      <div ref={scroller} className="-mx-2 max-h-56 overflow-y-auto">
        <ul
          aria-label={translate("channels.title")}
          className="relative"
          style={{ height: virtualizer.getTotalSize() }}
        >
          {virtualizer.getVirtualItems().map((row) => {
            const channel = fitting[row.index];
            if (!channel) return null;
            const key = channelKey(channel);
            return (
              <li
                key={key}
                className="absolute inset-x-0"
                style={{ transform: `translateY(${row.start}px)` }}
              >
                <button
                  type="button"
                  aria-pressed={key === chosen}
                  onClick={() => onChoose(key === chosen ? undefined : key)}
                  className="flex h-8 w-full items-center gap-2 rounded-md px-2 text-left text-sm transition-colors hover:bg-hover aria-pressed:bg-accent-soft aria-pressed:text-accent-text"
                >
                  <span className="min-w-0 flex-1 truncate">{channel.name}</span>
                  <span className="text-ink-faint text-xs tabular-nums">
                    {channel.video_count.toLocaleString(locale)}
                  </span>
                </button>
              </li>
            );
          })}
        </ul>
      </div>
      {fitting.length === 0 && <p className="text-[13px] text-ink-faint">{translate("channels.none")}</p>}
    </div>
  );
}
