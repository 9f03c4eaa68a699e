import { Link } from "react-router";
import { EmptyState } from "@/components/ui/empty-state";
import { useTranslate } from "@/lib/i18n/use-translate";
import { usePageTitle } from "@/lib/route/use-page-title";

export function NotFoundPage() {
  const translate = useTranslate();
  usePageTitle(translate("app.notFound.title"));
  return (
    <EmptyState heading="h1" title={translate("app.notFound.title")} body={translate("app.notFound.body")}>
      <Link to="/" className="text-accent-text underline underline-offset-3">
        {translate("app.notFound.home")}
      </Link>
    </EmptyState>
  );
}
