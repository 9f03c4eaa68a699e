"""A list as CSV, JSON, bookmark HTML or plain links. CSV, JSON and HTML come back whole; links keep the ids.

Texts have no byte order mark; Excel wants one in front of CSV (`utf-8-sig`), and our import takes both.
"""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import asdict, dataclass, fields
from html import escape
from typing import TYPE_CHECKING

from reelshelf.imports.formats.formulas import guarded
from reelshelf.imports.formats.reelshelf_json import FORMAT_MARK
from reelshelf.imports.formats.values import join_tags, read_time
from reelshelf.imports.links import canonical_url

if TYPE_CHECKING:
    from collections.abc import Iterable

_VERSION = 1
_OUTER_SPACE = re.compile(r"\A | \Z")
_LINE_ENDS = {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}


@dataclass(frozen=True, slots=True)
class ExportItem:
    """One video of a list. Times are ISO 8601 in UTC."""

    youtube_id: str
    title: str | None = None
    channel: str | None = None
    duration_seconds: int | None = None
    published_at: str | None = None
    added_at: str | None = None
    notes: str | None = None
    tags: tuple[str, ...] = ()


def render_csv(items: Iterable[ExportItem]) -> str:
    """One row a video, safe in spreadsheets: no cell is taken for a formula."""
    columns = ["url", *(column.name for column in fields(ExportItem))]
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\r\n")
    rows.writerow(columns)
    for item in items:
        values = {**asdict(item), "url": canonical_url(item.youtube_id), "tags": join_tags(item.tags)}
        cells = ["" if values[column] is None else str(values[column]) for column in columns]
        rows.writerow(map(guarded, cells))
    return written.getvalue()


def render_json(items: Iterable[ExportItem]) -> str:
    """An object that says what it is: `{"format": "reelshelf", "version": 1, "videos": […]}`."""
    videos = [{**asdict(item), "url": canonical_url(item.youtube_id)} for item in items]
    document = {"format": FORMAT_MARK, "version": _VERSION, "videos": videos}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def render_txt(items: Iterable[ExportItem]) -> str:
    """One link a line, for any other program."""
    return "".join(f"{canonical_url(item.youtube_id)}\n" for item in items)


def render_html(items: Iterable[ExportItem], title: str = "Reelshelf") -> str:
    """Bookmarks as every browser imports them; what these do not know stands in `DATA-…` attributes."""
    head = (
        "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n"
        '<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">\n'
        f"<TITLE>{escape(title)}</TITLE>\n<H1>{escape(title)}</H1>\n<DL><p>\n"
    )
    return head + "".join(map(_bookmark, items)) + "</DL><p>\n"


def _bookmark(item: ExportItem) -> str:
    added = read_time(item.added_at)
    attributes = {
        "HREF": canonical_url(item.youtube_id),
        "ADD_DATE": str(int(added.timestamp())) if added else None,
        "TAGS": join_tags(item.tags) or None,
        "DATA-CHANNEL": item.channel,
        "DATA-DURATION-SECONDS": item.duration_seconds,
        "DATA-PUBLISHED-AT": item.published_at,
        "DATA-ADDED-AT": item.added_at,
    }
    written = " ".join(
        f'{name}="{_quoted(value)}"' for name, value in attributes.items() if value is not None
    )
    note = f"<DD>{_quoted(item.notes)}\n" if item.notes else ""
    return f"<DT><A {written}>{_quoted(item.title or '')}</A>\n{note}"


def _quoted(value: object) -> str:
    text = _OUTER_SPACE.sub("&#32;", escape(str(value)))
    for character, written in _LINE_ENDS.items():
        text = text.replace(character, written)
    return text
