"""Pictures are kept within bounds, those in use longest."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from reelshelf.providers.picture_folder import PictureFolder

if TYPE_CHECKING:
    from pathlib import Path

PICTURE = b"\xff\xd8\xff" + b"x" * 997
NAMES = [f"video-{number:05d}" for number in range(20)]


def age(folder: Path) -> None:
    """As if everything in it had last been used long ago."""
    for path in folder.rglob("*.jpg"):
        os.utime(path, (1_000, 1_000))


def size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*.*"))


def test_what_was_written_is_read(tmp_path: Path) -> None:
    folder = PictureFolder(tmp_path / "thumbnails", 10_000)
    assert folder.read(NAMES[0]) is None
    folder.write(NAMES[0], PICTURE)
    assert folder.read(NAMES[0]) == PICTURE
    assert all(NAMES[0] not in str(path) for path in tmp_path.rglob("*"))


def test_those_unseen_for_longest_make_room(tmp_path: Path) -> None:
    folder = PictureFolder(tmp_path, 10_000)
    for name in NAMES[:10]:
        folder.write(name, PICTURE)
    age(tmp_path)
    folder.read(NAMES[3])
    for name in NAMES[10:15]:
        folder.write(name, PICTURE)
    assert size(tmp_path) <= 10_000
    left = {name for name in NAMES if folder.read(name) is not None}
    assert left > {NAMES[3], *NAMES[10:15]}
    assert len(left) < 15


def test_a_folder_filled_by_an_earlier_run_is_counted(tmp_path: Path) -> None:
    for name in NAMES:
        PictureFolder(tmp_path, 1_000_000).write(name, PICTURE)
    age(tmp_path)
    (tmp_path / "ab").mkdir(exist_ok=True)
    (tmp_path / "ab" / "cut-off.4711.draft").write_bytes(PICTURE)
    os.utime(tmp_path / "ab" / "cut-off.4711.draft", (1, 1))
    PictureFolder(tmp_path, 10_000).write("newest-one", PICTURE)
    assert size(tmp_path) <= 10_000
    assert PictureFolder(tmp_path, 10_000).read("newest-one") == PICTURE
    assert list(tmp_path.rglob("*.draft")) == []
