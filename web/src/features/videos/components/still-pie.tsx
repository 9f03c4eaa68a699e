import { useTranslate } from "@/lib/i18n/use-translate";
import { pieTurn } from "./pie-motion";

/** A picture of the pie, for explaining; it never moves and means nothing to screen readers. */
export function StillPie({ progress }: { progress: number }) {
  const translate = useTranslate();
  const turn = pieTurn(progress);
  return (
    <span aria-hidden="true" className="pie-stand">
      <span className="pie-ring" />
      <span className="pie">
        <span className="pie-window">
          <span className="pie-half" style={{ transform: `rotate(${turn.right}deg)` }} />
        </span>
        <span className="pie-window">
          <span className="pie-half" style={{ transform: `rotate(${turn.left}deg)` }} />
        </span>
        <span className="pie-text">{translate("progress.percent", { percent: progress })}</span>
      </span>
    </span>
  );
}
