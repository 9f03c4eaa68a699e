import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { useTranslate } from "@/lib/i18n/use-translate";

export function CrashPage() {
  const translate = useTranslate();
  return (
    <main className="grid min-h-full place-items-center">
      <EmptyState heading="h1" title={translate("app.crash.title")} body={translate("app.crash.body")}>
        <Button tone="primary" onClick={() => location.reload()}>
          {translate("app.crash.reload")}
        </Button>
      </EmptyState>
    </main>
  );
}
