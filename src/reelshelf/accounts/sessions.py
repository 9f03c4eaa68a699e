"""Sessions: a family of refresh tokens, each good once. A second use of an old one ends the family."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import text

from reelshelf.accounts.secrets import hash_token, new_token
from reelshelf.errors import NotFound, NotSignedIn
from reelshelf.kit.ids import new_id

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncConnection

    from reelshelf.accounts.tokens import Identity

SESSION_LIFE = timedelta(days=60)
TWO_TABS = timedelta(seconds=20)
"""Two tabs may present the same token at once, and an answer may be lost: no theft within this time, unless what it
was exchanged for has been used since.
"""

_PRESENTED = text("""
SELECT t.session_id, s.user_id, s.revoked_at IS NOT NULL OR s.expires_at < now() AS ended,
       t.replaced_at IS NOT NULL AS used,
       t.replaced_at < now() - CAST(:grace AS interval) OR EXISTS (
         SELECT 1 FROM refresh_tokens later
         WHERE later.session_id = t.session_id AND later.created_at >= t.replaced_at AND later.replaced_at IS NOT NULL
       ) AS reused
FROM refresh_tokens t JOIN sessions s ON s.id = t.session_id
WHERE t.token_hash = :hash
FOR UPDATE OF s
""")


@dataclass(frozen=True, slots=True)
class OpenSession:
    user_id: UUID
    session_id: UUID
    refresh_token: str


async def open_session(connection: AsyncConnection, user_id: UUID, user_agent: str | None) -> OpenSession:
    session_id = new_id()
    await connection.execute(
        text("""
        INSERT INTO sessions (id, user_id, user_agent, expires_at)
        VALUES (:id, :user_id, :user_agent, now() + CAST(:life AS interval))
        """),
        {"id": session_id, "user_id": user_id, "user_agent": (user_agent or "")[:300], "life": SESSION_LIFE},
    )
    return OpenSession(user_id, session_id, await _issue(connection, session_id))


async def rotate(connection: AsyncConnection, refresh_token: str) -> OpenSession | None:
    """A new token for the one presented; None when it was stolen or is over, and then the family is too.

    Revoking must be committed, so it is told by None rather than by an exception.
    """
    row = await _presented(connection, refresh_token)
    if row is None or row.ended:
        return None
    if row.reused:
        await revoke(connection, row.session_id)
        return None
    if not row.used:
        await connection.execute(
            text("UPDATE refresh_tokens SET replaced_at = now() WHERE token_hash = :hash"),
            {"hash": hash_token(refresh_token)},
        )
    await connection.execute(
        text("UPDATE sessions SET last_used_at = now() WHERE id = :id"), {"id": row.session_id}
    )
    return OpenSession(row.user_id, row.session_id, await _issue(connection, row.session_id))


async def close(connection: AsyncConnection, refresh_token: str) -> None:
    row = await _presented(connection, refresh_token)
    if row is not None:
        await revoke(connection, row.session_id)


async def revoke(connection: AsyncConnection, session_id: UUID) -> None:
    await connection.execute(
        text("UPDATE sessions SET revoked_at = coalesce(revoked_at, now()) WHERE id = :id"),
        {"id": session_id},
    )


async def identify(connection: AsyncConnection, claimed: Identity) -> Identity:
    """The same. Raises NotSignedIn when its session was ended elsewhere, or its account is gone."""
    alive = await connection.scalar(
        text("""
        SELECT revoked_at IS NULL AND expires_at > now() FROM sessions WHERE id = :id AND user_id = :user_id
        """),
        {"id": claimed.session_id, "user_id": claimed.user_id},
    )
    if not alive:
        raise NotSignedIn
    return claimed


async def still_open(connection: AsyncConnection, session_ids: Collection[UUID | None]) -> set[UUID]:
    """Those of them that nobody has ended and that are not over."""
    found = await connection.execute(
        text("SELECT id FROM sessions WHERE id = ANY(:ids) AND revoked_at IS NULL AND expires_at > now()"),
        {"ids": list(session_ids)},
    )
    return set(found.scalars())


async def page(
    connection: AsyncConnection, user_id: UUID, before: UUID | None, limit: int
) -> list[dict[str, Any]]:
    """Those that are open, newest first; one row more than `limit` when there is another page."""
    rows = await connection.execute(
        text("""
        SELECT id, created_at, last_used_at, expires_at, user_agent FROM sessions
        WHERE user_id = :user_id AND revoked_at IS NULL AND expires_at > now()
          AND (CAST(:before AS uuid) IS NULL OR id < :before)
        ORDER BY id DESC LIMIT :limit
        """),
        {"user_id": user_id, "before": before, "limit": limit + 1},
    )
    return [dict(row) for row in rows.mappings()]


async def end(connection: AsyncConnection, user_id: UUID, session_id: UUID) -> None:
    """Raises NotFound, also for somebody else's and for one that is over."""
    ended = await connection.execute(
        text("""
        UPDATE sessions SET revoked_at = now()
        WHERE id = :id AND user_id = :user_id AND revoked_at IS NULL AND expires_at > now()
        """),
        {"id": session_id, "user_id": user_id},
    )
    if ended.rowcount == 0:
        raise NotFound


async def end_others(connection: AsyncConnection, user_id: UUID, kept: UUID | None) -> None:
    await connection.execute(
        text("""
        UPDATE sessions SET revoked_at = now()
        WHERE user_id = :user_id AND revoked_at IS NULL AND id IS DISTINCT FROM CAST(:kept AS uuid)
        """),
        {"user_id": user_id, "kept": kept},
    )


async def _presented(connection: AsyncConnection, refresh_token: str) -> Any:
    found = await connection.execute(_PRESENTED, {"hash": hash_token(refresh_token), "grace": TWO_TABS})
    return found.one_or_none()


async def _issue(connection: AsyncConnection, session_id: UUID) -> str:
    token = new_token("rsr")
    await connection.execute(
        text("INSERT INTO refresh_tokens (token_hash, session_id) VALUES (:hash, :session_id)"),
        {"hash": hash_token(token), "session_id": session_id},
    )
    return token
