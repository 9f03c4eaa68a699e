"""Accounts and the other ways to prove one: sign-in links and personal access tokens."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from reelshelf.accounts.secrets import hash_token, new_token
from reelshelf.errors import Conflict, Unprocessable
from reelshelf.kit.ids import new_id

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncConnection

OWNER_EMAIL = "owner@localhost"
"""The first account of a fresh start, until its person chooses an address."""
LINK_LIFE = timedelta(hours=24)
MIN_PASSWORD_LENGTH = 10


def clean_email(email: str) -> str:
    """Raises Unprocessable `invalid_email`."""
    # Loaded at the first new account: a start need not wait for it.
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415

    if email == OWNER_EMAIL:
        return email
    try:
        return validate_email(email, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError as problem:
        raise Unprocessable("This is not an e-mail address.", code="invalid_email") from problem


def checked_password(password: str) -> str:
    """Raises Unprocessable `password_too_short`."""
    if len(password) < MIN_PASSWORD_LENGTH:
        raise Unprocessable(
            f"A password has at least {MIN_PASSWORD_LENGTH} characters.", code="password_too_short"
        )
    return password


async def add_user(connection: AsyncConnection, email: str, password_hash: str | None) -> UUID:
    """Raises Conflict `email_taken`."""
    user_id = new_id()
    try:
        async with connection.begin_nested():
            await connection.execute(
                text("INSERT INTO users (id, email, password_hash) VALUES (:id, :email, :password_hash)"),
                {"id": user_id, "email": clean_email(email), "password_hash": password_hash},
            )
    except IntegrityError as problem:
        raise Conflict("There is an account with this e-mail address.", code="email_taken") from problem
    return user_id


async def set_password(connection: AsyncConnection, user_id: UUID, password_hash: str) -> None:
    """Also ends every session of the account: whoever knew the old password is out."""
    await connection.execute(
        text("UPDATE users SET password_hash = :hash WHERE id = :id"), {"hash": password_hash, "id": user_id}
    )
    await connection.execute(
        text("UPDATE sessions SET revoked_at = coalesce(revoked_at, now()) WHERE user_id = :id"),
        {"id": user_id},
    )


async def find(connection: AsyncConnection, email: str) -> Any:
    """The row `id, email, password_hash, created_at`, or None."""
    found = await connection.execute(
        text("SELECT id, email, password_hash, created_at FROM users WHERE lower(email) = lower(:email)"),
        {"email": email},
    )
    return found.one_or_none()


async def get(connection: AsyncConnection, user_id: UUID) -> Any:
    found = await connection.execute(
        text("SELECT id, email, created_at FROM users WHERE id = :id"), {"id": user_id}
    )
    return found.one_or_none()


async def everyone(connection: AsyncConnection) -> list[tuple[str, datetime]]:
    rows = await connection.execute(text("SELECT email, created_at FROM users ORDER BY id"))
    return [(row.email, row.created_at) for row in rows]


async def first_user(connection: AsyncConnection) -> UUID | None:
    user_id: UUID | None = await connection.scalar(text("SELECT id FROM users ORDER BY id LIMIT 1"))
    return user_id


async def lock(connection: AsyncConnection) -> None:
    """Of two that start at once, one makes the first account."""
    await connection.execute(text("LOCK TABLE users IN SHARE ROW EXCLUSIVE MODE"))


async def owner(connection: AsyncConnection) -> UUID:
    """The first account; made when there is none."""
    await lock(connection)
    return await first_user(connection) or await add_user(connection, OWNER_EMAIL, None)


async def create_sign_in_link(connection: AsyncConnection, user_id: UUID) -> str:
    """A token that signs in once within a day."""
    token = new_token("rsl")
    await connection.execute(text("DELETE FROM sign_in_links WHERE expires_at < now()"))
    await connection.execute(
        text("""
        INSERT INTO sign_in_links (token_hash, user_id, expires_at)
        VALUES (:hash, :id, now() + CAST(:life AS interval))
        """),
        {"hash": hash_token(token), "id": user_id, "life": LINK_LIFE},
    )
    return token


async def use_sign_in_link(connection: AsyncConnection, token: str) -> UUID | None:
    """Whose it was; None when it was used, is too old, or never was."""
    user_id: UUID | None = await connection.scalar(
        text("DELETE FROM sign_in_links WHERE token_hash = :hash AND expires_at > now() RETURNING user_id"),
        {"hash": hash_token(token)},
    )
    return user_id


async def create_access_token(
    connection: AsyncConnection, user_id: UUID, name: str, life: timedelta | None
) -> str:
    token = new_token("rsp")
    await connection.execute(
        text("""
        INSERT INTO access_tokens (id, user_id, name, token_hash, expires_at)
        VALUES (:id, :user_id, :name, :hash, now() + CAST(:life AS interval))
        """),
        {"id": new_id(), "user_id": user_id, "name": name, "hash": hash_token(token), "life": life},
    )
    return token


async def user_of_access_token(connection: AsyncConnection, token: str) -> UUID | None:
    user_id: UUID | None = await connection.scalar(
        text("""
        SELECT user_id FROM access_tokens
        WHERE token_hash = :hash AND (expires_at IS NULL OR expires_at > now())
        """),
        {"hash": hash_token(token)},
    )
    return user_id
