"""An account leaves: everything that was its own goes with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

from reelshelf.accounts import users
from reelshelf.accounts.commands import transaction
from reelshelf.errors import Conflict, NotFound
from reelshelf.library import videos

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncConnection

    from reelshelf.settings import Settings

# In the order in which everybody locks, so that nobody who is at work on these waits for us and we for him.
_LOCKED = (
    "SELECT 1 FROM lists WHERE user_id = :user_id ORDER BY id FOR UPDATE",
    "SELECT 1 FROM processing_jobs WHERE user_id = :user_id ORDER BY id FOR UPDATE",
    "SELECT 1 FROM job_collections WHERE user_id = :user_id ORDER BY id FOR UPDATE",
    "SELECT 1 FROM tags WHERE user_id = :user_id ORDER BY id FOR UPDATE",
)


class OwnAccountKept(Conflict):
    code = "own_account"
    title = "The owner's account stays"


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


async def remove_user(settings: Settings, email: str) -> str:
    """For the command line: the address as it was stored. Raises NotFound, OwnAccountKept."""
    async with transaction(settings) as connection:
        user = await users.find(connection, email)
        if user is None:
            raise NotFound(f"There is no account {email}.")
        if user.is_owner:
            raise OwnAccountKept
        await remove_account(connection, user.id)
        return str(user.email)
