import { type RefObject, useLayoutEffect, useRef } from "react";
import { pieKeyframes, pieTurn } from "../components/pie-motion";

const SWEEP_MS = 750;
const FADE_MS = 420;
const EASING = "cubic-bezier(0.3, 0.1, 0.2, 1)";

interface PieParts {
  overlay: RefObject<HTMLElement | null>;
  right: RefObject<HTMLElement | null>;
  left: RefObject<HTMLElement | null>;
}

/** A sweep from one percentage to another, of both halves; none while the pie stands. */
interface Motion {
  from: number;
  to: number;
  sweeps: Animation[];
}

function movesAllowed(): boolean {
  return typeof matchMedia === "function" && !matchMedia("(prefers-reduced-motion: reduce)").matches;
}

function stand(parts: PieParts, percent: number): void {
  const turn = pieTurn(percent);
  if (parts.right.current) parts.right.current.style.transform = `rotate(${turn.right}deg)`;
  if (parts.left.current) parts.left.current.style.transform = `rotate(${turn.left}deg)`;
}

/** Where an interrupted sweep stands now: it goes on from there. */
function percentNow({ sweeps, from, to }: Motion): number {
  const done = sweeps[0]?.effect?.getComputedTiming().progress;
  return done == null ? to : from + (to - from) * done;
}

/**
 * Moves the pie from one percentage to the next on the compositor (Web Animations on `transform` and `opacity`
 * only); at 100 % the overlay fades, and `onGone` is called. The first percentage just stands there.
 */
export function usePie(parts: PieParts, percent: number, onGone: () => void): void {
  const motion = useRef<Motion | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: refs are stable, onGone sets a state; only a new percentage moves the pie
  useLayoutEffect(() => {
    const before = motion.current;
    stand(parts, percent);
    motion.current = { from: percent, to: percent, sweeps: [] };
    if (percent >= 100 && !before) return onGone();
    if (!before || before.to === percent) return;
    const { right, left, overlay } = {
      right: parts.right.current,
      left: parts.left.current,
      overlay: parts.overlay.current,
    };
    if (!right?.animate || !left || !overlay || !movesAllowed()) {
      if (percent >= 100) onGone();
      return;
    }
    const from = percentNow(before);
    const keyframes = pieKeyframes(from, percent);
    const timing = { duration: SWEEP_MS, easing: EASING };
    for (const sweep of before.sweeps) sweep.cancel();
    const sweeps = [right.animate(keyframes.right, timing), left.animate(keyframes.left, timing)];
    motion.current = { from, to: percent, sweeps };
    if (percent < 100) return;
    const fade = overlay.animate([{ opacity: 1 }, { opacity: 0 }], {
      delay: SWEEP_MS * 0.8,
      duration: FADE_MS,
      fill: "forwards",
      easing: "ease-out",
    });
    fade.onfinish = () => onGone();
  }, [percent]);
}
