"""Tags of one account, and putting them on videos."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from reelshelf.errors import Conflict, NotFound
from reelshelf.kit.ids import new_id
from reelshelf.library import videos

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncConnection

_COLUMNS = """
t.id, t.name, t.color, (SELECT count(*) FROM video_tags vt WHERE vt.tag_id = t.id) AS video_count
"""

# Whoever removes a tag waits for those who put it on videos, and they for him.
_LOCK_OWN = text("""
SELECT id FROM tags WHERE id = ANY(:ids) AND user_id = :user_id ORDER BY id FOR KEY SHARE
""")

_CHANGE = text("""
WITH own AS (
  SELECT v.id, v.list_id FROM videos v WHERE v.id = ANY(:video_ids) AND v.user_id = :user_id
), removed AS (
  DELETE FROM video_tags vt USING own WHERE vt.video_id = own.id AND vt.tag_id = ANY(:remove)
  RETURNING vt.video_id
), added AS (
  INSERT INTO video_tags (video_id, tag_id)
  SELECT own.id, tag_id FROM own, unnest(CAST(:add AS uuid[])) AS tag_id
  ON CONFLICT DO NOTHING RETURNING video_id
), changed AS (
  SELECT video_id FROM removed UNION SELECT video_id FROM added
)
UPDATE videos v SET touched_at = now() FROM changed WHERE v.id = changed.video_id
RETURNING v.id, v.list_id
""")


class TagNameTaken(Conflict):
    code = "tag_name_taken"
    title = "There is a tag with this name"


async def page(
    connection: AsyncConnection, user_id: UUID, after: tuple[str, UUID] | None, limit: int
) -> list[dict[str, Any]]:
    """By name, with `sort_value`; one row more than `limit` when there is another page."""
    name, tag_id = after or (None, None)
    rows = await connection.execute(
        text(f"""
        SELECT {_COLUMNS}, lower(t.name) AS sort_value FROM tags t
        WHERE t.user_id = :user_id
          AND (CAST(:name AS text) IS NULL OR (lower(t.name), t.id) > (CAST(:name AS text), CAST(:id AS uuid)))
        ORDER BY lower(t.name), t.id LIMIT :limit
        """),  # noqa: S608 - constants only
        {"user_id": user_id, "name": name, "id": tag_id, "limit": limit + 1},
    )
    return [dict(row) for row in rows.mappings()]


async def get(connection: AsyncConnection, user_id: UUID, tag_id: UUID) -> dict[str, Any]:
    """Raises NotFound, also for somebody else's."""
    rows = await connection.execute(
        text(f"SELECT {_COLUMNS} FROM tags t WHERE t.id = :id AND t.user_id = :user_id"),  # noqa: S608 - constants
        {"id": tag_id, "user_id": user_id},
    )
    row = rows.mappings().one_or_none()
    if row is None:
        raise NotFound
    return dict(row)


async def create(connection: AsyncConnection, user_id: UUID, name: str, color: str) -> UUID:
    """Raises TagNameTaken."""
    tag_id: UUID | None = await connection.scalar(
        text("""
        INSERT INTO tags (id, user_id, name, color) VALUES (:id, :user_id, :name, :color)
        ON CONFLICT (user_id, lower(name)) DO NOTHING RETURNING id
        """),
        {"id": new_id(), "user_id": user_id, "name": name, "color": color},
    )
    if tag_id is None:
        raise TagNameTaken
    return tag_id


async def update(connection: AsyncConnection, user_id: UUID, tag_id: UUID, changes: dict[str, Any]) -> None:
    """`changes` may have `name` and `color`. Raises NotFound, TagNameTaken."""
    try:
        async with connection.begin_nested():
            updated = await connection.execute(
                text("""
                UPDATE tags SET name = coalesce(CAST(:name AS text), name),
                  color = coalesce(CAST(:color AS text), color)
                WHERE id = :id AND user_id = :user_id
                """),
                {
                    "id": tag_id,
                    "user_id": user_id,
                    "name": changes.get("name"),
                    "color": changes.get("color"),
                },
            )
    except IntegrityError as problem:
        raise TagNameTaken from problem
    if updated.rowcount == 0:
        raise NotFound


async def delete(connection: AsyncConnection, user_id: UUID, tag_id: UUID) -> None:
    """Takes it off all videos; they stay as they are. Raises NotFound."""
    own = {"id": tag_id, "user_id": user_id}
    found = await connection.scalar(
        text("SELECT 1 FROM tags WHERE id = :id AND user_id = :user_id FOR UPDATE"), own
    )
    if found is None:
        raise NotFound
    # Its rows go in any order: nobody else may be removing some of them at the same time.
    await videos.lock(
        connection,
        "v.user_id = :user_id AND v.id IN (SELECT vt.video_id FROM video_tags vt WHERE vt.tag_id = :id)",
        own,
    )
    await connection.execute(text("DELETE FROM tags WHERE id = :id AND user_id = :user_id"), own)


async def change(
    connection: AsyncConnection,
    user_id: UUID,
    video_ids: Sequence[UUID],
    *,
    add: Sequence[UUID],
    remove: Sequence[UUID],
) -> list[tuple[UUID, UUID]]:
    """Put tags on videos and take others off; a tag that is named in both stays or comes.

    Videos and tags that are not there, or somebody else's, are left out. The `(video, list)` of those that
    have other tags than before.
    """
    scope = {"ids": list({*add, *remove}), "user_id": user_id}
    own = set((await connection.execute(_LOCK_OWN, scope)).scalars())
    chosen = {"video_ids": list(set(video_ids)), "user_id": user_id}
    await videos.lock(connection, "v.id = ANY(:video_ids) AND v.user_id = :user_id", chosen)
    wanted = own.intersection(add)
    changed = await connection.execute(
        _CHANGE, {**chosen, "add": list(wanted), "remove": list(own.intersection(remove) - wanted)}
    )
    return [(row.id, row.list_id) for row in changed]
