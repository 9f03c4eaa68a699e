import { useEffect } from "react";

/** Rows before the end at which the next page is asked for: it is there before the end is seen. */
const NEAR_END_ROWS = 12;

interface NearEndParts {
  rows: number;
  lastDrawn: number;
  hasMore: boolean;
  onNearEnd: () => void;
}

export function useNearEnd({ rows, lastDrawn, hasMore, onNearEnd }: NearEndParts): void {
  useEffect(() => {
    if (hasMore && rows > 0 && lastDrawn >= rows - NEAR_END_ROWS) onNearEnd();
  }, [hasMore, lastDrawn, rows, onNearEnd]);
}
