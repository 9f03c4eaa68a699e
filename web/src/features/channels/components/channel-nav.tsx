import { lazy, Suspense, useState } from "react";
import { Link } from "react-router";
import { Dialog, DialogBody } from "@/components/ui/dialog";
import { NavSection, navRow } from "@/components/ui/nav-section";
import { useLocale, useTranslate } from "@/lib/i18n/use-translate";
import { channelKey, useChannels } from "../api/get-channels";

const ChannelList = lazy(async () => ({ default: (await import("./channel-list")).ChannelList }));

const SHOWN = 6;

interface ChannelNavProps {
  listId: string;
  /** Where a channel leads; pressing the chosen one leads away from it. */
  hrefOf: (channel: string) => string;
  chosen: string | undefined;
  onNavigate?: (() => void) | undefined;
  onChoose: (channel: string | undefined) => void;
}

/** The channels with most videos on this list; all of them behind one more step. */
export function ChannelNav({ listId, hrefOf, chosen, onNavigate, onChoose }: ChannelNavProps) {
  const translate = useTranslate();
  const locale = useLocale();
  const channels = useChannels(listId).data ?? [];
  const [all, setAll] = useState(false);
  if (channels.length === 0) return null;
  return (
    <NavSection name="channels" title={translate("channels.title")}>
      <ul className="space-y-px">
        {channels.slice(0, SHOWN).map((channel) => {
          const key = channelKey(channel);
          return (
            <li key={key}>
              <Link
                to={hrefOf(key)}
                aria-current={key === chosen ? "true" : undefined}
                onClick={() => onNavigate?.()}
                className={navRow}
              >
                <span className="min-w-0 flex-1 truncate">{channel.name}</span>
                <span className="text-ink-faint text-xs tabular-nums">
                  {channel.video_count.toLocaleString(locale)}
                </span>
              </Link>
            </li>
          );
        })}
        {channels.length > SHOWN && (
          <li>
            <button
              type="button"
              onClick={() => setAll(true)}
              className="h-8 w-full rounded-md px-2.5 text-left text-[13px] text-ink-faint transition-colors hover:bg-hover hover:text-ink"
            >
              {translate("channels.all", { count: channels.length })}
            </button>
          </li>
        )}
      </ul>
      {all && (
        <Dialog title={translate("channels.title")} onClose={() => setAll(false)}>
          <DialogBody>
            <Suspense fallback={<div className="h-64" />}>
              <ChannelList
                channels={channels}
                chosen={chosen}
                onChoose={(channel) => {
                  setAll(false);
                  onNavigate?.();
                  onChoose(channel);
                }}
              />
            </Suspense>
          </DialogBody>
        </Dialog>
      )}
    </NavSection>
  );
}
