"""What the command line does with accounts."""

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from reelshelf.accounts import personal_tokens, users
from reelshelf.accounts.secrets import hash_password
from reelshelf.errors import NotFound, Unprocessable
from reelshelf.kit.db import Database, create_engine

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncConnection

    from reelshelf.accounts.tokens import Scope
    from reelshelf.settings import Settings

PAGE = 200
"""Rows read at once."""


async def add_user(settings: Settings, email: str, password: str) -> str:
    """The address as it was stored. Raises Problem for a bad or taken one."""
    hashed = await hash_password(users.checked_password(password))
    async with transaction(settings) as connection:
        await users.add_user(connection, email, hashed)
    return users.clean_email(email)


async def list_users(settings: Settings) -> list[tuple[str, datetime]]:
    async with transaction(settings) as connection:
        return await users.everyone(connection)


async def set_password(settings: Settings, email: str, password: str) -> None:
    hashed = await hash_password(users.checked_password(password))
    async with transaction(settings) as connection:
        await users.set_password(connection, await account(connection, email), hashed)


async def create_token(
    settings: Settings, email: str | None, name: str, days: int | None, *, read_only: bool = False
) -> str:
    scopes: tuple[Scope, ...] = ("read",) if read_only else ("read", "write")
    async with transaction(settings) as connection:
        life = timedelta(days=days) if days else None
        owner = await account(connection, email)
        _, token = await personal_tokens.create(connection, owner, name, life, scopes)
        return token


async def list_tokens(settings: Settings, email: str | None) -> list[dict[str, Any]]:
    """`id, name, scopes, created_at, last_used_at, expires_at` of each, newest first."""
    found: list[dict[str, Any]] = []
    async with transaction(settings) as connection:
        owner = await account(connection, email)
        while page := await personal_tokens.page(connection, owner, found[-1]["id"] if found else None, PAGE):
            found += page
    return found


async def revoke_token(settings: Settings, email: str | None, token_id: UUID) -> None:
    """Refused from now on. Raises NotFound, also for somebody else's."""
    async with transaction(settings) as connection:
        owner = await account(connection, email)
        try:
            await personal_tokens.delete(connection, owner, token_id)
        except NotFound:
            raise NotFound("This account has no such token; `reelshelf token list` shows its own.") from None


async def sign_in_link(settings: Settings, email: str | None, address: str) -> str:
    """What a browser opens at `address` (`http://host:port`); good once, within a day."""
    async with transaction(settings) as connection:
        user_id = await account(connection, email) if email else await users.owner(connection)
        token = await users.create_sign_in_link(connection, user_id)
    return f"{address}/sign-in#token={token}"


async def account(connection: AsyncConnection, email: str | None) -> UUID:
    """The account of that address, or the only one. Raises Problem in plain words."""
    if email is not None:
        user = await users.find(connection, email)
        if user is None:
            raise NotFound(f"There is no account {email}.")
        found: UUID = user.id
        return found
    everyone = await users.everyone(connection)
    if len(everyone) > 1:
        raise Unprocessable("There is more than one account: say which with --email.", code="which_account")
    return await users.owner(connection)


@asynccontextmanager
async def transaction(settings: Settings) -> AsyncIterator[AsyncConnection]:
    """One on the database of the settings, committed at the end. Raises Unprocessable when none is named."""
    if settings.database_url is None:
        raise Unprocessable("There is no database to talk to.", code="no_database")
    database = Database(create_engine(settings.database_url.get_secret_value(), pool_size=1))
    try:
        async with database.begin() as connection:
            yield connection
    finally:
        await database.close()
