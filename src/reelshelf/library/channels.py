"""Channels, as the videos of an account name them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import text

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncConnection

# A channel is known by its id; where only a name is known, the name has to do.
_PAGE = """
SELECT * FROM (
  SELECT coalesce(v.channel_id, v.channel) AS mark, max(v.channel_id) AS channel_id,
    coalesce(max(v.channel), max(v.channel_id)) AS name, count(*) AS video_count
  FROM videos v
  WHERE v.user_id = :user_id {scope} AND (v.channel_id IS NOT NULL OR v.channel IS NOT NULL)
  GROUP BY 1
) c
WHERE CAST(:count AS bigint) IS NULL OR c.video_count < :count OR (c.video_count = :count AND c.mark > :mark)
ORDER BY c.video_count DESC, c.mark LIMIT :limit
"""


async def page(
    connection: AsyncConnection,
    user_id: UUID,
    list_id: UUID | None,
    after: tuple[int, str] | None,
    limit: int,
) -> list[dict[str, Any]]:
    """Those with most videos first, each with its `mark`; one row more than `limit` when there is another page.

    `after` is the count and the mark of the last one seen.
    """
    count, mark = after or (None, None)
    statement = _PAGE.format(scope="" if list_id is None else "AND v.list_id = :list_id")
    scope = {} if list_id is None else {"list_id": list_id}
    rows = await connection.execute(
        text(statement), {"user_id": user_id, **scope, "count": count, "mark": mark, "limit": limit + 1}
    )
    return [dict(row) for row in rows.mappings()]
