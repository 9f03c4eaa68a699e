import { clsx } from "clsx";
import type { ComponentProps } from "react";
import { Tooltip } from "./tooltip";

interface IconButtonProps extends Omit<ComponentProps<"button">, "aria-label"> {
  label: string;
  tone?: "plain" | "inverse";
  hint?: boolean;
}

/** A button that shows only a picture; its name is there for everybody, as a tooltip and for screen readers. */
export function IconButton({ label, tone = "plain", hint = true, className, ...rest }: IconButtonProps) {
  const button = (
    <button
      type="button"
      aria-label={label}
      {...rest}
      className={clsx(
        "inline-flex size-8 shrink-0 items-center justify-center rounded-md transition-colors [&_svg]:size-4",
        tone === "plain"
          ? "text-ink-soft hover:bg-hover hover:text-ink"
          : "text-page/80 hover:bg-page/15 hover:text-page",
        className,
      )}
    />
  );
  return hint ? <Tooltip text={label}>{button}</Tooltip> : button;
}
