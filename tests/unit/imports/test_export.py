"""What is exported comes back, and opens harmlessly in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reelshelf.imports.entries import EntryDetails, VideoEntry
from reelshelf.imports.formats import parse_file
from reelshelf.imports.formats.export import ExportItem, render_csv, render_html, render_json, render_txt
from reelshelf.imports.formats.formulas import guarded, unguarded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

ITEMS = [
    ExportItem(
        "dQw4w9WgXcQ", 'Never "gonna", give; <b>you</b> & up', "Rick, Astley", 213, "2009-10-25T06:57:33+00:00",
        "2026-01-02T03:04:05.678000+00:00", "first\nsecond; line\n\n=third", ("music", "80s, pop", "back\\slash"),
    ),
    ExportItem("-_abcdefghi", '=HYPERLINK("http://evil")', "@handle", None, None, None, "\tindented", ("-x",)),
    ExportItem("AAAAAAAAAAA", "'=already guarded", "'quoted'", 0, None, None, None, ()),
    ExportItem("jNQXAC9IVRw", "Me at the zoo 👩‍👩‍👧", "動物園", 19, "2005-04-24T03:31:52+00:00", None, " spaced ", ()),
    ExportItem("00000000000"),
]  # fmt: skip
WHOLE = [(render_csv, "csv"), (render_json, "reelshelf_json"), (render_html, "bookmarks_html")]


def as_item(video: VideoEntry) -> ExportItem:
    known = video.details or EntryDetails()
    return ExportItem(
        video.youtube_id,
        video.title,
        known.channel,
        known.duration_seconds,
        known.published_at.isoformat() if known.published_at else None,
        known.added_at.isoformat() if known.added_at else None,
        known.notes,
        known.tags,
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize(("render", "format_name"), WHOLE)
def test_everything_comes_back(
    render: Callable[[Iterable[ExportItem]], str], format_name: str, encoding: str
) -> None:
    parsed = parse_file(render(ITEMS).encode(encoding), None)
    assert parsed.format == format_name
    assert parsed.invalid == []
    assert [as_item(video) for video in parsed.videos] == ITEMS


words = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), min_size=1, max_size=30)
times = st.none() | st.datetimes(datetime(1971, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001 - hypothesis adds the zone
    datetime.isoformat
)
items = st.builds(
    ExportItem,
    st.text("ABCDefgh01234-_", min_size=11, max_size=11),
    words,
    st.none() | words,
    st.none() | st.integers(0, 10**6),
    times,
    times,
    st.none() | words,
    st.lists(words, max_size=4).map(tuple),
)


@pytest.mark.parametrize(("render", "format_name"), WHOLE)
@given(listed=st.lists(items, min_size=1, max_size=5))
@settings(max_examples=150, deadline=None)
def test_whatever_is_in_a_list_comes_back(
    render: Callable[[Iterable[ExportItem]], str], format_name: str, listed: list[ExportItem]
) -> None:
    parsed = parse_file(render(listed).encode(), None)
    assert parsed.format == format_name
    assert [as_item(video) for video in parsed.videos] == listed


def test_plain_links_come_back() -> None:
    parsed = parse_file(render_txt(ITEMS).encode(), "shelf.txt")
    assert parsed.format == "text"
    assert [video.youtube_id for video in parsed.videos] == [item.youtube_id for item in ITEMS]


def test_no_cell_is_a_formula() -> None:
    rows = list(csv.reader(io.StringIO(render_csv(ITEMS), newline="")))
    assert len(rows) == len(ITEMS) + 1
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


@given(text=st.text(st.sampled_from("a'\"=+-@;\t\n\r ,＝"), max_size=12))
def test_the_apostrophes_come_off_again(text: str) -> None:
    assert unguarded(guarded(text)) == text


@given(text=st.text(st.sampled_from("a'\"=;\t\n\r,"), max_size=12))
def test_nothing_is_a_formula_wherever_a_spreadsheet_cuts(text: str) -> None:
    """Of a country where semicolons part the columns: quotes that begin within a cell mean nothing to it."""
    written = render_csv([ExportItem("dQw4w9WgXcQ", text, notes=text)])
    pieces = re.split(r"[;\t\r\n]", written)
    assert not [piece for piece in pieces if piece.lstrip('"').startswith("=")]


def test_json_says_what_it_is() -> None:
    document = json.loads(render_json(ITEMS))
    assert (document["format"], document["version"]) == ("reelshelf", 1)
    assert document["videos"][0]["url"] == "https://www.youtube.com/watch?v=dQw4w9WgXcQ"


@pytest.mark.parametrize(("render", "format_name"), WHOLE)
def test_an_empty_list_is_a_file_too(render: Callable[[Iterable[ExportItem]], str], format_name: str) -> None:
    parsed = parse_file(render([]).encode(), f"x.{format_name}")
    assert parsed.videos == []


@pytest.mark.parametrize("render", [render_csv, render_json, render_html, render_txt])
def test_nothing_but_an_id_becomes_an_address(render: Callable[[Iterable[ExportItem]], str]) -> None:
    with pytest.raises(ValueError, match="not a YouTube id"):
        render([ExportItem("javascript:alert(1)")])
