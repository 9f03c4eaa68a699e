import { clsx } from "clsx";
import { ChevronRight } from "lucide-react";
import { type ReactNode, useId } from "react";
import { useNavSectionStore } from "./nav-section-store";

interface NavSectionProps {
  /** Under this name it is remembered whether it is folded. */
  name: string;
  title: string;
  /** A button at the end of its heading. */
  action?: ReactNode;
  children: ReactNode;
}

/** A part of the sidebar that folds. */
export function NavSection({ name, title, action, children }: NavSectionProps) {
  const bodyId = useId();
  const folded = useNavSectionStore((store) => store.folded.includes(name));
  const fold = useNavSectionStore((store) => store.fold);
  return (
    <nav aria-label={title}>
      <div className="flex h-8 items-center justify-between pr-0.5">
        <h2 className="min-w-0 flex-1">
          <button
            type="button"
            aria-expanded={!folded}
            aria-controls={bodyId}
            onClick={() => fold(name, !folded)}
            className="flex h-8 w-full items-center gap-1 rounded-md pl-1 font-medium text-[13px] text-ink-faint transition-colors hover:text-ink"
          >
            <ChevronRight
              aria-hidden="true"
              className={clsx("size-3.5 transition-transform", !folded && "rotate-90")}
            />
            {title}
          </button>
        </h2>
        {action}
      </div>
      <div id={bodyId} hidden={folded}>
        {children}
      </div>
    </nav>
  );
}

/** How everything that leads somewhere in the sidebar looks. */
export const navRow =
  "flex h-8 items-center gap-2 rounded-md px-2.5 text-sm text-ink-soft transition-colors hover:bg-hover hover:text-ink aria-[current]:bg-accent-soft aria-[current]:font-medium aria-[current]:text-accent-text";
