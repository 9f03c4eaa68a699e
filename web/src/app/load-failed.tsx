import { isProblem } from "@/api/problem";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { problemText } from "@/lib/i18n/problem-text";
import { useTranslate } from "@/lib/i18n/use-translate";
import { NotFoundPage } from "./not-found-page";

interface LoadFailedProps {
  error: unknown;
  onRetry: () => void;
}

export function LoadFailed({ error, onRetry }: LoadFailedProps) {
  const translate = useTranslate();
  if (isProblem(error) && (error.status === 404 || error.status === 422)) return <NotFoundPage />;
  return (
    <EmptyState title={translate("videos.loadFailed")} body={problemText(translate, error)}>
      <Button onClick={onRetry}>{translate("app.retry")}</Button>
    </EmptyState>
  );
}
