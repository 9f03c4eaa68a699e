"""Whose turn it is: a lower number goes first, whoever's import it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncConnection

SINGLE = 0
"""Somebody put in this one link, or asked for this one video again."""
SEEN = 1
"""It is on somebody's screen, or its page was opened."""
BULK = 2

MOST_SEEN = 400
"""Of one account. Beyond, those seen earlier step back: scrolling through everything puts nobody else behind."""

# Rows that are being written to are passed over: nobody waits for a hint.
_SEEN = text("""
WITH asked AS MATERIALIZED (
  SELECT e.video_id FROM video_enrichments e
  WHERE e.video_id = ANY(:ids) AND e.user_id = :user_id AND e.due_at IS NOT NULL AND e.priority > :seen
), crowd AS (
  SELECT count(*) AS already FROM video_enrichments e
  WHERE e.user_id = :user_id AND e.due_at IS NOT NULL AND e.priority = :seen
), wanted AS (
  SELECT video_id, :seen AS priority FROM asked
  UNION ALL
  SELECT e.video_id, :bulk FROM video_enrichments e
  WHERE e.user_id = :user_id AND e.due_at IS NOT NULL AND e.priority = :seen AND NOT e.video_id = ANY(:ids)
    AND (SELECT already FROM crowd) + (SELECT count(*) FROM asked) > :most
), free AS MATERIALIZED (
  SELECT e.video_id, w.priority FROM wanted w JOIN video_enrichments e ON e.video_id = w.video_id
  ORDER BY e.video_id FOR UPDATE OF e SKIP LOCKED
), moved AS (
  UPDATE video_enrichments e SET priority = free.priority FROM free WHERE e.video_id = free.video_id
  RETURNING e.priority
)
SELECT count(*) FROM moved WHERE priority = :seen
""")


async def see(
    connection: AsyncConnection, user_id: UUID, video_ids: Sequence[UUID], *, most: int = MOST_SEEN
) -> int:
    """Put those of these videos that wait with the rest ahead of it; how many that were. Single links, what
    is complete, and somebody else's stay where they are.
    """
    moved = await connection.scalar(
        _SEEN, {"ids": list(video_ids), "user_id": user_id, "seen": SEEN, "bulk": BULK, "most": most}
    )
    return int(moved or 0)
