"""Which account somebody from an OpenID provider has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

from reelshelf.accounts import users
from reelshelf.kit.problem import Problem

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncConnection

    from reelshelf.accounts.oidc import Stranger


async def account_of(connection: AsyncConnection, stranger: Stranger, *, create: bool) -> UUID | None:
    """The account this person was let into before; else the one with the verified address, from now on for
    this person only; else a new one if `create`, but never the first, which owns the shelf. None otherwise.
    """
    known: UUID | None = await connection.scalar(
        text("SELECT user_id FROM external_identities WHERE issuer = :issuer AND subject = :subject"),
        {"issuer": stranger.issuer, "subject": stranger.subject},
    )
    if known is not None or stranger.email is None:
        return known
    await users.lock(connection)
    user = await users.find(connection, stranger.email)
    if user is None:
        return await _create(connection, stranger, stranger.email) if create else None
    # An address that was given to somebody else at the provider opens nothing here.
    taken = await connection.scalar(
        text("SELECT 1 FROM external_identities WHERE issuer = :issuer AND user_id = :user_id"),
        {"issuer": stranger.issuer, "user_id": user.id},
    )
    return None if taken else await _link(connection, stranger, user.id)


async def _create(connection: AsyncConnection, stranger: Stranger, email: str) -> UUID | None:
    if await users.first_user(connection) is None:
        return None
    try:
        return await _link(connection, stranger, await users.add_user(connection, email, None))
    except Problem:
        return None


async def _link(connection: AsyncConnection, stranger: Stranger, user_id: UUID) -> UUID:
    await connection.execute(
        text(
            "INSERT INTO external_identities (issuer, subject, user_id) VALUES (:issuer, :subject, :user_id)"
        ),
        {"issuer": stranger.issuer, "subject": stranger.subject, "user_id": user_id},
    )
    return user_id
