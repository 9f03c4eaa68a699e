import { Link } from "react-router";
import type { Job } from "@/api/types";
import { Button } from "@/components/ui/button";
import { longDate, timeOfDay } from "@/lib/format/date";
import { useLocale, useTranslate } from "@/lib/i18n/use-translate";
import type { useJobHistory } from "../api/get-jobs";
import { JobProgressCard } from "./job-progress-card";

interface ImportHistoryProps {
  history: ReturnType<typeof useJobHistory>;
}

/** Every import, newest first, by the day. */
export function ImportHistory({ history }: ImportHistoryProps) {
  const translate = useTranslate();
  const locale = useLocale();
  const jobs = history.data?.pages.flatMap((page) => page.items) ?? [];
  const days = Map.groupBy(jobs, (job) => longDate(locale, job.created_at));
  return (
    <>
      {[...days].map(([day, ofDay]) => (
        <section key={day} aria-label={day} className="mb-7">
          <h2 className="mb-2.5 font-medium text-[13px] text-ink-faint">{day}</h2>
          <ul className="space-y-4">
            {ofDay.map((job) => (
              <li key={job.id}>
                <JobSource job={job} />
                <JobProgressCard job={job} />
              </li>
            ))}
          </ul>
        </section>
      ))}
      {history.hasNextPage && (
        <div className="flex justify-center">
          <Button busy={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
            {translate("history.more")}
          </Button>
        </div>
      )}
    </>
  );
}

/** When, from where, and where to. */
function JobSource({ job }: { job: Job }) {
  const translate = useTranslate();
  const locale = useLocale();
  return (
    <p className="mb-1.5 flex items-baseline gap-x-2 text-[13px] text-ink-soft">
      <time dateTime={job.created_at} className="tabular-nums">
        {timeOfDay(locale, job.created_at)}
      </time>
      <span className="min-w-0 truncate font-medium text-ink">{sourceOf(job, translate)}</span>
      <span aria-hidden="true">→</span>
      <Link to={`/lists/${job.list_id}`} className="min-w-0 shrink-0 truncate hover:underline">
        {job.list_name}
      </Link>
    </p>
  );
}

function sourceOf(job: Job, translate: ReturnType<typeof useTranslate>): string {
  if (job.kind === "single") return translate("history.single");
  return job.label || translate(job.kind === "file" ? "history.file" : "history.batch", { count: job.total });
}
