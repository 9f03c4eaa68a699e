import type { Job } from "@/api/types";
import { isUnfinished } from "../hooks/catch-up";
import { JobRunning } from "./job-running";
import { JobSummary } from "./job-summary";

interface JobProgressCardProps {
  job: Job;
  /** Puts the summary away; where it cannot be put away there is no button for it. */
  onDismiss?: (() => void) | undefined;
}

/** One import: while it runs how far it is, afterwards what came of it. */
export function JobProgressCard({ job, onDismiss }: JobProgressCardProps) {
  return (
    <section
      data-job-status={job.status}
      className="rise rounded-xl bg-surface px-4 py-3 shadow-xs ring-1 ring-line"
    >
      {isUnfinished(job) ? <JobRunning job={job} /> : <JobSummary job={job} onDismiss={onDismiss} />}
    </section>
  );
}
