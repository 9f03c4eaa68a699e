"""Everything into one file, as it is at one moment, while Reelshelf goes on working."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from sqlalchemy import text

from reelshelf.backup.archive import MANIFEST, PICTURE, TABLE_SECONDS, Manifest, Table, entry_of, writing
from reelshelf.kit.db import create_engine
from reelshelf.migrations import current_revision, ensure_current
from reelshelf.migrations.tables import metadata

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.ext.asyncio import AsyncConnection

_COLUMNS = """
SELECT column_name FROM information_schema.columns
WHERE table_schema = current_schema() AND table_name = :table AND is_generated = 'NEVER'
ORDER BY ordinal_position
"""


async def save(database_url: str, data_dir: Path, path: Path) -> Manifest:
    """Write the backup to `path`, which must not exist.

    Raises StartupError when the file cannot be written or the database is not of this version.
    """
    engine = create_engine(database_url, pool_size=1, application_name="reelshelf backup")
    try:
        with writing(path) as archive:
            async with engine.connect() as connection:
                await connection.execution_options(isolation_level="REPEATABLE READ")
                await ensure_current(connection)
                manifest = Manifest(
                    program=version("reelshelf"),
                    revision=str(await current_revision(connection)),
                    made_at=datetime.now(UTC),
                    tables=[await _save_table(connection, archive, table.name) for table in _tables()],
                )
            manifest.pictures = _save_pictures(archive, data_dir)
            archive.writestr(MANIFEST, manifest.model_dump_json(indent=2))
    finally:
        await engine.dispose()
    return manifest


def _tables() -> list[Any]:
    """What is made from other tables is made again."""
    return [table for table in metadata.sorted_tables if not table.info.get("derived")]


async def _save_table(connection: AsyncConnection, archive: zipfile.ZipFile, table: str) -> Table:
    columns = [row.column_name for row in await connection.execute(text(_COLUMNS), {"table": table})]
    raw = (await connection.get_raw_connection()).driver_connection
    assert raw is not None  # noqa: S101 - a checked-out connection has one
    with archive.open(entry_of(table), "w", force_zip64=True) as entry:

        async def write(part: bytes) -> None:
            entry.write(part)

        status = await raw.copy_from_table(table, columns=columns, output=write, timeout=TABLE_SECONDS)
    return Table(name=table, columns=columns, rows=int(status.split()[-1]))


def _save_pictures(archive: zipfile.ZipFile, data_dir: Path) -> int:
    """They are kept of videos that YouTube has no more, so they cannot always be fetched again."""
    count = 0
    for path in sorted((data_dir / "thumbnails").glob("*/*.jpg")):
        name = path.relative_to(data_dir).as_posix()
        if PICTURE.fullmatch(name):
            # JPEG does not get smaller.
            archive.write(path, name, zipfile.ZIP_STORED)
            count += 1
    return count
