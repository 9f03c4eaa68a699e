import { Plus } from "lucide-react";
import { useEffect, useRef } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { textSource, useImportDropStore } from "@/features/imports/stores/import-drop-store";
import { useTranslate } from "@/lib/i18n/use-translate";
import { usePageTitle } from "@/lib/route/use-page-title";
import { sharedText } from "@/lib/text/shared-text";

/**
 * Where other apps and the bookmarklet hand links over. Whoever follows a link to this page imports nothing by that: it
 * is shown first, with the list it would go to, and somebody has to say yes.
 */
export function SharePage() {
  const translate = useTranslate();
  usePageTitle(translate("import.title"));
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const text = sharedText(search);
  const possible = text !== "";
  const received = useRef(false);
  useEffect(() => {
    if (!possible || received.current) return;
    received.current = true;
    useImportDropStore.getState().enqueue([textSource(text)]);
    // Replaced, so that neither reloading nor going back hands it over again.
    void navigate("/", { replace: true });
  }, [possible, text, navigate]);
  if (possible) return null;
  return (
    <>
      <h1 className="sr-only">{translate("import.title")}</h1>
      <EmptyState title={translate("share.nothing")} body={translate("share.nothingBody")}>
        <Button tone="primary" onClick={() => useImportDropStore.getState().compose(true)}>
          <Plus aria-hidden="true" />
          {translate("import.add")}
        </Button>
      </EmptyState>
    </>
  );
}
