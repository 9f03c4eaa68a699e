from __future__ import annotations

import re
from itertools import pairwise

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reelshelf.captions.webvtt import Cue, cues_from_json3, cues_from_vtt, timestamp, to_webvtt

Event = dict[str, object]

TIMING_LINE = re.compile(r"^\d{2,}:\d\d:\d\d\.\d{3} --> \d{2,}:\d\d:\d\d\.\d{3}$", re.MULTILINE)

nasty_texts = st.one_of(
    st.text(max_size=40),
    st.text(alphabet="<>&;- \n\r\t/abci#39amplt\u200b\u2028\x0b\x00", max_size=40),
    st.sampled_from(
        [
            "-->",
            "00:00:01.000 --> 00:00:02.000",
            "<script>",
            "a\n\nb",
            "WEBVTT",
            "NOTE x",
            "&lt;i&gt;",
            "<i>x",
        ]
    ),
)
events = st.lists(
    st.fixed_dictionaries(
        {
            "tStartMs": st.integers(-1000, 40_000_000),
            "segs": st.lists(st.fixed_dictionaries({"utf8": nasty_texts}), max_size=3),
        },
        optional={"dDurationMs": st.integers(-5, 20_000), "aAppend": st.just(1)},
    ),
    max_size=12,
)


def json3(*events: Event) -> bytes:
    return orjson.dumps({"wireMagic": "pb3", "events": events})


def event(start_ms: int, length_ms: int, *words: str, **more: object) -> Event:
    return {
        "tStartMs": start_ms,
        "dDurationMs": length_ms,
        "segs": [{"utf8": word} for word in words],
        **more,
    }


def test_manual_captions_keep_their_times_and_line_breaks() -> None:
    body = json3(event(0, 1500, "Hello\nworld"), event(1500, 2500, "again"))
    assert cues_from_json3(body) == (Cue(0.0, 1.5, "Hello\nworld"), Cue(1.5, 4.0, "again"))


def test_automatic_captions_roll_without_overlap_and_without_line_feeds() -> None:
    body = json3(
        {"tStartMs": 0, "dDurationMs": 60_000, "id": 1, "wpWinPosId": 1, "wsWinStyleId": 1},
        event(80, 4000, "so", " today", wWinId=1),
        event(2000, 2080, "\n", wWinId=1, aAppend=1),
        event(2010, 4000, "we", " build", wWinId=1),
        event(4000, 2010, "\n", wWinId=1, aAppend=1),
        event(4010, 3000, "a shelf", wWinId=1),
    )
    assert cues_from_json3(body) == (
        Cue(0.08, 2.01, "so today"),
        Cue(2.01, 4.01, "we build"),
        Cue(4.01, 7.01, "a shelf"),
    )


def test_a_rolling_line_that_is_shown_again_is_said_once() -> None:
    body = json3(
        event(0, 2000, "one"),
        event(2000, 2000, "one\ntwo"),
        event(4000, 2000, "two"),
        event(6000, 2000, "two\nthree"),
        event(6000, 2000, "\n", aAppend=1),
    )
    assert [cue.text for cue in cues_from_json3(body)] == ["one", "two", "three"]


def test_a_line_that_is_said_twice_stays() -> None:
    body = json3(
        event(0, 4000, "yes", wWinId=1),
        event(1990, 2010, "\n", wWinId=1, aAppend=1),
        event(2000, 2000, "yes", wWinId=1),
    )
    assert cues_from_json3(body) == (Cue(0.0, 2.0, "yes"), Cue(2.0, 4.0, "yes"))


def test_a_refrain_in_manual_captions_stays() -> None:
    body = json3(event(0, 1000, "la la"), event(1000, 1000, "la la"))
    assert [cue.text for cue in cues_from_json3(body)] == ["la la", "la la"]


def test_two_speakers_may_overlap_in_manual_captions() -> None:
    body = json3(event(2000, 4000, "second"), event(0, 5000, "first"))
    assert cues_from_json3(body) == (Cue(0.0, 5.0, "first"), Cue(2.0, 6.0, "second"))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Tom &amp; Jerry", "Tom & Jerry"),
        ("it&#39;s", "it's"),
        ("<i>really</i> <font color='#fff'>now</font>", "really now"),
        ("if a < b and c > d", "if a < b and c > d"),
        ("&lt;b&gt; is a tag", "<b> is a tag"),
        ("?a=1&copy=2", "?a=1&copy=2"),
        ("\u200bzero\u200b", "zero"),
        ("  wide \u00a0 space ", "wide space"),
    ],
)
def test_text_is_what_a_person_reads(written: str, read: str) -> None:
    assert cues_from_json3(json3(event(0, 1000, written)))[0].text == read


def test_a_missing_length_ends_at_the_next_cue() -> None:
    body = json3({"tStartMs": 0, "segs": [{"utf8": "a"}]}, {"tStartMs": 1200, "segs": [{"utf8": "b"}]})
    assert cues_from_json3(body) == (Cue(0.0, 1.2, "a"), Cue(1.2, 4.2, "b"))


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"events": 3}', b"\xff"])
def test_what_is_no_json3_is_refused(body: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - any ValueError is the contract
        cues_from_json3(body)


def test_no_events_are_no_cues() -> None:
    assert cues_from_json3(b"{}") == ()


def test_youtube_vtt_with_word_times_reads_like_its_json3() -> None:
    document = (
        "\ufeffWEBVTT\nKind: captions\nLanguage: en\n\n"
        "00:00:00.080 --> 00:00:02.000 align:start position:0%\n \nso<00:00:00.500><c> today</c>\n\n"
        "00:00:02.000 --> 00:00:02.010 align:start position:0%\nso today\n \n\n"
        "00:00:02.010 --> 00:00:04.000 align:start position:0%\nso today\nwe<00:00:02.500><c> build</c>\n"
    )
    assert cues_from_vtt(document) == (Cue(0.08, 2.0, "so today"), Cue(2.01, 4.0, "we build"))


def test_notes_styles_and_identifiers_are_left_behind() -> None:
    document = (
        "WEBVTT - title\r\n\r\nNOTE\r\nnothing\r\n\r\nSTYLE\r\n::cue { color: red }\r\n\r\n"
        "intro\r\n00:01.000 --> 00:02.500\r\n<v Ann>Tom &amp; <b>Jerry</b>\r\n"
    )
    assert cues_from_vtt(document) == (Cue(1.0, 2.5, "Tom & Jerry"),)


def test_subrip_is_read_too() -> None:
    assert cues_from_vtt("1\n00:00:01,000 --> 00:00:02,000\nHi\n") == (Cue(1.0, 2.0, "Hi"),)


def test_the_language_cannot_break_the_header() -> None:
    assert to_webvtt((), "de-AT").startswith("WEBVTT\nKind: captions\nLanguage: de-AT\n")
    assert "Language" not in to_webvtt((), "de\n\n00:00.000 --> 00:01.000")


def test_long_videos_have_more_hour_digits() -> None:
    assert timestamp(360_000.0005) == "100:00:00.000"


@given(events)
def test_cues_are_clean_whatever_comes_in(raw: list[Event]) -> None:
    cues = cues_from_json3(json3(*raw))
    assert all(0 <= cue.start_seconds < cue.end_seconds for cue in cues)
    assert all(first.start_seconds <= second.start_seconds for first, second in pairwise(cues))
    assert all(cue.text and all(line.strip() == line != "" for line in cue.text.split("\n")) for cue in cues)


@given(events)
def test_webvtt_read_again_is_the_same(raw: list[Event]) -> None:
    cues = cues_from_json3(json3(*raw))
    assert cues_from_vtt(to_webvtt(cues, "en")) == cues


@given(events)
def test_rolling_captions_never_overlap(raw: list[Event]) -> None:
    cues = cues_from_json3(json3(*raw, event(50_000_000, 10, "\n", aAppend=1)))
    assert all(
        first.end_seconds <= second.start_seconds or first.start_seconds == second.start_seconds
        for first, second in pairwise(cues)
    )


@given(st.lists(nasty_texts, max_size=6))
def test_no_text_can_break_out_of_its_cue(texts: list[str]) -> None:
    cues = [Cue(float(number), number + 1.0, text) for number, text in enumerate(texts)]
    document = to_webvtt(cues)
    assert document.count("-->") == len(TIMING_LINE.findall(document)) == len(texts)
    payload = TIMING_LINE.sub("", document)
    assert "<" not in payload
    assert ">" not in payload
    assert not re.search(r"&(?!amp;|lt;|gt;)", payload)
