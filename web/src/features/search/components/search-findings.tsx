import { type UIEvent, useEffect } from "react";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import { problemText } from "@/lib/i18n/problem-text";
import { useTranslate } from "@/lib/i18n/use-translate";
import type { useSearch } from "../api/search-videos";
import { FoundMoment, FoundVideo } from "./found";
import type { SearchOption } from "./search-options";

/** So many options before the end the next page is asked for, and so many pixels. */
const NEAR_END_OPTIONS = 4;
const NEAR_END_PIXELS = 300;

interface SearchFindingsProps {
  id: string;
  words: string;
  search: ReturnType<typeof useSearch>;
  options: readonly SearchOption[];
  current: SearchOption | null;
  onPoint: (option: SearchOption) => void;
  onOpen: () => void;
  /** Looks on every list; null where that is done already. */
  onWiden: (() => void) | null;
}

export function SearchFindings(props: SearchFindingsProps) {
  const { id, words, search, options, current, onPoint, onOpen, onWiden } = props;
  const translate = useTranslate();
  const { hasNextPage, isFetchingNextPage, fetchNextPage, isPlaceholderData } = search;
  const place = current ? options.indexOf(current) : -1;
  const nearEnd = place >= options.length - NEAR_END_OPTIONS;

  function more(): void {
    if (hasNextPage && !isFetchingNextPage && !isPlaceholderData) void fetchNextPage();
  }

  useEffect(() => {
    if (current) document.getElementById(current.id)?.scrollIntoView({ block: "nearest" });
  }, [current]);
  useEffect(() => {
    if (nearEnd && place > 0 && hasNextPage && !isFetchingNextPage && !isPlaceholderData)
      void fetchNextPage();
  }, [nearEnd, place, hasNextPage, isFetchingNextPage, isPlaceholderData, fetchNextPage]);

  function scroll(event: UIEvent<HTMLDivElement>): void {
    const { scrollHeight, scrollTop, clientHeight } = event.currentTarget;
    if (scrollHeight - scrollTop - clientHeight < NEAR_END_PIXELS) more();
  }

  const found = new Set(options.map((option) => option.hit.video_id)).size;
  const done = words !== "" && search.isSuccess && !isPlaceholderData;
  const nothing = done && options.length === 0;
  return (
    <div onScroll={scroll} className="min-h-0 flex-1 overflow-y-auto p-2">
      <p role="status" className="sr-only">
        {done && translate("search.found", { count: found })}
      </p>
      {search.isError && options.length === 0 && (
        <div role="alert" className="flex flex-wrap items-center gap-3 p-2 text-sm">
          <p className="min-w-0 flex-1">{problemText(translate, search.error)}</p>
          <Button size="small" onClick={() => void search.refetch()}>
            {translate("app.retry")}
          </Button>
        </div>
      )}
      {options.length === 0 && (words === "" || search.isPending) && !search.isError && <Waiting />}
      {nothing && (
        <div className="px-2 py-6 text-center">
          <p className="font-medium">{translate("search.nothing")}</p>
          <p className="mt-1 text-pretty text-[13px] text-ink-soft">{translate("search.nothingHint")}</p>
          {onWiden && (
            <Button className="mt-4" onClick={onWiden}>
              {translate("search.widen")}
            </Button>
          )}
        </div>
      )}
      {options.length > 0 && (
        <div id={id} role="listbox" aria-label={translate("search.findings")}>
          {options.map((option) => {
            const Found = option.moment ? FoundMoment : FoundVideo;
            return (
              <Found
                key={option.id}
                option={option}
                selected={option === current}
                onPoint={() => onPoint(option)}
                onOpen={onOpen}
              />
            );
          })}
        </div>
      )}
      {isFetchingNextPage && (
        <div className="grid place-items-center py-3">
          <Spinner />
        </div>
      )}
      {search.isFetchNextPageError && (
        <div className="flex justify-center py-2">
          <Button size="small" onClick={more}>
            {translate("app.retry")}
          </Button>
        </div>
      )}
    </div>
  );
}

const ROWS = [0, 1, 2];

function Waiting() {
  return (
    <div aria-hidden="true" className="animate-pulse space-y-2 p-2 motion-reduce:animate-none">
      {ROWS.map((row) => (
        <div key={row} className="flex gap-3">
          <div className="h-12 w-21 rounded-md bg-hover" />
          <div className="flex-1 space-y-2 py-1">
            <div className="h-3.5 w-2/3 rounded bg-hover" />
            <div className="h-3 w-1/3 rounded bg-hover" />
          </div>
        </div>
      ))}
    </div>
  );
}
