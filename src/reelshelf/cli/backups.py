"""`backup` and `restore`: everything in one file, and back."""
# ruff: noqa: PLC0415 - a command loads only what it runs

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reelshelf.cli.configuration import complete, load_settings
from reelshelf.cli.serving import DataDir  # noqa: TC001 - typer reads annotations

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from reelshelf.backup.archive import Manifest
    from reelshelf.settings import Settings


def backup(
    file: Annotated[
        Path | None, typer.Argument(help="Where to; left out: reelshelf-DATE.zip in this folder.")
    ] = None,
    *,
    data_dir: DataDir = None,
) -> None:
    """Write everything into one file, also while Reelshelf runs."""
    settings = load_settings(data_dir=data_dir)
    path = file or Path(f"reelshelf-{datetime.now().astimezone():%Y-%m-%d-%H%M%S}.zip")
    manifest = complete(_save(settings, path))
    typer.echo(f"{path}: {_contents(manifest)}.")


def restore(
    file: Annotated[Path, typer.Argument(help="A file that `reelshelf backup` wrote.")],
    *,
    replace: Annotated[bool, typer.Option("--replace", help="Throw away what is there now.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Put back what a backup holds; Reelshelf must be stopped."""
    settings = load_settings(data_dir=data_dir)
    manifest = complete(_restore(settings, file.absolute(), replace=replace))
    typer.echo(f"Restored {_contents(manifest)}, as of {manifest.made_at.astimezone():%Y-%m-%d %H:%M}.")


async def _save(settings: Settings, path: Path) -> Manifest:
    from reelshelf.backup.save import save
    from reelshelf.supervisor.running import find_running

    running = find_running(settings.data_dir)
    if running is not None and not settings.database_url:
        return await save(running.database_url, settings.data_dir, path)
    async with _database(settings) as url:
        return await save(url, settings.data_dir, path)


async def _restore(settings: Settings, path: Path, *, replace: bool) -> Manifest:
    from reelshelf.backup.restore import restore

    async with _database(settings) as url:
        return await restore(url, settings.data_dir, path, replace=replace)


@asynccontextmanager
async def _database(settings: Settings) -> AsyncIterator[str]:
    """The address of the database: the one that is set, or the embedded one, started for as long as this lasts."""
    if settings.database_url:
        yield settings.database_url.get_secret_value()
        return
    from reelshelf.embedded import Embedded

    async with Embedded(settings.data_dir, valkey=False) as stores:
        yield stores.database_url


def _contents(manifest: Manifest) -> str:
    rows = {table.name: table.rows for table in manifest.tables}
    return f"{rows['videos']} videos on {rows['lists']} lists of {rows['users']} accounts"
