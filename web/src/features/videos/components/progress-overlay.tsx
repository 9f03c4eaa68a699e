import { useRef } from "react";
import { useTranslate } from "@/lib/i18n/use-translate";
import { usePie } from "../hooks/use-pie";

interface ProgressOverlayProps {
  /** 0 to 100. */
  progress: number;
  title: string;
  /** Nothing has begun yet: the ring breathes. */
  waiting: boolean;
  /** The overlay has faded after 100 %. */
  onGone: () => void;
}

export function ProgressOverlay({ progress, title, waiting, onGone }: ProgressOverlayProps) {
  const translate = useTranslate();
  const overlay = useRef<HTMLDivElement>(null);
  const right = useRef<HTMLSpanElement>(null);
  const left = useRef<HTMLSpanElement>(null);
  usePie({ overlay, right, left }, progress, onGone);
  return (
    <div ref={overlay} className="pointer-events-none absolute inset-0 grid place-items-center">
      <div
        role="progressbar"
        aria-label={translate("progress.label", { title })}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={progress}
        aria-valuetext={translate("progress.value", { percent: progress })}
        className="pie-stand"
      >
        <span className="pie-ring" />
        <span className="pie">
          <span className="pie-window">
            <span ref={right} className="pie-half" />
          </span>
          <span className="pie-window">
            <span ref={left} className="pie-half" />
          </span>
          <span className="pie-text">{translate("progress.percent", { percent: progress })}</span>
        </span>
        {/* Above all else of the pie: what moves by itself is a layer of its own, and so is whatever lies on it. */}
        {waiting && <span className="pie-halo" />}
      </div>
    </div>
  );
}
