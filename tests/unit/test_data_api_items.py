"""What the Data API sends, and what we make of it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from reelshelf.providers.youtube_data_api.items import read


def item(youtube_id: str, **sections: Any) -> dict[str, Any]:
    snippet = {"title": "A talk", "channelTitle": "Somebody", "publishedAt": "2026-07-01T12:34:56Z"}
    return {"id": youtube_id, "snippet": snippet, "contentDetails": {"duration": "PT1M"}, **sections}


def answer(*items: dict[str, Any]) -> bytes:
    return json.dumps({"kind": "youtube#videoListResponse", "items": items}).encode()


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("PT59S", 59),
        ("PT1H2M3S", 3723),
        ("PT10M", 600),
        ("P1DT2H", 93_600),
        ("P1W", 604_800),
        ("P0D", None),
        ("", None),
        ("an hour", None),
    ],
)
def test_durations(written: str, seconds: int | None) -> None:
    found = read(answer(item("a", contentDetails={"duration": written})))["a"]
    assert found.duration_seconds == seconds
    assert found.is_complete == (seconds is not None)


def test_one_video_of_another_shape_takes_no_other_with_it() -> None:
    found = read(
        answer(
            item("a"),
            item("b", snippet="a text"),
            item("c", snippet={"title": ""}),
            {"kind": "youtube#channel"},
            item("d", statistics={"viewCount": "not a number"}),
            item("e", statistics={"viewCount": "12"}),
        )
    )
    assert list(found) == ["a", "e"]
    assert found["e"].view_count == 12


def test_what_is_hidden_is_not_known() -> None:
    found = read(answer({"id": "a", "snippet": {"title": "A talk"}}))["a"]
    assert (found.channel, found.duration_seconds, found.view_count, found.published_at) == (None,) * 4
    assert not found.is_complete


def test_nothing_found_is_an_answer() -> None:
    assert read(answer()) == {}
