"""CSV, TSV and their relatives: which delimiter, where the header is, which column holds the videos.

Cells that begin like a formula may carry a leading apostrophe, as our own export writes; it is taken off.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from reelshelf.imports.addresses import Refusal, Video
from reelshelf.imports.entries import EntryDetails
from reelshelf.imports.formats.columns import Meaning, find_columns
from reelshelf.imports.formats.formulas import unguarded
from reelshelf.imports.formats.gathering import Gathering
from reelshelf.imports.formats.values import read_duration, read_time, split_tags
from reelshelf.imports.lines import read_addresses, read_cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reelshelf.imports.entries import ParsedInput

# In order of preference where several fit equally well.
_DELIMITERS = ",\t;|"
_KEYS: tuple[Meaning, ...] = ("video", "link", "playlist", "channel_id")
_SAMPLE_ROWS = 40
_MAX_PREAMBLE_ROWS = 20
_MAX_COLUMNS = 50
_EXCEL_HINT = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_SPEAKING = re.compile(r"[^\W_]")
_LETTERS = re.compile(r"[^\W\d_]{2}")


class Row(NamedTuple):
    line: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Table:
    """How to read one table. `keys` are the columns to look for a link in, the likeliest first."""

    delimiter: str
    keys: list[int]
    first_row: int = 0
    columns: dict[Meaning, list[int]] = field(default_factory=dict)
    is_takeout: bool = False

    @property
    def format_name(self) -> str:
        if self.is_takeout:
            return "takeout_csv"
        return "tsv" if self.delimiter == "\t" else "csv"


def parse_delimited(text: str, *, named_so: bool = False, source: str | None = None) -> ParsedInput | None:
    """The entries of a table, or None if the text is no table with videos, playlists or channels in a column.

    `named_so` says that the file's name claims a table, so that a single row may be one.
    """
    hint = _EXCEL_HINT.match(text)
    table = find_table(text, hint[1] if hint else None, named_so=named_so)
    if table is None:
        return None
    gathering = Gathering(table.format_name, source=source)
    try:
        for number, row in enumerate(_rows(text, table.delimiter)):
            if number >= table.first_row and any(map(_SPEAKING.search, row.cells)):
                _add_row(gathering, table, row)
    except csv.Error:
        return None
    return gathering.parsed


def find_table(text: str, delimiter: str | None = None, *, named_so: bool = False) -> Table | None:
    """The most telling way to read the beginning of a text as a table."""
    samples = {mark: _sample(text, mark) for mark in (delimiter or _DELIMITERS)}
    headed = [table for mark, rows in samples.items() if (table := _with_header(mark, rows))]
    if headed:
        return max(headed, key=lambda table: len(table.columns))
    fewest = 1 if named_so else 2
    found = (_by_content(mark, rows) for mark, rows in samples.items() if len(rows) >= fewest)
    return next(filter(None, found), None)


def _rows(text: str, delimiter: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    for cells in reader:
        yield Row(line, [unguarded(cell) for cell in cells])
        line = reader.line_num + 1


def _sample(text: str, delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        for row in _rows(text, delimiter):
            rows.append(row.cells)
            if len(rows) == _SAMPLE_ROWS:
                break
    except csv.Error:
        return []
    return rows


def _with_header(delimiter: str, rows: list[list[str]]) -> Table | None:
    at = _header_at(rows)
    if at is None:
        return None
    columns, below = find_columns(rows[at]), [row for row in rows[at + 1 :] if any(row)]
    if len(rows[at]) == 1 and not _is_one_column(below):
        return None
    named = [position for key in _KEYS for position in columns.get(key, ())]
    keys = [position for position in named if _count(below, position) * 3 >= len(below)] or named
    # A row's channel or playlist is no second wish beside its video.
    wishes = [*columns.get("video", ()), *columns.get("link", ())]
    keys = [position for position in keys if position in wishes] or keys[:1]
    return Table(delimiter, keys, at + 1, columns, _is_takeout(rows[at], columns, preamble=at > 0))


def _header_at(rows: list[list[str]]) -> int | None:
    """The header row; what stands above it, as in older Takeout files, describes the list and is no entry."""
    beginnings = [set(find_columns(row)) for row in rows[:_MAX_PREAMBLE_ROWS]]
    for key in _KEYS:
        for at, meanings in enumerate(beginnings):
            if key in meanings and not any(map(_shows_video, rows[at])):
                return at
    return None


def _is_one_column(below: list[list[str]]) -> bool:
    return bool(below) and all(len(row) == 1 for row in below) and _count(below, 0) * 2 > len(below)


def _is_takeout(header: list[str], columns: dict[Meaning, list[int]], *, preamble: bool) -> bool:
    if columns.get("video") == [0]:
        return "link" not in columns and (preamble or len(header) == 2)  # noqa: PLR2004 - id and time
    return columns.get("channel_id", [])[:2] == [0, 1] and len(header) == 3  # noqa: PLR2004 - id, address, name


def _by_content(delimiter: str, rows: list[list[str]]) -> Table | None:
    """A table without known names: rows of one width, in which some but not all columns are videos."""
    filled = [row for row in rows if any(row)]
    width = max(map(len, filled), default=0)
    even = sum(len(row) == width for row in filled)
    if width < 2 or even * 10 < len(filled) * 9:  # noqa: PLR2004 - one column is a plain list
        return None
    keys = _telling_columns(filled, videos_only=True) or _telling_columns(filled, videos_only=False)
    if not keys or len(keys) == width:
        return None
    header = 0 if any(_is_target(_cell(filled[0], key)) for key in keys) else rows.index(filled[0]) + 1
    columns = find_columns(filled[0]) if header else _guess_title(filled, keys)
    return Table(delimiter, keys, header, columns)


def _telling_columns(rows: list[list[str]], *, videos_only: bool) -> list[int]:
    width = min(len(rows[0]), _MAX_COLUMNS)
    return [at for at in range(width) if _count(rows, at, videos_only=videos_only) * 2 > len(rows)]


def _guess_title(rows: list[list[str]], keys: list[int]) -> dict[Meaning, list[int]]:
    for position in range(len(rows[0])):
        wordy = sum(_is_wordy(_cell(row, position)) for row in rows)
        if position not in keys and wordy * 2 > len(rows):
            return {"title": [position]}
    return {}


def _is_wordy(cell: str) -> bool:
    return bool(_LETTERS.search(cell)) and read_time(cell) is None and not read_addresses(cell)


def _shows_video(cell: str) -> bool:
    return any(isinstance(target, Video) for target in read_addresses(cell))


def _is_target(cell: str, *, videos_only: bool = False) -> bool:
    found = read_cell(cell)
    return (
        bool(found) and not isinstance(found[0], Refusal) and (not videos_only or isinstance(found[0], Video))
    )


def _count(rows: Iterable[list[str]], position: int, *, videos_only: bool = False) -> int:
    return sum(_is_target(_cell(row, position), videos_only=videos_only) for row in rows)


def _cell(cells: list[str], position: int) -> str:
    return cells[position] if position < len(cells) else ""


def _add_row(gathering: Gathering, table: Table, row: Row) -> None:
    texts = [text for key in table.keys if (text := _cell(row.cells, key)).strip()]
    if not texts:
        gathering.add_nothing(row.line, " ".join(filter(None, row.cells)))
        return
    # An id and its address in one row are one video; the first that can be followed counts.
    best = next(filter(_is_target, texts), texts[0])
    title, details = _first(table, row, "title"), _details(table, row)
    if "video" not in table.columns and "link" not in table.columns:
        targets = dict.fromkeys(target for text in texts for target in read_cell(text))
        gathering.add_targets(row.line, best, targets, title, details)
    else:
        gathering.add_cell(row.line, best, title, details)


def _first(table: Table, row: Row, meaning: Meaning) -> str | None:
    texts = (_cell(row.cells, position) for position in table.columns.get(meaning, ()))
    return next(filter(None, texts), None)


def _details(table: Table, row: Row) -> EntryDetails:
    return EntryDetails(
        channel=_first(table, row, "channel"),
        duration_seconds=read_duration(_first(table, row, "duration")),
        published_at=read_time(_first(table, row, "published")),
        added_at=read_time(_first(table, row, "added")),
        notes=_first(table, row, "notes"),
        tags=split_tags(_first(table, row, "tags") or ""),
    )
