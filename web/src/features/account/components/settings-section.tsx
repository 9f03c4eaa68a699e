import { type ReactNode, useId } from "react";

interface SettingsSectionProps {
  title: string;
  lead?: string;
  /** A button at the end of its heading. */
  action?: ReactNode;
  children?: ReactNode;
}

export function SettingsSection({ title, lead, action, children }: SettingsSectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="border-line border-t py-6 first:border-t-0 first:pt-0">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-64">
          <h2 id={id} className="font-semibold text-base">
            {title}
          </h2>
          {lead && <p className="mt-0.5 text-pretty text-[13px] text-ink-soft">{lead}</p>}
        </div>
        {action}
      </div>
      {children && <div className="mt-4">{children}</div>}
    </section>
  );
}
