"""Cutting, believing and joining: what becomes of sound that is heard in parts."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reelshelf.captions.speech import (
    Heard,
    Part,
    Segment,
    Sound,
    Span,
    is_believable,
    joined,
    language_of,
    next_span,
    part_of,
)
from reelshelf.captions.spoken import tag_of
from reelshelf.captions.webvtt import Cue, cues_from_vtt, to_webvtt


def spans(sound: Sound, longest_seconds: float, begin_seconds: float = 0.0) -> list[Span]:
    found: list[Span] = []
    while (span := next_span(sound, begin_seconds, longest_seconds)) is not None:
        found.append(span)
        begin_seconds = span.end_seconds
    return found


def test_what_is_short_enough_stays_whole() -> None:
    assert spans(Sound(599.5, (Span(300, 301),)), 600) == [Span(0, 599.5)]


def test_a_cut_goes_through_the_middle_of_the_longest_pause_of_the_last_third() -> None:
    sound = Sound(1000, (Span(100, 120), Span(450, 450.5), Span(500, 502), Span(590, 590.4)))
    assert spans(sound, 600) == [Span(0, 501), Span(501, 1000)]


def test_without_a_pause_the_cut_is_as_late_as_may_be() -> None:
    assert spans(Sound(1300), 600) == [Span(0, 600), Span(600, 1200), Span(1200, 1300)]


def test_the_last_part_is_never_a_few_words_only() -> None:
    assert spans(Sound(605), 600) == [Span(0, 575), Span(575, 605)]


@given(
    duration=st.floats(0.1, 20_000),
    longest=st.floats(30, 900),
    pauses=st.lists(st.tuples(st.floats(0, 20_000), st.floats(0.3, 50)), max_size=30),
)
def test_parts_cover_the_sound_without_gap_or_overlap(
    duration: float, longest: float, pauses: list[tuple[float, float]]
) -> None:
    sound = Sound(duration, tuple(Span(start, start + lasting) for start, lasting in sorted(pauses)))
    found = spans(sound, longest)
    assert found[0].start_seconds == 0
    assert found[-1].end_seconds == duration
    assert all(before.end_seconds == after.start_seconds for before, after in pairwise(found))
    assert all(0 < span.seconds <= longest + 1e-6 for span in found)


def test_work_that_was_interrupted_goes_on_with_the_same_parts() -> None:
    sound = Sound(5000, tuple(Span(each, each + 0.7) for each in range(37, 5000, 61)))
    whole = spans(sound, 600)
    assert spans(sound, 600, whole[2].end_seconds) == whole[3:]


@pytest.mark.parametrize(
    ("segment", "believed"),
    [
        (Segment(0, 1, "hello", 0.01, 1.4, -0.2), True),
        (Segment(0, 1, "Thank you.", 0.9, 1.0, -1.3), False),
        (Segment(0, 1, "said over music, clearly", 0.9, 1.0, -0.3), True),
        (Segment(0, 1, "mumbled", 0.1, 1.0, -1.4), True),
        (Segment(0, 1, "la la la la la la la la", 0.1, 2.9, -0.1), False),
    ],
)
def test_whispers_own_thresholds_decide_what_is_believed(segment: Segment, *, believed: bool) -> None:
    assert is_believable(segment) is believed


def test_segments_move_to_their_place_and_stay_within_their_part() -> None:
    heard = Heard(
        (Segment(0.5, 2, " one <i>two</i>"), Segment(9, 14, "three"), Segment(11, 12, "invented")), "en"
    )
    part = part_of(Span(100, 110), heard)
    assert part.cues == (Cue(100.5, 102, "one two"), Cue(109, 110, "three"))


@given(
    st.lists(
        st.lists(st.tuples(st.floats(0, 60), st.floats(-1, 70), st.text(max_size=8)), max_size=6), max_size=5
    )
)
def test_what_is_joined_is_clean_monotonic_and_survives_webvtt(
    heard: list[list[tuple[float, float, str]]],
) -> None:
    parts = [
        part_of(
            Span(60.0 * index, 60.0 * (index + 1)),
            Heard(tuple(Segment(start, end, text) for start, end, text in segments)),
        )
        for index, segments in enumerate(heard)
    ]
    cues = joined(parts)
    assert all(before.end_seconds <= after.start_seconds for before, after in pairwise(cues))
    assert all(cue.start_seconds < cue.end_seconds and cue.text for cue in cues)
    assert cues_from_vtt(to_webvtt(cues)) == cues


def test_the_language_is_the_one_in_which_most_was_said() -> None:
    long, short = (Cue(0, 1, "a rather long sentence"),), (Cue(0, 1, "kurz"),)
    span = Span(0, 1)
    assert language_of([Part(span, short, "de"), Part(span, long, "en"), Part(span, (), "ja")]) == "en"
    assert language_of([]) is None


@pytest.mark.parametrize(
    ("named", "tag"),
    [
        ("English", "en"),
        ("haitian creole", "ht"),
        ("de", "de"),
        ("yue", "yue"),
        ("", None),
        ("no such thing", None),
    ],
)
def test_languages_are_tags_whatever_they_are_called(named: str, tag: str | None) -> None:
    assert tag_of(named) == tag
