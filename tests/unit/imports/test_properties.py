"""What holds for any text and any bytes, and that no text is slow to read."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reelshelf.imports.entries import (
    CollectionEntry,
    InputTooLarge,
    InvalidEntry,
    ParsedInput,
    UnreadableFile,
    VideoEntry,
)
from reelshelf.imports.formats import parse_file
from reelshelf.imports.links import canonical_url, parse_link, parse_text
from reelshelf.imports.words import lines_of

_ID = re.compile(r"[A-Za-z0-9_-]{11}")
_LIST_OR_CHANNEL = re.compile(r"(?:[A-Za-z0-9_-]{8,}|@[\w.·-]+|(?:c|user)/[\w.·-]+)")
_CODES = {
    "not_a_link",
    "not_a_video_link",
    "bad_video_id",
    "mix_not_supported",
    "private_playlist",
    "line_too_long",
}

ids = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", min_size=11, max_size=11)
pieces = st.sampled_from(
    ["https://", "www.youtube.com", "youtu.be/", "/watch?v=", "dQw4w9WgXcQ", "list=PL", "&", "%3A%2F", "](", "<a ",
     "@", ":", "//", " ", "\n", "\r", "#", "\\", "'", '"', ",", "{", "[", "continue=", "invidious.", "\u202e", "\0"]
)  # fmt: skip
anything = st.one_of(st.text(), st.lists(st.one_of(pieces, st.text(max_size=3)), max_size=40).map("".join))


def check(parsed: ParsedInput, lines: int) -> None:
    assert all(_ID.fullmatch(video.youtube_id) for video in parsed.videos)
    assert all(_LIST_OR_CHANNEL.fullmatch(entry.youtube_id) for entry in parsed.collections)
    assert {entry.code for entry in parsed.invalid} <= _CODES
    assert all(len(entry.text) <= 200 and "\0" not in entry.text for entry in parsed.invalid)
    entries: list[VideoEntry | CollectionEntry | InvalidEntry]
    entries = [*parsed.videos, *parsed.collections, *parsed.invalid]
    assert all(1 <= entry.line <= lines for entry in entries)
    for entry in entries:
        str(entry).encode()


@given(anything)
@settings(max_examples=400, deadline=None)
def test_any_text_comes_down_to_sound_entries(text: str) -> None:
    check(parse_text(text), len(lines_of(text)))
    parse_link(text)


@given(
    st.one_of(anything.map(lambda text: text.encode(errors="replace")), st.binary()),
    st.sampled_from([None, "a.csv"]),
)
@settings(max_examples=400, deadline=None)
def test_any_bytes_are_entries_or_refused_plainly(content: bytes, name: str | None) -> None:
    try:
        parsed = parse_file(content, name)
    except UnreadableFile as refusal:
        assert refusal.code == "unreadable_file"  # noqa: PT017 - some bytes are text, some are not
    else:
        check(parsed, 2 * len(content) + 2)


@given(
    st.lists(ids, min_size=1, max_size=50),
    st.sampled_from(["https://youtu.be/{}", "youtube.com/watch?v={}&t=1s"]),
)
@settings(deadline=None)
def test_every_link_is_found_in_order_on_its_line(youtube_ids: list[str], form: str) -> None:
    parsed = parse_text("\n".join(form.format(youtube_id) for youtube_id in youtube_ids))
    assert [(video.line, video.youtube_id) for video in parsed.videos] == list(enumerate(youtube_ids, 1))


@given(ids)
def test_the_canonical_address_leads_back(youtube_id: str) -> None:
    assert [video.youtube_id for video in parse_text(canonical_url(youtube_id)).videos] == [youtube_id]


@given(st.text(max_size=30).filter(lambda text: not re.search(r"\w$", text)), ids)
@settings(deadline=None)
def test_a_link_is_found_in_any_surroundings(before: str, youtube_id: str) -> None:
    """Unless a `#` in front makes it a comment."""
    text = f"{before} https://youtu.be/{youtube_id} "
    found = [video.youtube_id for video in parse_text(text).videos]
    assert youtube_id in found or "#" in before


HARD = [
    "https://" * 100_000,
    "a." * 100_000 + "/",
    "a-" * 100_000,
    "<a " * 100_000,
    "<" * 200_000,
    "<!--" * 100_000,
    "[" * 200_000,
    "{" * 200_000,
    '[{"a":' * 100_000,
    "%3A%2F%2F" * 50_000,
    "https://youtube.com/watch?" + "&" * 200_000,
    "https://youtu.be/" + "/" * 200_000,
    "https://youtu.be/aaa" + "-" * 200_000,
    "https://consent.youtube.com/m?continue=" * 20_000,
    "dQw4w9WgXcQ " * 50_000,
    "- " * 200_000,
    "1. " * 100_000,
    "[x] " * 100_000,
    "youtube:" * 50_000,
    "\\u0026" * 50_000,
    "&amp;" * 50_000,
    '"' * 200_000,
    '","' * 100_000,
    "\n".join(["a,b;c|d\te"] * 20_000),
    "\n".join(['<a href="' + "x='" * 3] * 20_000),
    "<html>" + "<a href=" + "a=" * 100_000 + ">",
    "<opml>" + "<outline>" * 50_000,
    "\n".join(["https://youtu.be/" + "%25" * 6_000] * 40),
    "\n".join(["a" * 19_999] * 40),
    "\n".join(["a@b." * 4_999] * 40),
    "\n".join(["www." * 4_999] * 40),
    "\n".join(
        ["h" * 19_999, "ttp" * 6_000, "https:/" * 2_500, "watch?" * 3_000, "x" * 10 + "+." * 9_000] * 10
    ),
]


@pytest.mark.timeout(20)
@pytest.mark.parametrize("text", HARD, ids=range(len(HARD)))
def test_no_text_takes_more_than_a_moment(text: str) -> None:
    """Quadratic reading of these would take minutes; the time-out fails the test."""
    try:
        check(parse_text(text), text.count("\n") + 1)
        parse_file(text.encode(), None)
    except (InputTooLarge, UnreadableFile) as refusal:
        assert refusal.code in {"too_large", "unreadable_file"}  # noqa: PT017 - either way is fine, in time
