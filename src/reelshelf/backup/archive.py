"""The backup file: a ZIP with `manifest.json`, one `tables/NAME.copy` per table, and the cached pictures.

Tables are in PostgreSQL's text format of COPY, so a backup of one server fits any other of version 15 or newer.
The manifest is written last: a file without one is not whole. Every entry carries its own checksum.
"""

from __future__ import annotations

import os
import re
import zipfile
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from pydantic import BaseModel, ValidationError

from reelshelf.errors import StartupError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FORMAT = 1
MANIFEST = "manifest.json"
TABLE_SECONDS = 86_400.0
"""A table may take its time, longer than any statement of a request."""
PICTURE = re.compile(r"thumbnails/[0-9a-f]{2}/[0-9a-f]{64}\.jpg")


class Table(BaseModel):
    """`columns` in the order of the entry's fields."""

    name: str
    columns: list[str]
    rows: int


class Manifest(BaseModel):
    """`tables` in an order in which each one refers only to earlier ones."""

    format: int = FORMAT
    program: str
    revision: str
    made_at: datetime
    tables: list[Table]
    pictures: int = 0


def entry_of(table: str) -> str:
    return f"tables/{table}.copy"


@contextmanager
def writing(path: Path) -> Iterator[zipfile.ZipFile]:
    """A new archive, readable by this user alone; at `path` only once it is whole. Raises StartupError."""
    if path.exists():
        raise StartupError(f"{path} is there already: choose another name, or move it away.")
    draft = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as problem:
        raise StartupError(f"{path} cannot be written: {problem.strerror}.") from problem
    try:
        with os.fdopen(descriptor, "wb") as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            yield archive
            archive.close()
            file.flush()
            os.fsync(file.fileno())
        draft.rename(path)
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def reading(path: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """The archive, checked to be whole and of a known format. Raises StartupError."""
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = Manifest.model_validate_json(archive.read(MANIFEST))
            if manifest.format > FORMAT:
                raise StartupError(f"{path} was made by a newer Reelshelf: restore it with that version.")
            if archive.testzip() is not None:
                raise StartupError(f"{path} is damaged: its checksums do not fit.")
            yield archive, manifest
    except FileNotFoundError as problem:
        raise StartupError(f"There is no file {path}.") from problem
    except (zipfile.BadZipFile, KeyError, ValidationError, IsADirectoryError) as problem:
        raise StartupError(f"{path} is not a whole backup of Reelshelf.") from problem
    except PermissionError as problem:
        raise StartupError(f"{path} may not be read.") from problem
