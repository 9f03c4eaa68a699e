import { Plus } from "lucide-react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import {
  type ImportSource,
  textSource,
  useImportDropStore,
} from "@/features/imports/stores/import-drop-store";
import { StillPie } from "@/features/videos/components/still-pie";
import { useTranslate } from "@/lib/i18n/use-translate";

/** Three well-known talks, so that the first try needs nothing at hand. */
const EXAMPLE = ["iG9CE55wbtY", "arj7oStGLkU", "qp0HIF3SfI4"]
  .map((id) => `https://www.youtube.com/watch?v=${id}`)
  .join("\n");

interface FirstStepsProps {
  /** `h1` where the page has no other title. */
  heading?: "h1" | "h2";
  onSources: (sources: ImportSource[]) => void;
}

/** An empty shelf teaches: what to do, what will be seen then, and an example to try it with. */
export function FirstSteps({ heading = "h2", onSources }: FirstStepsProps) {
  const translate = useTranslate();
  const compose = useImportDropStore((store) => store.compose);
  return (
    <EmptyState
      heading={heading}
      picture={<ShelfPicture />}
      title={translate("empty.title")}
      body={translate("empty.body")}
    >
      <Button tone="primary" onClick={() => compose(true)}>
        <Plus aria-hidden="true" />
        {translate("empty.add")}
      </Button>
      <Button onClick={() => onSources([textSource(EXAMPLE)])}>{translate("empty.example")}</Button>
      <p className="basis-full text-[13px] text-ink-faint">{translate("empty.exampleNote")}</p>
    </EmptyState>
  );
}

function ShelfPicture() {
  return (
    <div
      aria-hidden="true"
      className="mb-8 flex w-full [--tile:8rem] max-w-md gap-3 border-line-strong border-b-2 px-3 pb-3 sm:px-4"
    >
      <div className="relative grid aspect-video flex-1 place-items-center rounded-md bg-ink/15">
        <StillPie progress={25} />
      </div>
      <div className="relative grid aspect-video flex-1 place-items-center rounded-md bg-ink/20">
        <StillPie progress={60} />
      </div>
      <div className="relative grid aspect-video flex-1 place-items-center rounded-md bg-linear-to-br from-accent to-accent-strong">
        <span className="ml-1 border-y-10 border-y-transparent border-l-16 border-l-white" />
      </div>
    </div>
  );
}
