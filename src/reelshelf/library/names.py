"""Which videos of a list may have some letters in title or channel, by an index: sure is only who reads the names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncConnection

SHORTEST = 3
"""Letters that stand in the index together."""
MOST = 5_000
"""For more, reading names until there is a page of them is no slower."""
LOOKED_AT = 500
COMMON = 25
"""Of so many, some, that have the letters: they are soon found without the index, which would list them all."""

# Those that search could not take in ('?'), and those it has not looked at since they were changed, may have any name.
_PROPOSED = text("""
WITH sample AS MATERIALIZED (
  SELECT count(*) FILTER (WHERE strpos(lower(title), lower(:letters)) > 0
    OR strpos(lower(channel), lower(:letters)) > 0) > :common AS is_common
  FROM (SELECT title, channel FROM videos WHERE list_id = :list_id LIMIT :looked_at) AS looked_at
), proposed AS (
  SELECT d.video_id FROM search_documents d
  WHERE (ARRAY['=' || CAST(d.list_id AS text)] || d.name_parts)
    @> (ARRAY['=' || CAST(CAST(:list_id AS uuid) AS text)] || name_parts(:letters, NULL))
    AND NOT (SELECT is_common FROM sample)
  UNION ALL
  SELECT d.video_id FROM search_documents d
  WHERE (ARRAY['=' || CAST(d.list_id AS text)] || d.name_parts)
    @> ARRAY['=' || CAST(CAST(:list_id AS uuid) AS text), '?']
  UNION ALL
  SELECT m.video_id FROM search_backlog m
  LIMIT :most
)
SELECT (SELECT is_common FROM sample) AS is_common, ARRAY(SELECT video_id FROM proposed) AS ids
""")


async def propose(connection: AsyncConnection, list_id: UUID, letters: str) -> list[UUID] | None:
    """All videos of the list that have the letters in their names are among these, with others, some of them of other
    lists. None when the index is of no use.
    """
    if len(letters) < SHORTEST:
        return None
    values = {"list_id": list_id, "letters": letters, "most": MOST + 1}
    proposed = (
        await connection.execute(_PROPOSED, {**values, "looked_at": LOOKED_AT, "common": COMMON})
    ).one()
    return None if proposed.is_common or len(proposed.ids) > MOST else list(proposed.ids)
