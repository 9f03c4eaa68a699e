import type { ReactNode } from "react";

interface EmptyStateProps {
  picture?: ReactNode;
  title: string;
  body: string;
  children?: ReactNode;
}

export function EmptyState({ picture, title, body, children }: EmptyStateProps) {
  return (
    <div className="mx-auto flex max-w-lg flex-col items-center px-6 py-[10vh] text-center">
      {picture}
      <h2 className="text-balance font-semibold text-lg">{title}</h2>
      <p className="mt-1.5 text-pretty text-ink-soft">{body}</p>
      {children && <div className="mt-6 flex flex-wrap items-center justify-center gap-2">{children}</div>}
    </div>
  );
}
