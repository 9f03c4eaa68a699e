import { Plus } from "lucide-react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { useJobHistory } from "@/features/imports/api/get-jobs";
import { ImportHistory } from "@/features/imports/components/import-history";
import { useImportDropStore } from "@/features/imports/stores/import-drop-store";
import { useTranslate } from "@/lib/i18n/use-translate";
import { usePageTitle } from "@/lib/route/use-page-title";
import { LoadFailed } from "./load-failed";

const ROWS = [0, 1, 2, 3];

export function ImportsPage() {
  const translate = useTranslate();
  const compose = useImportDropStore((store) => store.compose);
  usePageTitle(translate("history.title"));
  const history = useJobHistory();
  const isEmpty = history.data?.pages[0]?.items.length === 0;
  return (
    <div className="min-h-0 flex-1 overflow-y-auto px-4 pt-4 pb-12 sm:px-6 md:pt-5">
      <div className="mx-auto max-w-5xl">
        <h1 className="mb-5 font-semibold text-xl leading-tight tracking-tight">
          {translate("history.title")}
        </h1>
        {!history.data && history.isError && (
          <LoadFailed error={history.error} onRetry={() => void history.refetch()} />
        )}
        {history.isPending && <HistorySkeleton />}
        {isEmpty && (
          <EmptyState title={translate("history.empty.title")} body={translate("history.empty.body")}>
            <Button tone="primary" onClick={() => compose(true)}>
              <Plus aria-hidden="true" />
              {translate("import.add")}
            </Button>
          </EmptyState>
        )}
        <ImportHistory history={history} />
      </div>
    </div>
  );
}

function HistorySkeleton() {
  const translate = useTranslate();
  return (
    <div
      role="status"
      aria-label={translate("app.loading")}
      className="animate-pulse space-y-6 motion-reduce:animate-none"
    >
      {ROWS.map((row) => (
        <div key={row}>
          <div className="mb-2 h-3.5 w-48 rounded bg-hover" />
          <div className="h-14 rounded-xl bg-hover" />
        </div>
      ))}
    </div>
  );
}
