import { CircleCheck, Undo2, X } from "lucide-react";
import { Fragment } from "react";
import { Link } from "react-router";
import type { Job } from "@/api/types";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { notify } from "@/components/ui/notice-store";
import { problemText } from "@/lib/i18n/problem-text";
import { useTranslate } from "@/lib/i18n/use-translate";
import { filterSearch } from "@/lib/route/filter-search";
import { useCommandJob } from "../api/command-job";
import { type JobCount, jobCounts } from "./job-counts";
import { JobRetry } from "./job-retry";

interface JobSummaryProps {
  job: Job;
  elsewhere: boolean;
  onDismiss?: (() => void) | undefined;
}

/** "Import finished. 47 videos. 2 without captions. 1 not available." Each count opens its videos. */
export function JobSummary({ job, elsewhere, onDismiss }: JobSummaryProps) {
  const translate = useTranslate();
  const command = useCommandJob();

  // Not callbacks of the mutation: the event of the removal may take this summary away before the answer is here.
  async function undo(): Promise<void> {
    try {
      await command.mutateAsync({ job, verb: "undo" });
      onDismiss?.();
      notify(translate("job.undone", { count: job.created - job.removed }));
    } catch (error) {
      notify(problemText(translate, error), "problem");
    }
  }

  return (
    <div className="flex flex-wrap items-start gap-x-3 gap-y-1">
      <CircleCheck className="mt-0.5 size-5 shrink-0 text-emerald" aria-hidden="true" />
      <p role="status" className="min-w-0 flex-1 basis-60 text-[15px] sm:basis-96">
        <span className="block font-medium">
          {translate(ending(job))}
          {elsewhere && (
            <span className="font-normal text-ink-soft text-sm">
              {" "}
              <span aria-hidden="true">→</span> {job.list_name}
            </span>
          )}
        </span>
        {jobCounts(job).map((count) => (
          <Fragment key={count.key}>
            {" "}
            <Count job={job} count={count} />
          </Fragment>
        ))}
      </p>
      <div className="-my-1 ml-auto flex shrink-0 items-center gap-1">
        <JobRetry job={job} />
        {job.created > job.removed && (
          <Button size="small" tone="quiet" busy={command.isPending} onClick={() => void undo()}>
            <Undo2 aria-hidden="true" />
            {translate("job.undo")}
          </Button>
        )}
        {onDismiss && (
          <IconButton label={translate("job.dismiss")} onClick={onDismiss}>
            <X />
          </IconButton>
        )}
      </div>
    </div>
  );
}

function ending(job: Job): "job.takenBack" | "job.cancelled" | "job.finished" {
  if (job.created > 0 && job.removed === job.created) return "job.takenBack";
  return job.status === "cancelled" ? "job.cancelled" : "job.finished";
}

function Count({ job, count }: { job: Job; count: JobCount }) {
  const translate = useTranslate();
  const text = translate(count.key, { count: count.count });
  if (!count.filter || count.count === 0) return <span className="text-ink-soft">{text}.</span>;
  return (
    <span>
      <Link
        to={{ pathname: `/lists/${job.list_id}`, search: filterSearch(count.filter) }}
        className="rounded text-accent-text underline decoration-1 decoration-accent-text/40 underline-offset-3 hover:decoration-accent-text"
      >
        {text}
      </Link>
      .
    </span>
  );
}
