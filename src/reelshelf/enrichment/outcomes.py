"""What can come of a stage, and what follows from a failure: decided here, in pure code."""

from __future__ import annotations

from dataclasses import dataclass

from reelshelf.upstreams.failures import WAITING_FOR_BUDGET, Failure, FailureKind
from reelshelf.upstreams.messages import NOT_REACHABLE, message_for, message_of

FINAL = frozenset({FailureKind.GONE, FailureKind.NO_ACCESS, FailureKind.INVALID_INPUT})
COSTS_AN_ATTEMPT = frozenset(
    {
        FailureKind.TRANSIENT,
        FailureKind.BUG,
        FailureKind.CAPTIONS_UNKNOWN,
        # No answer to the question what a video is; whoever gives one all the same is not asked for ever.
        FailureKind.NO_CAPTIONS,
        FailureKind.OTHER_LANGUAGE,
        FailureKind.SPLIT,
    }
)
MAX_ATTEMPTS = 12
LONGEST_BACKOFF_SECONDS = 300.0
LONGEST_WAIT_SECONDS = 7 * 86_400.0
"""A premiere may be moved forward, and a foreign number may be nonsense: look again after a week."""

WAITS_SECONDS = {
    FailureKind.RATE_LIMITED: 60.0,
    FailureKind.BLOCKED: 900.0,
    FailureKind.QUOTA_EXHAUSTED: 3600.0,
    FailureKind.NETWORK: 15.0,
    FailureKind.NOT_YET: 3600.0,
    FailureKind.CLIENT_OUTDATED: 3600.0,
    FailureKind.ADMIN_ACTION: 600.0,
}

MAX_SPEECH_ATTEMPTS = 6
SPEECH_BACKOFF_SECONDS = 60.0
LONGEST_SPEECH_BACKOFF_SECONDS = 6 * 3600.0


@dataclass(frozen=True, slots=True)
class RetryAt:
    """Not now. Waiting for a budget, a pause or a premiere costs no attempt."""

    seconds: float
    message: str
    costs_attempt: bool


@dataclass(frozen=True, slots=True)
class Failed:
    """The video itself cannot be had; `message` is for a person."""

    code: str
    message: str


GIVEN_UP = Failed(NOT_REACHABLE, message_of(NOT_REACHABLE))
"""It failed too often, or ended too many workers; a person can ask for it again."""


def decide(failure: Failure, attempts: int, jitter: float) -> RetryAt | Failed:
    """What follows from a failed call after `attempts` real failures; `jitter` lies in [0, 1).

    Backoff is 2, 4, 8 … seconds up to five minutes, each stretched by up to a half.
    """
    message = message_for(failure)
    if failure.kind in FINAL:
        return Failed(failure.code, message)
    if failure.kind in COSTS_AN_ATTEMPT:
        if attempts + 1 >= MAX_ATTEMPTS:
            return GIVEN_UP
        wait = min(2.0 ** (attempts + 1), LONGEST_BACKOFF_SECONDS)
        return RetryAt(wait * (1 + jitter / 2), message, costs_attempt=True)
    return RetryAt(_turn(failure, jitter), message, costs_attempt=False)


def _turn(failure: Failure, jitter: float) -> float:
    wait = min(failure.retry_after_seconds or WAITS_SECONDS[failure.kind], LONGEST_WAIT_SECONDS)
    return wait + jitter * min(wait, 10.0)


def captions_delay_seconds(failure: Failure, tries: int, jitter: float) -> float:
    """When captions that were refused or garbled are asked for again: 30 s, doubling up to 12 hours.

    Those that were not asked for, because it was not their turn, come at their turn.
    """
    if failure.code == WAITING_FOR_BUDGET:
        return _turn(failure, jitter)
    backoff = min(30.0 * 2.0 ** min(tries, 12), 12 * 3600.0)
    asked = min(failure.retry_after_seconds or 0.0, LONGEST_WAIT_SECONDS)
    return max(asked, backoff) * (1 + jitter / 2)


def decide_speech(failure: Failure, attempts: int, jitter: float) -> RetryAt | Failed:
    """What follows when the captions of a video that is open could not be heard, after `attempts` real failures.

    Backoff is 1, 4, 16 … minutes up to six hours. Waiting for a budget costs no attempt.
    """
    message = message_for(failure)
    if failure.kind in {FailureKind.GONE, FailureKind.NO_ACCESS}:
        return Failed(failure.code, message)
    # That a file is unreadable is said of ours, not of the video: another fetch may be better.
    if failure.kind in COSTS_AN_ATTEMPT | {FailureKind.INVALID_INPUT}:
        if attempts + 1 >= MAX_SPEECH_ATTEMPTS:
            return Failed("speech_failed", message_of("speech_failed"))
        wait = min(SPEECH_BACKOFF_SECONDS * 4.0**attempts, LONGEST_SPEECH_BACKOFF_SECONDS)
        return RetryAt(wait * (1 + jitter / 2), message, costs_attempt=True)
    return RetryAt(_turn(failure, jitter), message, costs_attempt=False)
