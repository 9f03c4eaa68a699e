import { clsx } from "clsx";
import { useId } from "react";

interface SegmentedChoiceProps<T extends string> {
  label: string;
  value: T;
  options: readonly { value: T; label: string }[];
  onChange: (value: T) => void;
}

/** Exactly one of a few, all of them in sight. */
export function SegmentedChoice<T extends string>({
  label,
  value,
  options,
  onChange,
}: SegmentedChoiceProps<T>) {
  const name = useId();
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 font-medium text-[13px] text-ink-soft">{label}</legend>
      <div className="inline-flex max-w-full flex-wrap gap-1 rounded-lg bg-sunken p-1 ring-1 ring-line ring-inset">
        {options.map((option) => (
          <label
            key={option.value}
            className={clsx(
              "cursor-pointer rounded-md px-3 py-1 text-sm transition-colors",
              "has-focus-visible:outline-2 has-focus-visible:outline-accent-text",
              option.value === value ? "bg-surface text-ink shadow-xs" : "text-ink-soft hover:text-ink",
            )}
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
              className="sr-only"
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
