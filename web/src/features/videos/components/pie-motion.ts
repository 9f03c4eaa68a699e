/** The turn of the two half discs, in degrees: -180 hides a half, 0 shows all of it. */
export interface PieTurn {
  right: number;
  left: number;
}

export function pieTurn(percent: number): PieTurn {
  const swept = Math.min(100, Math.max(0, percent)) * 3.6;
  return { right: Math.min(swept, 180) - 180, left: Math.max(swept - 180, 0) - 180 };
}

function rotation(degrees: number, offset: number): Keyframe {
  return { transform: `rotate(${degrees}deg)`, offset };
}

/**
 * Keyframes for both halves that sweep evenly from one percentage to another. The first half stops where the second
 * begins; the easing lies over both as a whole, so that the hand never stutters at six o'clock.
 */
export function pieKeyframes(from: number, to: number): { right: Keyframe[]; left: Keyframe[] } {
  const start = pieTurn(from);
  const end = pieTurn(to);
  const right = [rotation(start.right, 0)];
  const left = [rotation(start.left, 0)];
  if (from < 50 && to > 50) {
    const half = (50 - from) / (to - from);
    right.push(rotation(0, half));
    left.push(rotation(-180, half));
  }
  right.push(rotation(end.right, 1));
  left.push(rotation(end.left, 1));
  return { right, left };
}
