"""Accounts: whose they are, and their passwords and one-time links."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from reelshelf.accounts import sessions
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
_COLUMNS = "id, email, password_hash IS NOT NULL AS has_password, is_owner, created_at"


class EmailTaken(Conflict):
    code = "email_taken"
    title = "There is an account with this e-mail address"


class InvalidEmail(Unprocessable):
    code = "invalid_email"
    title = "This is not an e-mail address"


class PasswordTooShort(Unprocessable):
    code = "password_too_short"
    title = f"A password has at least {MIN_PASSWORD_LENGTH} characters"


def clean_email(email: str) -> str:
    """Raises InvalidEmail."""
    # Loaded at the first new account: a start need not wait for it.
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415

    if email == OWNER_EMAIL:
        return email
    try:
        return validate_email(email, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError as problem:
        raise InvalidEmail from problem


def checked_password(password: str) -> str:
    """Raises PasswordTooShort."""
    if len(password) < MIN_PASSWORD_LENGTH:
        raise PasswordTooShort
    return password


async def add_user(connection: AsyncConnection, email: str, password_hash: str | None) -> UUID:
    """The first one owns the shelf. Raises EmailTaken, InvalidEmail."""
    user_id = new_id()
    await lock(connection)
    try:
        async with connection.begin_nested():
            await connection.execute(
                text("""
                INSERT INTO users (id, email, password_hash, is_owner)
                VALUES (:id, :email, :password_hash, NOT EXISTS (SELECT 1 FROM users WHERE is_owner))
                """),
                {"id": user_id, "email": clean_email(email), "password_hash": password_hash},
            )
    except IntegrityError as problem:
        raise EmailTaken from problem
    return user_id


async def set_password(
    connection: AsyncConnection, user_id: UUID, password_hash: str, *, but: UUID | None = None
) -> None:
    """Also ends every session of the account (`but` one): whoever knew the old password is out. So are
    links that were not used yet.
    """
    await connection.execute(
        text("UPDATE users SET password_hash = :hash WHERE id = :id"), {"hash": password_hash, "id": user_id}
    )
    await connection.execute(text("DELETE FROM sign_in_links WHERE user_id = :id"), {"id": user_id})
    await sessions.end_others(connection, user_id, but)


async def renew_hash(connection: AsyncConnection, user_id: UUID, known: str, fresh: str) -> None:
    """The same password at today's costs; nothing ends. Not if it was changed meanwhile."""
    await connection.execute(
        text("UPDATE users SET password_hash = :fresh WHERE id = :id AND password_hash = :known"),
        {"id": user_id, "known": known, "fresh": fresh},
    )


def folded(email: str) -> str:
    """An address as it is looked for and counted: in every way to write it the same."""
    return email.strip().lower()


async def find(connection: AsyncConnection, email: str) -> Any:
    """The row `id, email, password_hash, …`, or None."""
    found = await connection.execute(
        text(f"SELECT {_COLUMNS}, password_hash FROM users WHERE lower(email) = lower(:email)"),  # noqa: S608 - constants
        {"email": folded(email)},
    )
    return found.one_or_none()


async def get(connection: AsyncConnection, user_id: UUID) -> Any:
    """The row `id, email, has_password, is_owner, created_at`, or None."""
    found = await connection.execute(
        text(f"SELECT {_COLUMNS} FROM users WHERE id = :id"),  # noqa: S608 - constants
        {"id": user_id},
    )
    return found.one_or_none()


async def password_hash(connection: AsyncConnection, user_id: UUID) -> str | None:
    found: str | None = await connection.scalar(
        text("SELECT password_hash FROM users WHERE id = :id"), {"id": user_id}
    )
    return found


async def page(connection: AsyncConnection, after: UUID | None, limit: int) -> list[dict[str, Any]]:
    """Oldest first; one row more than `limit` when there is another page."""
    rows = await connection.execute(
        text(f"""
        SELECT {_COLUMNS} FROM users WHERE CAST(:after AS uuid) IS NULL OR id > :after ORDER BY id LIMIT :limit
        """),  # noqa: S608 - constants
        {"after": after, "limit": limit + 1},
    )
    return [dict(row) for row in rows.mappings()]


async def everyone(connection: AsyncConnection) -> list[tuple[str, datetime]]:
    rows = await connection.execute(text("SELECT email, created_at FROM users ORDER BY id"))
    return [(row.email, row.created_at) for row in rows]


async def first_user(connection: AsyncConnection) -> UUID | None:
    """The owner, as long as there is anybody."""
    user_id: UUID | None = await connection.scalar(
        text("SELECT id FROM users ORDER BY is_owner DESC, id LIMIT 1")
    )
    return user_id


async def lock(connection: AsyncConnection) -> None:
    """Of two that start at once, one makes the first account."""
    await connection.execute(text("LOCK TABLE users IN SHARE ROW EXCLUSIVE MODE"))


async def owner(connection: AsyncConnection) -> UUID:
    """Whose shelf this is; made when there is nobody."""
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
