"""The first account, from the settings, when there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reelshelf.accounts import users
from reelshelf.accounts.secrets import hash_password
from reelshelf.errors import StartupError, Unprocessable

if TYPE_CHECKING:
    from reelshelf.kit.db import Database
    from reelshelf.settings import Settings


async def bootstrap(database: Database, settings: Settings) -> None:
    """Create the account of REELSHELF_BOOTSTRAP_EMAIL if the database has no account yet."""
    if settings.bootstrap_email is None or settings.bootstrap_password is None:
        return
    async with database.read() as connection:
        if await users.first_user(connection) is not None:
            return
    try:
        email = users.clean_email(settings.bootstrap_email)
        password = users.checked_password(settings.bootstrap_password.get_secret_value())
    except Unprocessable as problem:
        raise StartupError(f"REELSHELF_BOOTSTRAP_…: {problem.detail}") from problem
    hashed = await hash_password(password)
    async with database.begin() as connection:
        await users.lock(connection)
        if await users.first_user(connection) is None:
            await users.add_user(connection, email, hashed)
