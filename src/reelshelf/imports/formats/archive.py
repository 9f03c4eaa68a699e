"""Zip archives, opened in memory and within limits; their paths are names to show, never places."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, NamedTuple

from reelshelf.imports.entries import InputTooLarge, UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Callable

ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06")
_ENTRY_MARK = b"PK\x01\x02"
MAX_MEMBERS = 1_000
_MOST_ENTRY_MARKS = 10 * MAX_MEMBERS
"""Folders and archives within count, too; more than so many are not even looked at."""
MAX_TOTAL_BYTES = 200 * 1024 * 1024
MAX_RATIO = 200
# A short file of the same letters may compress any amount, and harms nobody.
_RATIO_COUNTS_FROM_BYTES = 256 * 1024
_CHUNK_BYTES = 64 * 1024
_TOO_MANY = f"The archive holds more than {MAX_MEMBERS:,} files."

_DAMAGED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, ValueError,
    NotImplementedError,  # a compression Python does not know
    RuntimeError,  # a password is needed
)  # fmt: skip


class Member(NamedTuple):
    name: str
    content: bytes


def read_members(content: bytes, wanted: Callable[[str], bool]) -> list[Member]:
    """The files of an archive whose names are wanted, in its order.

    Counted while unpacking, for headers may lie: raises InputTooLarge beyond 1,000 files, 200 MB or a
    compression of 200 to 1, and UnreadableFile for a damaged or locked archive.
    """
    if content.count(_ENTRY_MARK) > _MOST_ENTRY_MARKS:
        raise InputTooLarge(_TOO_MANY)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            files = [info for info in archive.infolist() if not info.is_dir()]
            if len(files) > MAX_MEMBERS:
                raise InputTooLarge(_TOO_MANY)
            return _read_all(archive, [info for info in files if wanted(info.filename)], len(content))
    except _DAMAGED:
        raise UnreadableFile("This archive is damaged or locked with a password.") from None


def _read_all(archive: zipfile.ZipFile, files: list[zipfile.ZipInfo], archive_bytes: int) -> list[Member]:
    found: list[Member] = []
    total = 0
    for info in files:
        packed = min(info.compress_size, archive_bytes)
        room = min(MAX_TOTAL_BYTES - total, _most_from(packed), _most_from(archive_bytes) - total)
        found.append(Member(info.filename, _read(archive, info, room)))
        total += len(found[-1].content)
    return found


def _most_from(packed_bytes: int) -> int:
    return max(packed_bytes * MAX_RATIO, _RATIO_COUNTS_FROM_BYTES)


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, room: int) -> bytes:
    unpacked = bytearray()
    with archive.open(info) as member:
        while chunk := member.read(_CHUNK_BYTES):
            unpacked += chunk
            if len(unpacked) > room:
                raise InputTooLarge("The archive unpacks to far more than Reelshelf reads.")
    return bytes(unpacked)
