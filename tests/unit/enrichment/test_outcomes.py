"""What follows from each kind of failure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reelshelf.enrichment.outcomes import (
    COSTS_AN_ATTEMPT,
    FINAL,
    LONGEST_BACKOFF_SECONDS,
    LONGEST_WAIT_SECONDS,
    MAX_ATTEMPTS,
    WAITS_SECONDS,
    Failed,
    RetryAt,
    captions_delay_seconds,
    decide,
)
from reelshelf.upstreams.failures import Failure, FailureKind
from reelshelf.upstreams.messages import MESSAGES

#: What follows from the first failure of each kind: seconds of waiting and whether it costs an attempt, or the end.
FIRST = {
    FailureKind.RATE_LIMITED: (60, False),
    FailureKind.BLOCKED: (900, False),
    FailureKind.QUOTA_EXHAUSTED: (3600, False),
    FailureKind.NETWORK: (15, False),
    FailureKind.NOT_YET: (3600, False),
    FailureKind.CLIENT_OUTDATED: (3600, False),
    FailureKind.ADMIN_ACTION: (600, False),
    FailureKind.TRANSIENT: (2, True),
    FailureKind.BUG: (2, True),
    FailureKind.CAPTIONS_UNKNOWN: (2, True),
    FailureKind.NO_CAPTIONS: (2, True),
    FailureKind.OTHER_LANGUAGE: (2, True),
    FailureKind.SPLIT: (2, True),
    FailureKind.GONE: None,
    FailureKind.NO_ACCESS: None,
    FailureKind.INVALID_INPUT: None,
}

chances = st.floats(0, 1, exclude_max=True)
kinds = st.sampled_from(FailureKind)


@pytest.mark.parametrize("kind", FailureKind)
def test_every_kind_has_its_decision(kind: FailureKind) -> None:
    decision = decide(Failure(kind, "detail"), attempts=0, jitter=0.0)
    match FIRST[kind], decision:
        case None, Failed(code, message):
            assert (code, message) == (kind.value, MESSAGES[kind.value].en)
        case (seconds, costs), RetryAt() as retry:
            assert (retry.seconds, retry.costs_attempt) == (seconds, costs)
            assert retry.message == MESSAGES[kind.value].en
        case _:
            pytest.fail(f"{kind}: {decision}")


@pytest.mark.parametrize("kind", FailureKind)
def test_every_kind_belongs_to_exactly_one_table(kind: FailureKind) -> None:
    assert [kind in FINAL, kind in COSTS_AN_ATTEMPT, kind in WAITS_SECONDS].count(True) == 1


@pytest.mark.parametrize("kind", sorted(FINAL))
def test_what_is_final_here_is_final_for_the_upstream(kind: FailureKind) -> None:
    assert kind.is_final


@pytest.mark.parametrize("kind", sorted(WAITS_SECONDS))
def test_waiting_never_runs_out_of_attempts(kind: FailureKind) -> None:
    decision = decide(Failure(kind, ""), attempts=10_000, jitter=0.5)
    assert isinstance(decision, RetryAt)
    assert not decision.costs_attempt


@pytest.mark.parametrize("kind", sorted(COSTS_AN_ATTEMPT))
def test_attempts_run_out_in_plain_words(kind: FailureKind) -> None:
    assert isinstance(decide(Failure(kind, ""), MAX_ATTEMPTS - 2, 0.0), RetryAt)
    assert decide(Failure(kind, ""), MAX_ATTEMPTS - 1, 0.0) == Failed(
        "not_reachable", "This video could not be fetched. You can try it again."
    )


def test_the_code_says_more_than_the_kind() -> None:
    decision = decide(
        Failure(FailureKind.NO_ACCESS, "Sign in to confirm your age", code="age_restricted"), 0, 0
    )
    assert decision == Failed("age_restricted", MESSAGES["age_restricted"].en)


def test_a_slow_down_is_a_pause_and_no_error() -> None:
    decision = decide(Failure(FailureKind.RATE_LIMITED, "HTTP Error 429"), 0, 0)
    assert isinstance(decision, RetryAt)
    assert decision.message == MESSAGES["rate_limited"].en
    assert "429" not in decision.message


@given(attempts=st.integers(0, MAX_ATTEMPTS - 2), jitter=chances)
def test_backoff_doubles_within_its_bounds(attempts: int, jitter: float) -> None:
    decision = decide(Failure(FailureKind.TRANSIENT, ""), attempts, jitter)
    assert isinstance(decision, RetryAt)
    base = min(2 ** (attempts + 1), LONGEST_BACKOFF_SECONDS)
    assert base <= decision.seconds <= base * 1.5


@given(kind=st.sampled_from(sorted(WAITS_SECONDS)), asked=st.floats(1, 1e12), jitter=chances)
def test_what_the_upstream_asks_for_is_honoured_within_reason(
    kind: FailureKind, asked: float, jitter: float
) -> None:
    decision = decide(Failure(kind, "", retry_after_seconds=asked), 0, jitter)
    assert isinstance(decision, RetryAt)
    assert min(asked, LONGEST_WAIT_SECONDS) <= decision.seconds <= min(asked, LONGEST_WAIT_SECONDS) + 10


@given(kind=kinds, tries=st.integers(0, 100_000), jitter=chances)
def test_captions_are_asked_for_again_between_half_a_minute_and_a_day(
    kind: FailureKind, tries: int, jitter: float
) -> None:
    delay = captions_delay_seconds(Failure(kind, ""), tries, jitter)
    assert 30 <= delay <= 12 * 3600 * 1.5


@given(tries=st.integers(0, 20), jitter=chances)
def test_captions_wait_longer_each_time(tries: int, jitter: float) -> None:
    failure = Failure(FailureKind.RATE_LIMITED, "")
    assert captions_delay_seconds(failure, tries + 1, jitter) >= captions_delay_seconds(
        failure, tries, jitter
    )


@given(asked=st.floats(0, 1e12), tries=st.integers(0, 20))
def test_captions_wait_at_least_as_long_as_asked(asked: float, tries: int) -> None:
    failure = Failure(FailureKind.RATE_LIMITED, "", retry_after_seconds=asked)
    delay = captions_delay_seconds(failure, tries, 0.0)
    assert delay >= min(asked, LONGEST_WAIT_SECONDS)
    assert delay <= max(LONGEST_WAIT_SECONDS, 12 * 3600)
