import { Link } from "react-router";
import type { Job } from "@/api/types";
import { useTranslate } from "@/lib/i18n/use-translate";
import { useJobs } from "../api/get-jobs";
import { isUnfinished } from "../hooks/catch-up";
import { useImportProgressStore } from "../stores/import-progress-store";
import { JobProgressCard } from "./job-progress-card";

const SUMMARY_STAYS_MS = 24 * 60 * 60 * 1000;
const SHOWN = 3;

/** All that is under way, and of what has ended the newest: the others stand among all imports. */
function calm(jobs: readonly Job[]): Job[] {
  const newestEnded = jobs.find((job) => !isUnfinished(job));
  return jobs.filter((job) => isUnfinished(job) || job === newestEnded).slice(0, SHOWN);
}

/** A single link that went well tells its own story by its tile; it needs no banner. */
function wantsBanner(job: Job, dismissed: ReadonlySet<string>, now: number): boolean {
  if (isUnfinished(job)) return job.kind !== "single" || job.resumes_at !== null || job.status === "paused";
  const takenBack = job.created > 0 && job.removed === job.created;
  if (job.kind === "single" || takenBack || dismissed.has(job.id)) return false;
  return now - Date.parse(job.finished_at ?? job.created_at) < SUMMARY_STAYS_MS;
}

/** Imports under way, and the newest that has ended and was not put away; those in other tabs too. */
export function JobBanners({ listId }: { listId: string }) {
  const jobs = useJobs();
  const translate = useTranslate();
  const { dismissed, dismiss } = useImportProgressStore();
  const away = new Set(dismissed);
  const wanted = (jobs.data?.items ?? []).filter((job) => wantsBanner(job, away, Date.now()));
  const shown = calm(wanted);
  if (shown.length === 0) return null;

  // Or the one before would take its place, and have to be put away too.
  function dismissEnded(): void {
    for (const job of wanted) if (!isUnfinished(job)) dismiss(job.id);
  }

  return (
    <div className="flex shrink-0 flex-col gap-2 px-4 pb-3 sm:px-6">
      {shown.map((job) => (
        <JobProgressCard key={job.id} job={job} elsewhere={job.list_id !== listId} onDismiss={dismissEnded} />
      ))}
      <Link
        to="/imports"
        className="-my-1.5 self-end rounded px-1 py-1 text-[13px] text-ink-soft underline-offset-3 hover:text-ink hover:underline"
      >
        {translate("history.link")}
      </Link>
    </div>
  );
}
