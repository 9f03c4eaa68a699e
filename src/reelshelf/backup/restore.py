"""The way back: an empty database becomes what the backup holds, in one transaction."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from sqlalchemy import text

from reelshelf.backup.archive import PICTURE, TABLE_SECONDS, Manifest, Table, entry_of, reading
from reelshelf.errors import StartupError
from reelshelf.kit.db import create_engine
from reelshelf.migrations import MIGRATION_LOCK, upgrade_connection
from reelshelf.migrations.tables import metadata

if TYPE_CHECKING:
    import zipfile
    from collections.abc import AsyncIterator
    from pathlib import Path

    from sqlalchemy.ext.asyncio import AsyncConnection

CHUNK_BYTES = 1 << 20

_OTHERS = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name LIKE 'reelshelf%'
"""


async def restore(database_url: str, data_dir: Path, path: Path, *, replace: bool = False) -> Manifest:
    """Put back what `path` holds, and bring it up to this version.

    `replace` throws away what the database has now; without it, one with accounts is left alone. Nothing
    is changed unless all succeeds. Raises StartupError.
    """
    engine = create_engine(database_url, pool_size=1, application_name="reelshelf restore")
    try:
        with reading(path) as (archive, manifest):
            async with engine.begin() as connection:
                await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
                await _ensure_quiet(connection)
                await _clear(connection, replace=replace)
                await upgrade_connection(connection, manifest.revision)
                for table in manifest.tables:
                    await _restore_table(connection, archive, table)
                await upgrade_connection(connection)
            _restore_pictures(archive, data_dir)
    finally:
        await engine.dispose()
    return manifest


async def _ensure_quiet(connection: AsyncConnection) -> None:
    if others := await connection.scalar(text(_OTHERS)):
        raise StartupError(
            f"Reelshelf is at work on this database ({others} connections): "
            "stop every `reelshelf serve` and `work` first."
        )


async def _clear(connection: AsyncConnection, *, replace: bool) -> None:
    if await connection.scalar(text("SELECT to_regclass('users')")) is not None:
        if not replace and await connection.scalar(text("SELECT count(*) FROM users")):
            raise StartupError(
                "There are accounts in this database already. To throw away what it holds and put the backup "
                "in its place, say --replace."
            )
        await connection.run_sync(metadata.drop_all)
    await connection.execute(text("DROP TABLE IF EXISTS alembic_version"))


async def _restore_table(connection: AsyncConnection, archive: zipfile.ZipFile, table: Table) -> None:
    raw = (await connection.get_raw_connection()).driver_connection
    assert raw is not None  # noqa: S101 - a checked-out connection has one

    async def parts() -> AsyncIterator[bytes]:
        with archive.open(entry_of(table.name)) as entry:
            while part := entry.read(CHUNK_BYTES):
                yield part

    status = await raw.copy_to_table(table.name, columns=table.columns, source=parts(), timeout=TABLE_SECONDS)
    if int(status.split()[-1]) != table.rows:
        raise StartupError("The backup is damaged: a table has fewer rows than its manifest says.")


def _restore_pictures(archive: zipfile.ZipFile, data_dir: Path) -> None:
    for name in archive.namelist():
        # Only names that we would have written: an archive cannot reach outside of the folder.
        if PICTURE.fullmatch(name):
            target = data_dir / name
            target.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(name) as picture, target.open("wb") as file:
                shutil.copyfileobj(picture, file)
