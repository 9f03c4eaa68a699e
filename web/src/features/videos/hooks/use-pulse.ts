import { type RefObject, useLayoutEffect } from "react";
import { movesAllowed } from "./moves-allowed";

const PERIOD_MS = 2_400;
/** Too small to be seen one by one. A screen full of pies that moved with every frame would never come to rest. */
const STEPS = "steps(12)";
const KEYFRAMES: Keyframe[] = [
  { opacity: 0.1, easing: STEPS },
  { opacity: 0.8, easing: STEPS },
  { opacity: 0.1 },
];

/** All that wait breathe together, by the page's clock, so that one drawing serves them all. */
export function usePulse(ring: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    if (!ring.current?.animate || !movesAllowed()) return;
    const breath = ring.current.animate(KEYFRAMES, {
      duration: PERIOD_MS,
      iterations: Number.POSITIVE_INFINITY,
    });
    breath.startTime = 0;
    return () => breath.cancel();
  }, [ring]);
}
