"""Who is heard, and what follows when somebody could not be: pure."""

from __future__ import annotations

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reelshelf.captions.webvtt import Cue
from reelshelf.enrichment import pipeline
from reelshelf.enrichment.outcomes import (
    LONGEST_SPEECH_BACKOFF_SECONDS,
    MAX_SPEECH_ATTEMPTS,
    Failed,
    RetryAt,
    decide_speech,
)
from reelshelf.enrichment.pipeline import NoCaptions, Snapshot, SpeechFollows
from reelshelf.upstreams.failures import WAITING_FOR_BUDGET, Failure, FailureKind

K = FailureKind
WAITS = {
    K.RATE_LIMITED,
    K.BLOCKED,
    K.QUOTA_EXHAUSTED,
    K.NETWORK,
    K.NOT_YET,
    K.CLIENT_OUTDATED,
    K.ADMIN_ACTION,
}


def snapshot(*, has_captions: bool = False) -> Snapshot:
    return Snapshot(
        video_id=uuid4(),
        user_id=uuid4(),
        list_id=uuid4(),
        job_id=None,
        youtube_id="abcdefghijk",
        stage="metadata",
        fence=1,
        has_captions=has_captions,
    )


def test_without_speech_recognition_a_video_stays_without() -> None:
    assert pipeline.without_captions(60, speech=False) == NoCaptions()


def test_four_hours_are_heard_and_no_second_more() -> None:
    assert pipeline.without_captions(4 * 3600, speech=True) == SpeechFollows()
    outcome = pipeline.without_captions(4 * 3600 + 1, speech=True)
    assert isinstance(outcome, NoCaptions)
    assert outcome.message is not None
    change = pipeline.finished(snapshot(), outcome, 0.0)
    assert (change.columns["status"], change.columns["captions"]) == ("completed", "none")
    assert "too long" in change.columns["progress_message"]


def test_a_video_that_will_be_heard_is_complete_and_says_what_follows() -> None:
    change = pipeline.finished(snapshot(), SpeechFollows(), 0.0)
    assert change.steps == ("captions", "chapters", "complete")
    assert (change.then, change.columns["speech"]) == ("done", "wanted")
    event = pipeline.event_of(change, "complete")
    assert (event["progress"], event["enrichment_status"], event["captions_source"]) == (100, "partial", None)


def test_captions_that_are_there_are_kept_and_not_heard() -> None:
    change = pipeline.finished(snapshot(has_captions=True), SpeechFollows(), 0.0)
    assert (change.columns["status"], change.columns["speech"]) == ("completed", "unneeded")
    assert "captions" not in change.columns


def test_what_was_heard_becomes_captions() -> None:
    change = pipeline.heard(snapshot(), (Cue(0, 1, "a\0b"),), "de")
    told = pipeline.event_of(change, "complete")
    assert (told["captions_source"], told["enrichment_status"]) == ("whisper", "completed")
    assert (change.columns["captions_language"], change.columns["transcript_text"]) == ("de", "ab")


def test_nothing_heard_is_no_captions() -> None:
    change = pipeline.heard(snapshot(), (), None)
    assert (change.columns["captions"], change.columns["captions_source"]) == ("none", "none")
    assert change.columns["progress_message"] == "Nothing is said in this video."


@pytest.mark.parametrize("kind", sorted(WAITS))
def test_waiting_costs_no_attempt_however_often(kind: FailureKind) -> None:
    decision = decide_speech(Failure(kind, ""), 1000, 0.0)
    assert isinstance(decision, RetryAt)
    assert not decision.costs_attempt


def test_a_turn_that_is_told_is_kept() -> None:
    failure = Failure(K.RATE_LIMITED, "", 1234.0, WAITING_FOR_BUDGET)
    decision = decide_speech(failure, 0, 0.0)
    assert isinstance(decision, RetryAt)
    assert (decision.seconds, decision.costs_attempt) == (1234.0, False)


@pytest.mark.parametrize("kind", [K.GONE, K.NO_ACCESS])
def test_a_video_that_is_gone_is_not_heard_later(kind: FailureKind) -> None:
    assert isinstance(decide_speech(Failure(kind, ""), 0, 0.0), Failed)


@given(kind=st.sampled_from(sorted(set(K) - WAITS - {K.GONE, K.NO_ACCESS})), jitter=st.floats(0, 0.999))
def test_every_other_failure_is_tried_again_and_given_up_in_the_end(kind: FailureKind, jitter: float) -> None:
    decisions = [decide_speech(Failure(kind, ""), attempt, jitter) for attempt in range(MAX_SPEECH_ATTEMPTS)]
    *again, last = decisions
    assert isinstance(last, Failed)
    assert last.code == "speech_failed"
    waits = [each.seconds for each in again if isinstance(each, RetryAt) and each.costs_attempt]
    assert len(waits) == len(again)
    assert waits == sorted(waits)
    assert waits[0] >= 60
    assert waits[-1] <= LONGEST_SPEECH_BACKOFF_SECONDS * 1.5
