import { X } from "lucide-react";
import type { ReactNode } from "react";

interface ChipProps {
  /** What pressing its cross does, in words. */
  removeLabel: string;
  onRemove: () => void;
  children: ReactNode;
}

/** One thing that is chosen, with a cross that takes it back. */
export function Chip({ removeLabel, onRemove, children }: ChipProps) {
  return (
    <span className="inline-flex h-7 max-w-full items-center gap-1 rounded-full bg-accent-soft pr-1 pl-3 text-[13px] text-accent-text">
      <span className="inline-flex min-w-0 items-center gap-1.5">{children}</span>
      <button
        type="button"
        aria-label={removeLabel}
        onClick={onRemove}
        className="grid size-6 shrink-0 place-items-center rounded-full transition-colors hover:bg-hover"
      >
        <X className="size-3.5" aria-hidden="true" />
      </button>
    </span>
  );
}
