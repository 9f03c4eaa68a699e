import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import { problemText } from "@/lib/i18n/problem-text";
import { useTranslate } from "@/lib/i18n/use-translate";

interface SettingsListProps<T> {
  label: string;
  query: UseQueryResult<T[]>;
  /** What stands where there is nothing. */
  empty?: string;
  row: (item: T) => ReactNode;
}

/** A short list that is fetched: waiting, failed, empty, or there. */
export function SettingsList<T extends { id: string }>({ label, query, empty, row }: SettingsListProps<T>) {
  const translate = useTranslate();
  if (query.isPending) {
    return (
      <div className="flex h-14 items-center text-ink-faint">
        <Spinner />
      </div>
    );
  }
  if (!query.data) {
    return (
      <div role="alert" className="flex flex-wrap items-center gap-3 text-sm">
        <p>{problemText(translate, query.error)}</p>
        <Button size="small" onClick={() => void query.refetch()}>
          {translate("app.retry")}
        </Button>
      </div>
    );
  }
  if (query.data.length === 0) return empty ? <p className="text-ink-soft text-sm">{empty}</p> : null;
  return (
    <ul aria-label={label} className="divide-y divide-line rounded-xl bg-surface ring-1 ring-line">
      {query.data.map((item) => (
        <li key={item.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2.5 pr-2.5 pl-4">
          {row(item)}
        </li>
      ))}
    </ul>
  );
}

/** What a line of such a list is, and what is known about it. */
export function SettingsItem({ name, facts, mark }: { name: string; facts: string; mark?: string | null }) {
  return (
    <div className="min-w-0 flex-1 basis-48">
      <p className="font-medium text-sm [overflow-wrap:anywhere]">
        {name}
        {mark && (
          <span className="ml-2 rounded-full bg-accent-soft px-2 py-0.5 font-normal text-accent-text text-xs">
            {mark}
          </span>
        )}
      </p>
      <p className="text-[13px] text-ink-soft">{facts}</p>
    </div>
  );
}
