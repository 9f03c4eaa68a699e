"""NewPipe's database, read in memory and with nothing in it trusted.

Nobody but SQLite opens it, no file is touched, only SELECT on tables is allowed, and the work is bounded: a
prepared database may hold views and triggers that run for ever.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from reelshelf.imports.entries import MAX_LINES, EntryDetails, UnreadableFile
from reelshelf.imports.formats.gathering import Gathering
from reelshelf.imports.formats.values import read_duration

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reelshelf.imports.entries import ParsedInput

SQLITE_MARK = b"SQLite format 3\0"

_BROKEN = "This database is damaged, or not one of NewPipe's."
_HEADER_BYTES = 100
# Bytes 18 and 19 say that a write-ahead log stands beside the file; in memory there is none.
_JOURNAL_BYTES = slice(18, 20)
_ROLLBACK_JOURNAL = b"\x01\x01"
_STEPS_BETWEEN_CHECKS = 100_000
_MOST_CHECKS = 200
_MOST_BYTES_IN_A_ROW = 1_000_000
_ALLOWED = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ})
_TABLES = frozenset(
    {
        "playlists",
        "playlist_stream_join",
        "streams",
        "stream_history",
        "remote_playlists",
        "subscriptions",
        "sqlite_master",
    }
)

_PLAYLISTS = """
    SELECT s.url, s.title, s.uploader, s.duration FROM playlist_stream_join j
    JOIN streams s ON s.uid = j.stream_id ORDER BY j.playlist_id, j.join_index LIMIT ?"""
_HISTORY = """
    SELECT s.url, s.title, s.uploader, s.duration FROM stream_history h
    JOIN streams s ON s.uid = h.stream_id ORDER BY h.access_date LIMIT ?"""
_COLLECTIONS = (
    ("remote_playlists", "SELECT url, name, NULL, NULL FROM remote_playlists LIMIT ?"),
    ("subscriptions", "SELECT url, name, NULL, NULL FROM subscriptions LIMIT ?"),
)

_Row = tuple[object, object, object, object]


def parse_newpipe_db(
    content: bytes, *, format_name: str = "newpipe_db", source: str | None = None
) -> ParsedInput:
    """Videos of playlists, then of the history, then playlists and channels followed; `line` counts these.

    Raises UnreadableFile for a damaged database and for one of another program.
    """
    gathering = Gathering(format_name, source=source)
    try:
        with closing(_open(content)) as database:
            for line, (url, title, uploader, duration) in enumerate(_records(database), 1):
                details = EntryDetails(_text(uploader), read_duration(duration))
                gathering.add_cell(line, _text(url) or "", _text(title), details)
    except (sqlite3.Error, OverflowError, ValueError):
        raise UnreadableFile(_BROKEN) from None
    return gathering.parsed


def _open(content: bytes) -> sqlite3.Connection:
    if len(content) < _HEADER_BYTES or not content.startswith(SQLITE_MARK):
        raise UnreadableFile(_BROKEN)
    content = content[: _JOURNAL_BYTES.start] + _ROLLBACK_JOURNAL + content[_JOURNAL_BYTES.stop :]
    database = sqlite3.connect(":memory:")
    database.text_factory = lambda text: text.decode(errors="replace")
    database.deserialize(content)
    # Computed columns are out of the authorizer's sight; what they can make of nothing is bounded here.
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MOST_BYTES_IN_A_ROW)
    database.execute("PRAGMA trusted_schema = OFF")
    database.execute("PRAGMA cell_size_check = ON")
    database.set_progress_handler(_Patience(), _STEPS_BETWEEN_CHECKS)
    database.set_authorizer(_authorize)
    return database


class _Patience:
    """Ends a query that runs on and on: 20 million steps of SQLite's machine, about a second."""

    def __init__(self) -> None:
        self._checks_left = _MOST_CHECKS

    def __call__(self) -> bool:
        self._checks_left -= 1
        return self._checks_left < 0


def _authorize(
    action: int, table: str | None, _column: str | None, _database: str | None, inside: str | None
) -> int:
    """Reading the tables we know, and none of it through a view or trigger."""
    if action not in _ALLOWED or inside is not None:
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK if table is None or table in _TABLES else sqlite3.SQLITE_DENY


def _records(database: sqlite3.Connection) -> Iterator[_Row]:
    tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables & {"streams", "subscriptions", "remote_playlists"}:
        raise UnreadableFile(_BROKEN)
    if {"streams", "playlist_stream_join"} <= tables:
        yield from database.execute(_PLAYLISTS, (MAX_LINES + 1,))
    if {"streams", "stream_history"} <= tables:
        yield from database.execute(_HISTORY, (MAX_LINES + 1,))
    for table, query in _COLLECTIONS:
        if table in tables:
            yield from database.execute(query, (MAX_LINES + 1,))


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
