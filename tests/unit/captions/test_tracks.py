from __future__ import annotations

import pytest

from reelshelf.captions.tracks import CaptionTrack, choose_track, matches

URL = "https://www.youtube.com/api/timedtext?v=x&lang="


def manual(language: str) -> CaptionTrack:
    return CaptionTrack(language, "manual", URL + language)


def auto(language: str) -> CaptionTrack:
    return CaptionTrack(language, "auto", URL + language + "&kind=asr")


def translated(language: str) -> CaptionTrack:
    return CaptionTrack(language, "auto", f"{URL}de&kind=asr&tlang={language}")


@pytest.mark.parametrize(
    ("tracks", "original", "preferences", "chosen"),
    [
        ((), "de", ("en",), None),
        ((manual("en"), manual("de")), "de", ("en",), manual("de")),
        ((manual("en"), auto("de")), "de", ("en",), auto("de")),
        ((auto("de"), manual("de")), "de", ("en",), manual("de")),
        ((manual("fr"), manual("en-US")), "de", ("en",), manual("en-US")),
        ((manual("en-US"), manual("en")), None, ("en",), manual("en")),
        ((manual("fr"), manual("it")), "de", ("it", "fr"), manual("it")),
        ((auto("en"), manual("en")), None, ("en",), manual("en")),
        ((manual("fr"), auto("de")), None, ("en",), auto("de")),
        ((manual("ja"), manual("ko")), "de", ("en",), manual("ja")),
        ((auto("ja"),), "de", ("en",), auto("ja")),
        ((translated("en"),), "de", ("en",), None),
        ((translated("en"), auto("de")), None, ("en",), auto("de")),
        ((manual("EN-gb"),), "en-GB", (), manual("EN-gb")),
    ],
)
def test_the_best_track(
    tracks: tuple[CaptionTrack, ...],
    original: str | None,
    preferences: tuple[str, ...],
    chosen: CaptionTrack | None,
) -> None:
    assert choose_track(tracks, original, preferences) == chosen


@pytest.mark.parametrize(
    ("language", "wanted", "match"),
    [
        ("en", "en", True),
        ("en-US", "en", True),
        ("en", "en-US", True),
        ("eng", "en", False),
        ("zh-Hans", "zh-Hant", False),
    ],
)
def test_languages_match_by_their_parts(language: str, wanted: str, *, match: bool) -> None:
    assert matches(language, wanted) is match
