"""The next state of a video, from what was learnt: pure, so every case is tried."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, get_args
from uuid import UUID

import pytest

from reelshelf.captions.chapters import Chapter
from reelshelf.captions.tracks import CaptionTrack
from reelshelf.captions.webvtt import Cue
from reelshelf.enrichment import pipeline
from reelshelf.enrichment.outcomes import Failed, RetryAt
from reelshelf.enrichment.pipeline import (
    PROGRESS,
    Captions,
    CaptionsOutcome,
    CaptionsPutOff,
    NoCaptions,
    Snapshot,
    Stage,
)
from reelshelf.enrichment.ports import VideoFacts
from reelshelf.upstreams.failures import Failure, FailureKind

if TYPE_CHECKING:
    from reelshelf.enrichment.pipeline import Change

TRACK = CaptionTrack("de", "manual", "https://www.youtube.com/api/timedtext?v=abc&lang=de")
AUTOMATIC = CaptionTrack("en", "auto", "https://www.youtube.com/api/timedtext?v=abc&lang=en&kind=asr")
CUES = (Cue(0.0, 1.5, "Hello"), Cue(1.5, 3.0, "there"))
PUT_OFF = CaptionsPutOff(Failure(FailureKind.RATE_LIMITED, "HTTP Error 429"))
SNAPSHOT = Snapshot(
    video_id=UUID(int=1),
    user_id=UUID(int=2),
    list_id=UUID(int=3),
    job_id=UUID(int=4),
    youtube_id="abcdefghijk",
    stage="created",
    fence=7,
    attempts=2,
    retry_count=5,
)
FACTS = VideoFacts(
    youtube_id="abcdefghijk",
    title="A talk",
    channel="Somebody",
    channel_id="UCxxxxxxxxxxxxxxxxxxxxxx",
    duration_seconds=120,
    published_at=datetime(2026, 1, 2, tzinfo=UTC),
    description="0:00 Beginning\n1:00 End",
    view_count=3,
    thumbnail_url="https://i.ytimg.com/vi/abcdefghijk/mqdefault.jpg",
    original_language="de",
    tracks=(TRACK,),
    chapters=(),
)
OUTCOMES: dict[str, CaptionsOutcome] = {
    "captions": Captions(TRACK, CUES),
    "none": NoCaptions(),
    "put off": PUT_OFF,
}
DECISIONS: dict[str, RetryAt | Failed] = {
    "later": RetryAt(60.0, "Short pause", costs_attempt=False),
    "again": RetryAt(4.0, "Tried again", costs_attempt=True),
    "never": Failed("video_private", "This video is private."),
}
#: The stages in which a video is found when it is claimed; captions, chapters and complete are one write.
FOUND: tuple[Stage, ...] = ("created", "metadata", "complete")


def at(stage: Stage, *, has_captions: bool = False) -> Snapshot:
    return replace(SNAPSHOT, stage=stage, has_captions=has_captions)


def told(change: Change) -> list[tuple[str, int]]:
    events = [pipeline.event_of(change, stage) for stage in change.steps]
    return [(event["stage"], event["progress"]) for event in events]


def test_every_stage_has_its_progress() -> None:
    assert PROGRESS == {"created": 0, "metadata": 25, "captions": 60, "chapters": 90, "complete": 100}
    assert set(PROGRESS) == set(get_args(Stage)) - {"error"}


def test_metadata_is_stored_and_told() -> None:
    change = pipeline.learned(SNAPSHOT, FACTS, TRACK)
    assert told(change) == [("metadata", 25)]
    assert change.then == "go_on"
    assert change.columns["title"] == "A talk"
    assert change.columns["published_at"] == "2026-01-02T00:00:00+00:00"
    assert change.columns["caption_track"] == {"language": "de", "origin": "manual", "url": TRACK.url}
    assert change.columns["attempts"] == 0
    event = pipeline.event_of(change, "metadata")
    assert (event["title"], event["channel"], event["duration"]) == ("A talk", "Somebody", 120)


def test_chapters_of_the_description_serve_where_youtube_has_none() -> None:
    change = pipeline.learned(SNAPSHOT, FACTS, None)
    assert change.columns["chapters_source"] == "description"
    assert [chapter["title"] for chapter in change.columns["chapters_json"]] == ["Beginning", "End"]


def test_youtubes_own_chapters_come_first() -> None:
    facts = replace(FACTS, chapters=(Chapter(0.0, 120.0, "All of it"),))
    change = pipeline.learned(SNAPSHOT, facts, None)
    assert change.columns["chapters_source"] == "youtube"
    assert change.columns["chapters_vtt"].startswith("WEBVTT")


def test_a_video_without_chapters_keeps_the_columns_alone() -> None:
    change = pipeline.learned(SNAPSHOT, replace(FACTS, description="No list"), None)
    assert change.columns["chapters_source"] is None
    assert "chapters_json" not in change.columns


def test_nul_never_reaches_the_database() -> None:
    facts = replace(
        FACTS,
        title="A\0B",
        channel="C\0",
        description="0:00 One\0\n1:00 Two",
        chapters=(Chapter(0.0, 9.0, "X\0Y"),),
    )
    learned = pipeline.learned(SNAPSHOT, facts, None)
    finished = pipeline.finished(SNAPSHOT, Captions(TRACK, (Cue(0.0, 1.0, "a\0b"),)), 0.0)
    assert "\0" not in repr(learned.columns).replace("\\x00", "\0")
    assert "\0" not in repr(finished.columns).replace("\\x00", "\0")
    assert learned.columns["title"] == "AB"


def test_an_open_video_keeps_its_title_and_stays_open() -> None:
    change = pipeline.learned(at("complete"), FACTS, TRACK)
    assert change.steps == ()
    assert "title" not in change.columns
    assert "processing_status" not in change.columns
    assert change.columns["channel"] == "Somebody"


@pytest.mark.parametrize(("track", "source"), [(TRACK, "youtube_manual"), (AUTOMATIC, "youtube_auto")])
def test_captions_are_stored_as_vtt_and_text(track: CaptionTrack, source: str) -> None:
    change = pipeline.finished(at("metadata"), Captions(track, CUES), 0.0)
    assert told(change) == [("captions", 60), ("chapters", 90), ("complete", 100)]
    assert (change.then, change.columns["status"]) == ("done", "completed")
    assert change.columns["captions_source"] == source
    assert change.columns["captions_language"] == track.language
    assert "00:00:01.500 --> 00:00:03.000" in change.columns["captions_vtt"]
    assert "Hello" in change.columns["transcript_text"]
    event = pipeline.event_of(change, "complete")
    assert (event["enrichment_status"], event["captions_source"]) == ("completed", source)


def test_certain_absence_is_the_end() -> None:
    change = pipeline.finished(at("metadata"), NoCaptions(), 0.0)
    assert (change.then, change.columns["status"]) == ("done", "completed")
    assert (change.columns["captions"], change.columns["captions_source"]) == ("none", "none")


def test_captions_put_off_open_the_video_all_the_same() -> None:
    change = pipeline.finished(at("metadata"), PUT_OFF, 0.0)
    assert told(change)[-1] == ("complete", 100)
    assert (change.then, change.columns["status"], change.columns["captions"]) == (
        "later",
        "partial",
        "follow",
    )
    assert change.columns["retry_count"] == SNAPSHOT.retry_count + 1
    assert change.delay_seconds == 30 * 2**5
    event = pipeline.event_of(change, "complete")
    assert event["enrichment_status"] == "partial"
    assert event["captions_source"] is None
    assert "429" not in str(event)


@pytest.mark.parametrize("outcome", [NoCaptions(), PUT_OFF], ids=["none", "put off"])
def test_captions_once_stored_are_kept(outcome: CaptionsOutcome) -> None:
    change = pipeline.finished(at("complete", has_captions=True), outcome, 0.0)
    assert not {"captions", "captions_source", "captions_vtt"} & set(change.columns)
    assert "captions_source" not in pipeline.event_of(change, "complete")


@pytest.mark.parametrize("stage", FOUND)
@pytest.mark.parametrize("outcome", OUTCOMES.values(), ids=list(OUTCOMES))
def test_whatever_becomes_of_captions_a_video_ends_open(stage: Stage, outcome: CaptionsOutcome) -> None:
    change = pipeline.finished(at(stage), outcome, 0.5)
    assert change.steps[-1] == "complete"
    assert change.columns["processing_status"] == "completed"
    assert (change.delay_seconds is not None) == (change.then == "later")


@pytest.mark.parametrize("stage", FOUND)
@pytest.mark.parametrize("outcome", OUTCOMES.values(), ids=list(OUTCOMES))
def test_no_stage_and_no_progress_ever_goes_back(stage: Stage, outcome: CaptionsOutcome) -> None:
    snapshot = at(stage)
    changes = [pipeline.learned(snapshot, FACTS, TRACK), pipeline.finished(snapshot, outcome, 0.0)]
    steps = [progress for change in changes for _, progress in told(change)]
    reached = [PROGRESS[stage], *steps]
    assert reached == sorted(reached)
    assert reached[-1] == 100


def test_waiting_costs_no_attempt() -> None:
    change = pipeline.refused(SNAPSHOT, DECISIONS["later"])
    assert (change.then, change.delay_seconds, change.message) == ("later", 60.0, "Short pause")
    assert not {"attempts", "retry_count"} & set(change.columns)
    assert change.steps == ()


def test_a_real_failure_costs_one() -> None:
    change = pipeline.refused(SNAPSHOT, DECISIONS["again"])
    assert (change.columns["attempts"], change.columns["retry_count"]) == (3, 6)
    assert change.columns["status"] == "pending"


@pytest.mark.parametrize("stage", ["created", "metadata"])
def test_a_video_that_cannot_be_had_stands_where_it_got_to(stage: Stage) -> None:
    change = pipeline.refused(at(stage), DECISIONS["never"])
    assert told(change) == [("error", PROGRESS[stage])]
    event = pipeline.event_of(change, "error")
    assert event["error"] == {"code": "video_private", "message": "This video is private."}
    assert (change.then, change.columns["status"], change.columns["processing_status"]) == (
        "done",
        "failed",
        "failed",
    )


@pytest.mark.parametrize("stage", ["metadata", "captions", "chapters", "complete"])
def test_events_name_the_video_by_all_its_ids(stage: Stage) -> None:
    change = pipeline.finished(at("metadata"), NoCaptions(), 0.0)
    event = pipeline.event_of(change, stage)
    assert event["type"] == "import_progress"
    assert (event["video_id"], event["list_id"], event["job_id"]) == (
        str(SNAPSHOT.video_id),
        str(SNAPSHOT.list_id),
        str(SNAPSHOT.job_id),
    )
    assert event["youtube_id"] == "abcdefghijk"
    assert event["progress"] == PROGRESS[stage]


def test_a_video_without_a_job_has_none_in_its_events() -> None:
    change = pipeline.learned(replace(SNAPSHOT, job_id=None), FACTS, None)
    assert pipeline.event_of(change, "metadata")["job_id"] is None
