"""Pictures on disk, by hashed name, at most so many bytes of them: those nobody looked at for longest go first."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KEPT_SHARE = 0.9
"""How full it is left after making room, so that room is not made for every picture."""
RECOUNT_WRITES = 1_000
"""Other web servers may write into the same folder: what they add is noticed after so many writes of our own."""
DRAFT = ".draft"


class _File(NamedTuple):
    path: Path
    size: int
    used_at: int
    """Nanoseconds."""


class PictureFolder:
    """A picture's last use is its file's modification time. All calls block for as long as the disk takes."""

    def __init__(self, folder: Path, max_bytes: int) -> None:
        self._folder = folder
        self._max_bytes = max_bytes
        self._bytes = 0
        self._writes = 0

    def read(self, youtube_id: str) -> bytes | None:
        path = self._path(youtube_id)
        try:
            picture = path.read_bytes()
            os.utime(path)
        except FileNotFoundError:
            return None
        return picture

    def write(self, youtube_id: str, picture: bytes) -> None:
        path = self._path(youtube_id)
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}{DRAFT}")
        draft.write_bytes(picture)
        draft.replace(path)
        if self._writes % RECOUNT_WRITES == 0:
            self._bytes = sum(each.size for each in self._files())
        else:
            self._bytes += len(picture)
        self._writes += 1
        if self._bytes > self._max_bytes:
            self._make_room()

    def _path(self, youtube_id: str) -> Path:
        name = hashlib.sha256(youtube_id.encode()).hexdigest()
        return self._folder / name[:2] / f"{name}.jpg"

    def _make_room(self) -> None:
        found = sorted(self._files(), key=lambda each: each.used_at)
        kept = sum(each.size for each in found)
        for each in found:
            if kept <= self._max_bytes * KEPT_SHARE:
                break
            each.path.unlink(missing_ok=True)
            kept -= each.size
        self._bytes = kept

    def _files(self) -> Iterator[_File]:
        """Another web server may be making room too: what it removes meanwhile is not there."""
        for path in self._folder.glob("*/*"):
            with suppress(FileNotFoundError):
                status = path.stat()
                yield _File(path, status.st_size, status.st_mtime_ns)
