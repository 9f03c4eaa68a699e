import type { ReactNode } from "react";

interface EmptyStateProps {
  picture?: ReactNode;
  /** `h1` where the page has no other title. */
  heading?: "h1" | "h2";
  title: string;
  body: string;
  children?: ReactNode;
}

export function EmptyState({ picture, heading: Heading = "h2", title, body, children }: EmptyStateProps) {
  return (
    <div className="mx-auto flex max-w-lg flex-col items-center px-6 py-[10vh] text-center">
      {picture}
      <Heading className="text-balance font-semibold text-lg">{title}</Heading>
      <p className="mt-1.5 text-pretty text-ink-soft">{body}</p>
      {children && <div className="mt-6 flex flex-wrap items-center justify-center gap-2">{children}</div>}
    </div>
  );
}
