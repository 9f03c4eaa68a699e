import { clsx } from "clsx";
import { Check, Minus } from "lucide-react";
import type { ComponentProps } from "react";

interface SelectBoxProps extends Omit<ComponentProps<"input">, "type" | "aria-label"> {
  label: string;
  /** Some, but not all, of what it stands for is chosen. */
  mixed?: boolean;
}

/** A checkbox that is easy to see on a picture and easy to hit; without words beside it. */
export function SelectBox({ label, mixed = false, className, ...rest }: SelectBoxProps) {
  return (
    <span className={clsx("relative inline-grid size-5 place-items-center", className)}>
      <input
        {...rest}
        ref={(input) => {
          if (input) input.indeterminate = mixed;
        }}
        type="checkbox"
        aria-label={label}
        className="peer absolute -inset-1.5 cursor-pointer opacity-0"
      />
      <span
        aria-hidden="true"
        className="pointer-events-none grid size-5 place-items-center rounded-md bg-surface/90 text-transparent shadow-xs ring-1 ring-ink/45 ring-inset transition-colors peer-checked:bg-accent peer-checked:text-on-accent peer-checked:ring-accent peer-indeterminate:bg-accent peer-indeterminate:text-on-accent peer-focus-visible:outline-2 peer-focus-visible:outline-accent-text peer-focus-visible:outline-offset-2"
      >
        {mixed ? <Minus className="size-3.5" /> : <Check className="size-3.5" strokeWidth={3} />}
      </span>
    </span>
  );
}
