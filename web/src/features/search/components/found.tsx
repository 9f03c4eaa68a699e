import { clsx } from "clsx";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { MarkedText } from "@/components/ui/marked-text";
import { clock } from "@/lib/format/duration";
import { useTranslate } from "@/lib/i18n/use-translate";
import type { SearchOption } from "./search-options";

interface FoundProps {
  option: SearchOption;
  selected: boolean;
  onPoint: () => void;
  onOpen: () => void;
}

interface OptionLinkProps extends FoundProps {
  className: string;
  children: ReactNode;
}

/** A link, so that it opens in another tab as every link does; the keyboard reaches it from the field. */
function OptionLink({ option, selected, onPoint, onOpen, className, children }: OptionLinkProps) {
  return (
    <Link
      id={option.id}
      to={option.href}
      role="option"
      aria-selected={selected}
      tabIndex={-1}
      onMouseMove={() => {
        if (!selected) onPoint();
      }}
      onClick={(event) => {
        const elsewhere = event.metaKey || event.ctrlKey || event.shiftKey;
        if (!elsewhere) onOpen();
      }}
      className={clsx("flex scroll-my-2 rounded-lg px-2", selected && "bg-accent-soft", className)}
    >
      {children}
    </Link>
  );
}

export function FoundVideo(props: FoundProps) {
  const translate = useTranslate();
  const { hit } = props.option;
  const title = hit.title ?? translate("videos.untitled", { id: hit.youtube_id });
  const facts = [hit.channel, hit.duration === null ? null : clock(hit.duration)].filter(Boolean);
  const said =
    hit.matched_in === "description" || (hit.matched_in === "transcript" && hit.moments.length === 0);
  return (
    <OptionLink {...props} className="items-start gap-3 py-2">
      <img
        src={`/api/videos/${hit.video_id}/thumbnail`}
        alt=""
        loading="lazy"
        className="aspect-video w-21 shrink-0 rounded-md bg-sunken object-cover"
      />
      <span className="min-w-0 flex-1">
        <span className="line-clamp-2 font-medium text-sm leading-snug">
          {hit.matched_in === "title" ? <MarkedText snippet={hit.snippet} /> : title}
        </span>
        <span className="block truncate text-[13px] text-ink-soft">
          {hit.matched_in === "channel" ? <MarkedText snippet={hit.snippet} /> : facts.join(" · ")}
        </span>
        {said && (
          <span className="mt-0.5 line-clamp-2 text-[13px] text-ink-soft">
            <MarkedText snippet={hit.snippet} />
          </span>
        )}
      </span>
    </OptionLink>
  );
}

export function FoundMoment(props: FoundProps) {
  const translate = useTranslate();
  const { moment } = props.option;
  if (!moment) return null;
  const time = clock(moment.start_seconds);
  return (
    <OptionLink {...props} className="ml-0 items-baseline gap-3 py-1.5 sm:ml-20">
      <span className="min-w-14 shrink-0 text-right text-[13px] text-accent-text tabular-nums">
        <span className="sr-only">{translate("video.jump", { time })}: </span>
        <span aria-hidden="true">{time}</span>
      </span>
      <span className="line-clamp-2 min-w-0 text-[13px]">
        <MarkedText snippet={moment.snippet} />
      </span>
    </OptionLink>
  );
}
