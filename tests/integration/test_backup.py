"""A backup holds everything, and gives it back; what cannot be restored changes nothing."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from conftest import run_statement, with_database
from reelshelf.backup.archive import MANIFEST
from reelshelf.backup.restore import restore
from reelshelf.backup.save import save
from reelshelf.embedded import Embedded
from reelshelf.errors import StartupError
from reelshelf.kit.db import Database, create_engine
from reelshelf.migrations import upgrade_async
from reelshelf.migrations.tables import metadata
from stock import add_account, add_stock, change, rows

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

ODD_TEXT = "tab\there, line\nbreak, \\N, back\\slash, “Ünïcödé” 🦉, ' and \""


@pytest.fixture
async def empty_url(stores: Embedded) -> AsyncIterator[str]:
    """A database with nothing in it, not even tables."""
    name = f"empty_{uuid4().hex}"
    await run_statement(stores.database_url, f"CREATE DATABASE {name}")
    yield with_database(stores.database_url, name)
    await run_statement(stores.database_url, f"DROP DATABASE {name} WITH (FORCE)")


async def everything(database: Database) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table that is not made from others, in a fixed order."""
    return {
        table.name: sorted(
            await rows(database, f"SELECT * FROM {table.name}"),  # noqa: S608 - our own tables
            key=repr,
        )
        for table in metadata.sorted_tables
        if not table.info.get("derived")
    }


async def furnish(database: Database) -> None:
    stock = await add_stock(database, await add_account(database), 3)
    await add_stock(database, await add_account(database, "grace@example.org"), 2)
    await change(
        database,
        "UPDATE videos SET notes = :notes, title = '' WHERE id = :id",
        notes=ODD_TEXT,
        id=stock.video_ids[0],
    )
    await change(database, "UPDATE video_enrichments SET captions_vtt = :vtt", vtt=f"WEBVTT\n\n{ODD_TEXT}")


def furnish_pictures(data_dir: Path) -> None:
    folder = data_dir / "thumbnails" / "ab"
    folder.mkdir(parents=True)
    (folder / f"{'ab' * 32}.jpg").write_bytes(b"\xff\xd8\xffpicture")
    (folder / "half-written.4711").write_bytes(b"\xff")


async def saved_shelf(database: Database, database_url: str, folder: Path) -> Path:
    await furnish(database)
    path = folder / "shelf.zip"
    await save(database_url, folder, path)
    await database.close()
    return path


async def test_what_is_restored_is_what_was_there(
    database: Database, database_url: str, empty_url: str, tmp_path: Path
) -> None:
    await furnish(database)
    furnish_pictures(tmp_path / "old")
    before = await everything(database)
    manifest = await save(database_url, tmp_path / "old", tmp_path / "shelf.zip")
    assert (tmp_path / "shelf.zip").stat().st_mode & 0o777 == 0o600
    assert (manifest.pictures, {each.name: each.rows for each in manifest.tables}["videos"]) == (1, 5)
    await restore(empty_url, tmp_path / "new", tmp_path / "shelf.zip")
    restored = Database(create_engine(empty_url))
    assert await everything(restored) == before
    await restored.close()
    pictures = [path.name for path in (tmp_path / "new").rglob("*") if path.is_file()]
    assert pictures == [f"{'ab' * 32}.jpg"]


async def test_accounts_are_replaced_only_when_told(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    path = await saved_shelf(database, database_url, tmp_path)
    await change(database, "UPDATE videos SET notes = 'newer'")
    after = await everything(database)
    await database.close()
    with pytest.raises(StartupError, match="--replace"):
        await restore(database_url, tmp_path, path)
    assert await everything(database) == after
    await database.close()
    await restore(database_url, tmp_path, path, replace=True)
    assert [row for row in await rows(database, "SELECT notes FROM videos") if row["notes"] == "newer"] == []


async def test_a_database_at_work_is_left_alone(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    path = await saved_shelf(database, database_url, tmp_path)
    async with database.read() as connection:
        await connection.exec_driver_sql("SELECT 1")
        with pytest.raises(StartupError, match="stop every"):
            await restore(database_url, tmp_path, path, replace=True)


async def test_a_file_that_is_no_whole_backup_changes_nothing(
    database: Database, database_url: str, empty_url: str, tmp_path: Path
) -> None:
    whole = (await saved_shelf(database, database_url, tmp_path)).read_bytes()
    damaged = bytearray(whole)
    damaged[len(damaged) // 3] ^= 0xFF
    for content in (b"", b"WEBVTT", whole[: len(whole) // 2], bytes(damaged)):
        broken = tmp_path / "broken.zip"
        broken.write_bytes(content)
        with pytest.raises(StartupError, match=r"broken\.zip"):
            await restore(empty_url, tmp_path, broken)
    with pytest.raises(StartupError, match="no file"):
        await restore(empty_url, tmp_path, tmp_path / "missing.zip")
    await upgrade_async(empty_url)
    untouched = Database(create_engine(empty_url))
    assert await rows(untouched, "SELECT 1 FROM users") == []
    await untouched.close()


async def test_a_backup_of_a_newer_version_is_refused(
    database: Database, database_url: str, empty_url: str, tmp_path: Path
) -> None:
    path = await saved_shelf(database, database_url, tmp_path)
    newer = tmp_path / "newer.zip"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(newer, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == MANIFEST:
                content = content.replace(b'"revision": "', b'"revision": "9')
            new.writestr(name, content)
    with pytest.raises(StartupError, match="newer Reelshelf"):
        await restore(empty_url, tmp_path, newer)


async def test_no_backup_overwrites_another(database: Database, database_url: str, tmp_path: Path) -> None:
    path = await saved_shelf(database, database_url, tmp_path)
    before = path.read_bytes()
    with pytest.raises(StartupError, match="there already"):
        await save(database_url, tmp_path, path)
    assert path.read_bytes() == before
    assert list(tmp_path.glob("*.part")) == []  # noqa: ASYNC240 - a folder of one file


async def test_by_command_with_nothing_running(stores_dir: Path, tmp_path: Path) -> None:
    """From one embedded database into another that did not exist yet."""
    old, new = stores_dir / f"old-{uuid4().hex}", stores_dir / f"new-{uuid4().hex}"
    async with Embedded(old, valkey=False) as embedded:
        await upgrade_async(embedded.database_url)
        database = Database(create_engine(embedded.database_url))
        await furnish(database)
        before = await everything(database)
        await database.close()
    path = tmp_path / "shelf.zip"
    said = [_reelshelf("backup", path, old), _reelshelf("restore", path, new)]
    assert all("5 videos on 2 lists of 2 accounts" in each for each in said), said
    async with Embedded(new, valkey=False) as embedded:
        database = Database(create_engine(embedded.database_url))
        assert await everything(database) == before
        await database.close()


def _reelshelf(command: str, path: Path, data_dir: Path) -> str:
    """What it says on the terminal."""
    line = (sys.executable, "-P", "-m", "reelshelf", command, str(path), "--data-dir", str(data_dir))
    return subprocess.run(
        line, capture_output=True, text=True, check=True, env={"PATH": "/usr/bin:/bin"}
    ).stdout
