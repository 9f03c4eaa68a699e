"""Lists: named shelves of one account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from reelshelf.errors import Conflict, NotFound
from reelshelf.kit.ids import new_id
from reelshelf.library import videos

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncConnection

_COLUMNS = """
l.id, l.name, l.description, l.created_at, l.updated_at,
(SELECT count(*) FROM videos v WHERE v.list_id = l.id) AS video_count
"""


class ListNameTaken(Conflict):
    code = "list_name_taken"
    title = "There is a list with this name"


async def page(
    connection: AsyncConnection, user_id: UUID, after: UUID | None, limit: int
) -> list[dict[str, Any]]:
    """Oldest first; one row more than `limit` when there is another page."""
    rows = await connection.execute(
        text(f"""
        SELECT {_COLUMNS} FROM lists l
        WHERE l.user_id = :user_id AND (CAST(:after AS uuid) IS NULL OR l.id > :after)
        ORDER BY l.id LIMIT :limit
        """),  # noqa: S608 - constants only
        {"user_id": user_id, "after": after, "limit": limit + 1},
    )
    return [dict(row) for row in rows.mappings()]


async def get(connection: AsyncConnection, user_id: UUID, list_id: UUID) -> dict[str, Any]:
    """Raises NotFound, also for somebody else's."""
    rows = await connection.execute(
        text(f"SELECT {_COLUMNS} FROM lists l WHERE l.id = :id AND l.user_id = :user_id"),  # noqa: S608 - constants
        {"id": list_id, "user_id": user_id},
    )
    row = rows.mappings().one_or_none()
    if row is None:
        raise NotFound
    return dict(row)


async def ensure_own(connection: AsyncConnection, user_id: UUID, list_id: UUID) -> None:
    """Raises NotFound; keeps the list from being deleted until the transaction ends."""
    found = await connection.scalar(
        text("SELECT 1 FROM lists WHERE id = :id AND user_id = :user_id FOR SHARE"),
        {"id": list_id, "user_id": user_id},
    )
    if found is None:
        raise NotFound


async def create(connection: AsyncConnection, user_id: UUID, name: str, description: str | None) -> UUID:
    """Raises ListNameTaken."""
    list_id = new_id()
    created = await connection.scalar(
        text("""
        INSERT INTO lists (id, user_id, name, description) VALUES (:id, :user_id, :name, :description)
        ON CONFLICT (user_id, name) DO NOTHING RETURNING id
        """),
        {"id": list_id, "user_id": user_id, "name": name, "description": description},
    )
    if created is None:
        raise ListNameTaken
    return list_id


async def find_or_create(connection: AsyncConnection, user_id: UUID, name: str) -> UUID:
    list_id: UUID = await connection.scalar(
        text("""
        INSERT INTO lists (id, user_id, name) VALUES (:id, :user_id, :name)
        ON CONFLICT (user_id, name) DO UPDATE SET name = excluded.name RETURNING id
        """),
        {"id": new_id(), "user_id": user_id, "name": name},
    )
    return list_id


async def update(connection: AsyncConnection, user_id: UUID, list_id: UUID, changes: dict[str, Any]) -> None:
    """`changes` may have `name` and `description`. Raises NotFound, ListNameTaken."""
    try:
        async with connection.begin_nested():
            updated = await connection.execute(
                text("""
                UPDATE lists SET
                  name = CASE WHEN :has_name THEN CAST(:name AS text) ELSE name END,
                  description = CASE WHEN :has_description THEN CAST(:description AS text) ELSE description END,
                  updated_at = now()
                WHERE id = :id AND user_id = :user_id
                """),
                {
                    "id": list_id,
                    "user_id": user_id,
                    "has_name": "name" in changes,
                    "name": changes.get("name"),
                    "has_description": "description" in changes,
                    "description": changes.get("description"),
                },
            )
    except IntegrityError as problem:
        raise ListNameTaken from problem
    if updated.rowcount == 0:
        raise NotFound


async def delete(connection: AsyncConnection, user_id: UUID, list_id: UUID) -> None:
    """With all its videos. Raises NotFound."""
    await connection.execute(
        text("SELECT 1 FROM lists WHERE id = :id AND user_id = :user_id FOR UPDATE"),
        {"id": list_id, "user_id": user_id},
    )
    await connection.execute(
        text(
            "SELECT 1 FROM processing_jobs WHERE list_id = :id AND user_id = :user_id ORDER BY id FOR UPDATE"
        ),
        {"id": list_id, "user_id": user_id},
    )
    await videos.lock(
        connection, "v.list_id = :id AND v.user_id = :user_id", {"id": list_id, "user_id": user_id}
    )
    deleted = await connection.execute(
        text("DELETE FROM lists WHERE id = :id AND user_id = :user_id"), {"id": list_id, "user_id": user_id}
    )
    if deleted.rowcount == 0:
        raise NotFound
