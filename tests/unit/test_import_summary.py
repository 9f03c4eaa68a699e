"""What `reelshelf import` says at the end, and what it exits with."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal
from uuid import UUID

import pytest

from reelshelf.cli.screen import note
from reelshelf.cli.sources import read_sources
from reelshelf.cli.summary import Summary
from reelshelf.imports.commands import ImportStarted, InvalidInput, JobSnapshot

JOB = UUID(int=1)


def started(created: int = 0, duplicates: int = 0, playlists: int = 0, invalid: int = 0) -> ImportStarted:
    lines = tuple(InvalidInput("links.txt", line, "nothing", "not_a_link") for line in range(1, invalid + 1))
    return ImportStarted((JOB,), created + duplicates + invalid, created, duplicates, playlists, lines)


def snapshot(
    *,
    status: Literal["running", "paused", "completed", "cancelled"] = "completed",
    with_captions: int = 0,
    without_captions: int = 0,
    captions_follow: int = 0,
    unavailable: int = 0,
    pending: int = 0,
    invalid_count: int = 0,
    resumes_at: datetime | None = None,
    eta_seconds: int | None = None,
) -> JobSnapshot:
    complete = with_captions + without_captions + captions_follow
    return JobSnapshot(
        status=status,
        total=complete + unavailable + pending,
        complete=complete,
        with_captions=with_captions,
        without_captions=without_captions,
        captions_follow=captions_follow,
        unavailable=unavailable,
        pending=pending,
        invalid_count=invalid_count,
        resumes_at=resumes_at,
        eta_seconds=eta_seconds,
    )


@pytest.mark.parametrize(
    ("summary", "exit_code"),
    [
        (Summary(started(created=3), None), 0),
        (Summary(started(duplicates=3), None), 0),
        (Summary(started(playlists=1), None), 0),
        (Summary(started(invalid=3), None), 2),
        (Summary(started(), None), 2),
        (Summary(started(created=3), [snapshot(with_captions=2, without_captions=1)]), 0),
        (Summary(started(created=3, invalid=1), [snapshot(with_captions=3, invalid_count=1)]), 0),
        (Summary(started(created=3, playlists=1), [snapshot(with_captions=3, invalid_count=1)]), 1),
        (Summary(started(created=3), [snapshot(with_captions=2, unavailable=1)]), 1),
        (Summary(started(created=3), [snapshot(status="cancelled", with_captions=2, pending=1)]), 1),
    ],
)
def test_exit_codes(summary: Summary, exit_code: int) -> None:
    assert summary.exit_code == exit_code


def test_the_end_in_words() -> None:
    jobs = [snapshot(with_captions=44, without_captions=2, captions_follow=1, unavailable=1)]
    assert Summary(started(created=48, duplicates=1, invalid=1), jobs).lines() == [
        "Import finished. 47 videos.",
        "2 without captions.",
        "1 opened already, captions follow.",
        "1 not available.",
        "1 on this list already.",
        "1 not a video link.",
        "  links.txt, line 1: nothing",
    ]


def test_many_bad_lines_are_cut_short() -> None:
    assert Summary(started(invalid=12), None).lines()[-1] == "  … and 2 more"


def test_counts_of_several_jobs_add_up() -> None:
    jobs = [snapshot(with_captions=3, unavailable=1), snapshot(with_captions=5, without_captions=1)]
    counts = Summary(started(created=10), jobs).as_json()["videos"]
    assert counts["total"] == 10 == counts["complete"] + counts["unavailable"] + counts["pending"]


def test_a_pause_is_explained_with_the_time_it_ends() -> None:
    until = datetime(2026, 11, 22, 14, 20, tzinfo=UTC)
    local = until.astimezone().strftime("%H:%M")
    said = note(snapshot(status="running", pending=1, resumes_at=until))
    assert said == f"Short pause. Continues at {local} by itself."


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (74, "about 74 s left"),
        (600, "about 10 min left"),
        (7500, "about 2 h 5 min left"),
        (None, ""),
    ],
)
def test_time_left(seconds: int | None, words: str) -> None:
    assert note(snapshot(status="running", pending=1, eta_seconds=seconds)) == words


def test_links_become_one_input() -> None:
    links = ["https://youtu.be/dQw4w9WgXcQ", "youtube.com/watch?v=dQw4w9WgXcQ"]
    assert [each.content.decode().splitlines() for each in read_sources(links)] == [links]
