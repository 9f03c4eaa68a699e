import { clsx } from "clsx";
import type { ComponentProps } from "react";
import { Spinner } from "./spinner";

type Tone = "primary" | "secondary" | "quiet" | "danger";

const tones: Record<Tone, string> = {
  primary: "bg-accent text-on-accent hover:bg-accent-strong shadow-xs",
  secondary: "bg-surface text-ink ring-1 ring-inset ring-line-strong hover:bg-hover shadow-xs",
  quiet: "text-ink-soft hover:bg-hover hover:text-ink",
  danger: "bg-danger text-on-accent hover:bg-danger-strong shadow-xs",
};

const sizes = {
  small: "h-7 px-2.5 text-[13px] gap-1.5 [&_svg]:size-3.5",
  toolbar: "h-8 px-2.5 text-[13px] gap-2 [&_svg]:size-4",
  medium: "h-9 px-3.5 text-sm gap-2 [&_svg]:size-4",
};

interface ButtonProps extends ComponentProps<"button"> {
  tone?: Tone;
  size?: keyof typeof sizes;
  busy?: boolean;
}

export function Button({
  tone = "secondary",
  size = "medium",
  busy = false,
  className,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      aria-busy={busy || undefined}
      {...rest}
      disabled={rest.disabled || busy}
      className={clsx(
        "inline-flex shrink-0 select-none items-center justify-center rounded-md font-medium transition-colors",
        "disabled:pointer-events-none disabled:opacity-50 [&_svg]:shrink-0",
        tones[tone],
        sizes[size],
        className,
      )}
    >
      {busy && <Spinner />}
      {children}
    </button>
  );
}
