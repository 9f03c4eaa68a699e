import { RotateCw } from "lucide-react";
import type { Job } from "@/api/types";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/notice-store";
import { problemText } from "@/lib/i18n/problem-text";
import { useTranslate } from "@/lib/i18n/use-translate";
import { useRetryJob } from "../api/retry-job";

/** The one action that helps with videos that are not available and with captions that follow. */
export function JobRetry({ job }: { job: Job }) {
  const translate = useTranslate();
  const retry = useRetryJob();
  const count = job.unavailable + job.captions_follow;
  if (count === 0) return null;

  // Not callbacks of the mutation: this button goes away with the summary once the import runs again.
  async function tryAgain(): Promise<void> {
    try {
      const { started } = await retry.mutateAsync(job);
      notify(started > 0 ? translate("job.retried", { count: started }) : translate("job.retriedNone"));
    } catch (error) {
      notify(problemText(translate, error), "problem");
    }
  }

  return (
    <Button size="small" tone="quiet" busy={retry.isPending} onClick={() => void tryAgain()}>
      <RotateCw aria-hidden="true" />
      {translate("job.retry", { count })}
    </Button>
  );
}
