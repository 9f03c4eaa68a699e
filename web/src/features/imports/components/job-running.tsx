import { Pause, Play, X } from "lucide-react";
import type { Job } from "@/api/types";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/notice-store";
import { clockTime } from "@/lib/format/date";
import { roughly } from "@/lib/format/duration";
import { problemText } from "@/lib/i18n/problem-text";
import { useLocale, useTranslate } from "@/lib/i18n/use-translate";
import { type JobVerb, useCommandJob } from "../api/command-job";
import { jobPercent } from "./job-counts";

/** Screen readers hear the progress in quarters, not a hundred times. */
const SPOKEN_STEP = 25;
/** As wide as a digit: the text is as wide at 5 % as at 100 %, and does not move. */
const FIGURE_SPACE = "\u2007";

export function JobRunning({ job }: { job: Job }) {
  const translate = useTranslate();
  const percent = jobPercent(job);
  const title = job.status === "paused" ? "job.paused" : "job.running";
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <p className="min-w-0 flex-1 basis-64">
          <span className="font-medium">{translate(title, { count: job.created })}</span>{" "}
          <span className="text-ink-soft text-sm">{translate("job.to", { name: job.list_name })}</span>
        </p>
        <JobButtons job={job} />
      </div>
      <JobBar percent={percent} paused={job.status === "paused"} />
      <div className="flex flex-wrap justify-between gap-x-4 text-[13px] text-ink-soft tabular-nums">
        <JobState job={job} />
        <span>{translate("progress.percent", { percent: `${percent}`.padStart(3, FIGURE_SPACE) })}</span>
      </div>
      <p className="sr-only" role="status">
        {translate("job.announce", { percent: Math.floor(percent / SPOKEN_STEP) * SPOKEN_STEP })}
      </p>
    </>
  );
}

function JobState({ job }: { job: Job }) {
  const translate = useTranslate();
  const locale = useLocale();
  if (job.status === "running" && job.resumes_at) {
    return (
      <span className="text-warn-text">
        {translate("job.slow", { time: clockTime(locale, job.resumes_at) })}
      </span>
    );
  }
  const done = translate("job.done", { count: job.created, done: job.complete + job.unavailable });
  const eta =
    job.status === "running" && job.eta_seconds !== null
      ? translate("job.eta", { duration: roughly(locale, job.eta_seconds) })
      : null;
  return (
    <span>{[job.expanding ? translate("job.expanding") : null, done, eta].filter(Boolean).join(" · ")}</span>
  );
}

function JobBar({ percent, paused }: { percent: number; paused: boolean }) {
  const translate = useTranslate();
  return (
    <div
      role="progressbar"
      aria-label={translate("job.progressLabel")}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      className="my-2 h-1.5 overflow-hidden rounded-full bg-sunken"
    >
      <div
        className={`h-full origin-left rounded-full transition-transform duration-500 ${paused ? "bg-ink-faint" : "bg-accent"}`}
        style={{ transform: `scaleX(${percent / 100})` }}
      />
    </div>
  );
}

function JobButtons({ job }: { job: Job }) {
  const translate = useTranslate();
  const command = useCommandJob();
  const send = (verb: JobVerb) =>
    command.mutate({ job, verb }, { onError: (error) => notify(problemText(translate, error), "problem") });
  const paused = job.status === "paused";
  return (
    <div className="flex gap-1">
      <Button
        size="small"
        tone="quiet"
        disabled={command.isPending}
        onClick={() => send(paused ? "resume" : "pause")}
      >
        {paused ? <Play aria-hidden="true" /> : <Pause aria-hidden="true" />}
        {translate(paused ? "job.resume" : "job.pause")}
      </Button>
      <Button size="small" tone="quiet" disabled={command.isPending} onClick={() => send("cancel")}>
        <X aria-hidden="true" />
        {translate("job.cancel")}
      </Button>
    </div>
  );
}
