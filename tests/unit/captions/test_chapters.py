from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reelshelf.captions.chapters import (
    Chapter,
    chapters_from_description,
    from_json,
    span_chapters,
    to_chapters_vtt,
    to_json,
)
from reelshelf.captions.webvtt import cues_from_vtt


def titles(description: str, duration_seconds: float = 600) -> list[tuple[float, str]]:
    return [
        (each.start_seconds, each.title) for each in chapters_from_description(description, duration_seconds)
    ]


@pytest.mark.parametrize(
    ("description", "expected"),
    [
        ("0:00 Intro\n1:30 Middle\n 05:00 - End ", [(0, "Intro"), (90, "Middle"), (300, "End")]),
        ("Intro 0:00\nMiddle — 1:30", [(0, "Intro"), (90, "Middle")]),
        ("0:00\nIntro\n\n1:30\nMiddle", [(0, "Intro"), (90, "Middle")]),
        ("0:00 Привет\n1:00 世界", [(0, "Привет"), (60, "世界")]),
        ("0:00 🔥 Fire\n1:00 ▶ “Play”", [(0, "🔥 Fire"), (60, "“Play”")]),
        ("1:00 Second\n0:00 First", [(0, "First"), (60, "Second")]),
        ("0:00 First\n1:00 One\n1:00 Same\n2:00 Two", [(0, "First"), (60, "One"), (120, "Two")]),
        ("0:00 First\n1:00 One\n11:00 Too late", [(0, "First"), (60, "One")]),
        ("0:30 One\n1:00 Two", [(0, "Intro"), (30, "One"), (60, "Two")]),
        ("Lunch is at 12:30 today", []),
        ("0:00 All of it", []),
        ("9:99x\nno stamps", []),
        ("", []),
    ],
)
def test_chapters_stand_in_the_description(description: str, expected: list[tuple[float, str]]) -> None:
    assert titles(description) == expected


def test_hours_count() -> None:
    assert titles("0:00 a\n1:00:05 b", 7200) == [(0, "a"), (3605, "b")]


def test_each_chapter_ends_where_the_next_begins_and_the_last_with_the_video() -> None:
    assert chapters_from_description("0:00 a\n1:00 b", 100.5) == (
        Chapter(0.0, 60.0, "a"),
        Chapter(60.0, 100.5, "b"),
    )


@given(st.text(alphabet="0123456789: -ab\n()[]", max_size=200), st.integers(0, 100_000))
def test_chapters_cover_the_video_without_gaps(description: str, duration_seconds: int) -> None:
    chapters = chapters_from_description(description, duration_seconds)
    if chapters:
        assert chapters[0].start_seconds == 0
        assert chapters[-1].end_seconds == duration_seconds
    assert all(first.end_seconds == second.start_seconds for first, second in pairwise(chapters))
    assert all(each.start_seconds < each.end_seconds and each.title for each in chapters)


def test_a_list_without_starts_has_no_chapters() -> None:
    assert span_chapters([], 100) == ()


def test_json_and_back() -> None:
    chapters = chapters_from_description("0:00 a\n1:00 b", 100)
    assert to_json(chapters)[0] == {"start_seconds": 0.0, "end_seconds": 60.0, "title": "a"}
    assert from_json(to_json(chapters)) == chapters


def test_titles_are_escaped_in_webvtt() -> None:
    document = to_chapters_vtt((Chapter(0, 60, "a --> b <i> & c"), Chapter(60, 61, "d")))
    assert document.startswith(
        "WEBVTT\n\n1\n00:00:00.000 --> 00:01:00.000\na --&gt; b &lt;i&gt; &amp; c\n\n2\n"
    )
    assert [cue.text for cue in cues_from_vtt(document)] == ["a --> b <i> & c", "d"]
