"""An account leaves: everything that was its own goes with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

from reelshelf.library import videos

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncConnection

# In the order in which everybody locks, so that nobody who is at work on these waits for us and we for him.
_LOCKED = (
    "SELECT 1 FROM lists WHERE user_id = :user_id ORDER BY id FOR UPDATE",
    "SELECT 1 FROM processing_jobs WHERE user_id = :user_id ORDER BY id FOR UPDATE",
    "SELECT 1 FROM job_collections WHERE user_id = :user_id ORDER BY id FOR UPDATE",
    "SELECT 1 FROM tags WHERE user_id = :user_id ORDER BY id FOR UPDATE",
)


async def remove_account(connection: AsyncConnection, user_id: UUID) -> bool:
    """False when there is no such account. Its sessions and tokens are refused from the commit on; a worker
    that is at one of its videos finds its lease lost.
    """
    for statement in _LOCKED:
        await connection.execute(text(statement), {"user_id": user_id})
    await videos.lock(connection, "v.user_id = :user_id", {"user_id": user_id})
    removed = await connection.execute(text("DELETE FROM users WHERE id = :user_id"), {"user_id": user_id})
    await connection.execute(
        text("DELETE FROM job_progress_events WHERE user_id = :user_id"), {"user_id": user_id}
    )
    return removed.rowcount == 1
