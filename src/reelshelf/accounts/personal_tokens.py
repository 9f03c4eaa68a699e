"""Personal access tokens: for scripts, hashed, scoped, and for a time if wished."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import text

from reelshelf.accounts.secrets import hash_token, new_token
from reelshelf.accounts.tokens import EVERYTHING, Identity, Scope
from reelshelf.errors import NotFound, NotSignedIn
from reelshelf.kit.ids import new_id

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import timedelta
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncConnection

_COLUMNS = "id, name, scopes, created_at, last_used_at, expires_at"


async def create(
    connection: AsyncConnection,
    user_id: UUID,
    name: str,
    life: timedelta | None,
    scopes: Collection[Scope] = EVERYTHING,
) -> tuple[UUID, str]:
    """Its id and the token itself, which is not kept. Who may write may read."""
    token_id, token = new_id(), new_token("rsp")
    granted = sorted({"read", *scopes})
    await connection.execute(
        text("""
        INSERT INTO access_tokens (id, user_id, name, token_hash, scopes, expires_at)
        VALUES (:id, :user_id, :name, :hash, :scopes, now() + CAST(:life AS interval))
        """),
        {
            "id": token_id,
            "user_id": user_id,
            "name": name,
            "hash": hash_token(token),
            "scopes": granted,
            "life": life,
        },
    )
    return token_id, token


async def identify(connection: AsyncConnection, token: str) -> Identity:
    """Whose it is, and remember that it was used (to the minute). Raises NotSignedIn."""
    found = await connection.execute(
        text("""
        SELECT id, user_id, scopes, expires_at, coalesce(last_used_at < now() - interval '1 minute', true) AS stale
        FROM access_tokens WHERE token_hash = :hash AND (expires_at IS NULL OR expires_at > now())
        """),
        {"hash": hash_token(token)},
    )
    row = found.one_or_none()
    if row is None:
        raise NotSignedIn
    if row.stale:
        await connection.execute(
            text("UPDATE access_tokens SET last_used_at = now() WHERE id = :id"), {"id": row.id}
        )
    return Identity(row.user_id, None, row.expires_at, frozenset(row.scopes))


async def page(
    connection: AsyncConnection, user_id: UUID, before: UUID | None, limit: int
) -> list[dict[str, Any]]:
    """Newest first; one row more than `limit` when there is another page."""
    rows = await connection.execute(
        text(f"""
        SELECT {_COLUMNS} FROM access_tokens
        WHERE user_id = :user_id AND (CAST(:before AS uuid) IS NULL OR id < :before)
        ORDER BY id DESC LIMIT :limit
        """),  # noqa: S608 - constants
        {"user_id": user_id, "before": before, "limit": limit + 1},
    )
    return [dict(row) for row in rows.mappings()]


async def get(connection: AsyncConnection, user_id: UUID, token_id: UUID) -> dict[str, Any]:
    """Raises NotFound, also for somebody else's."""
    rows = await connection.execute(
        text(f"SELECT {_COLUMNS} FROM access_tokens WHERE id = :id AND user_id = :user_id"),  # noqa: S608 - constants
        {"id": token_id, "user_id": user_id},
    )
    row = rows.mappings().one_or_none()
    if row is None:
        raise NotFound
    return dict(row)


async def delete(connection: AsyncConnection, user_id: UUID, token_id: UUID) -> None:
    """Raises NotFound, also for somebody else's."""
    deleted = await connection.execute(
        text("DELETE FROM access_tokens WHERE id = :id AND user_id = :user_id"),
        {"id": token_id, "user_id": user_id},
    )
    if deleted.rowcount == 0:
        raise NotFound
