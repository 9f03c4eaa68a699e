"""The database's shape over time: one function brings any older database up to this program."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, ProgrammingError

from reelshelf.errors import StartupError
from reelshelf.kit.db import create_engine

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection
    from sqlalchemy.ext.asyncio import AsyncConnection

HEAD = "0015"
"""The newest revision, repeated here so that a database that is current is recognised without Alembic."""

UNREACHABLE = "PostgreSQL cannot be reached. Check that it runs and that REELSHELF_DATABASE_URL is right."

MIGRATION_LOCK = 0x7265656C
"""Advisory lock: many processes may start at once, one of them migrates."""


async def current_revision(connection: AsyncConnection) -> str | None:
    """The database's revision; None for an empty one."""
    exists = await connection.scalar(text("SELECT to_regclass('alembic_version')"))
    if exists is None:
        return None
    return str(await connection.scalar(text("SELECT version_num FROM alembic_version")))


def upgrade(database_url: str) -> None:
    """Bring the database to `HEAD`; does nothing when it is there. Raises StartupError in plain words."""
    asyncio.run(upgrade_async(database_url))


async def upgrade_async(database_url: str) -> None:
    engine = create_engine(database_url, pool_size=1, application_name="reelshelf migrate")
    try:
        async with engine.begin() as connection:
            if await current_revision(connection) == HEAD:
                return
            await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
            await upgrade_connection(connection)
    except (OSError, DBAPIError) as problem:
        raise StartupError(_plain(problem)) from problem
    finally:
        await engine.dispose()


async def upgrade_connection(connection: AsyncConnection, revision: str = "head") -> None:
    """Within the caller's transaction. Raises StartupError for a revision that this program does not know."""
    await connection.run_sync(_run_alembic, revision)


async def ensure_current(connection: AsyncConnection) -> None:
    """Raises StartupError when the database does not fit this program."""
    if await current_revision(connection) != HEAD:
        raise StartupError(
            "The database does not fit this version of Reelshelf. Run “reelshelf migrate” first."
        )


def _run_alembic(connection: Connection, revision: str) -> None:
    # Alembic takes a third of a second to import; most starts find the database current and never need it.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, revision)
    except CommandError as problem:
        raise StartupError(
            "This database was written by a newer Reelshelf. Start that version, or restore an older backup."
        ) from problem


def _plain(problem: Exception) -> str:
    if isinstance(problem, ProgrammingError):
        return f"The database cannot be prepared: {problem.orig}. Check the account's rights."
    return UNREACHABLE
