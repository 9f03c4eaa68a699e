import { useEffect, useRef } from "react";
import type { Job } from "@/api/types";
import { isUnfinished } from "../hooks/catch-up";
import { JobRunning } from "./job-running";
import { JobSummary } from "./job-summary";

interface JobProgressCardProps {
  job: Job;
  /** It goes to another list than the one on the page. */
  elsewhere?: boolean;
  /** Puts the summary away; where it cannot be put away there is no button for it. */
  onDismiss?: (() => void) | undefined;
}

/** One import: while it runs how far it is, afterwards what came of it. The end of it moves nothing on the page. */
export function JobProgressCard({ job, elsewhere = false, onDismiss }: JobProgressCardProps) {
  const card = useRef<HTMLElement>(null);
  const heightWhileRunning = useRef(0);
  const running = isUnfinished(job);
  // Told when it is laid out: to ask while it changes would lay out the whole page.
  useEffect(() => {
    const observed = card.current;
    if (!running || !observed) return;
    const observer = new ResizeObserver(() => {
      heightWhileRunning.current = observed.offsetHeight;
    });
    observer.observe(observed);
    return () => observer.disconnect();
  }, [running]);
  return (
    <section
      ref={card}
      data-job-status={job.status}
      style={running ? undefined : { minHeight: heightWhileRunning.current }}
      className="rise flex flex-col justify-center rounded-xl bg-surface px-4 py-3 shadow-xs ring-1 ring-line"
    >
      {running ? (
        <JobRunning job={job} />
      ) : (
        <JobSummary job={job} elsewhere={elsewhere} onDismiss={onDismiss} />
      )}
    </section>
  );
}
