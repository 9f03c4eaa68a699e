import { clsx } from "clsx";

interface TogglePillsProps<T extends string> {
  label: string;
  options: readonly { value: T; label: string }[];
  value: T | undefined;
  /** Undefined when the chosen one was taken back. */
  onChange: (value: T | undefined) => void;
}

/** At most one of a few; pressing the chosen one again takes it back. */
export function TogglePills<T extends string>({ label, options, value, onChange }: TogglePillsProps<T>) {
  return (
    <fieldset className="flex min-w-0 flex-wrap gap-1.5">
      <legend className="mb-1.5 text-ink-faint text-xs">{label}</legend>
      {options.map((option) => {
        const pressed = option.value === value;
        return (
          <button
            key={option.value}
            type="button"
            aria-pressed={pressed}
            onClick={() => onChange(pressed ? undefined : option.value)}
            className={clsx(
              "h-7 rounded-full px-3 text-[13px] ring-1 ring-inset transition-colors",
              pressed
                ? "bg-accent-soft text-accent-text ring-accent-text/40"
                : "text-ink-soft ring-line-strong hover:bg-hover hover:text-ink",
            )}
          >
            {option.label}
          </button>
        );
      })}
    </fieldset>
  );
}
