"""What the end of a call tells of its upstream: only this reaches limiter and breaker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reelshelf.upstreams.kinds import FailureKind

if TYPE_CHECKING:
    from reelshelf.upstreams.failures import Failure

LONGEST_HOLD_SECONDS = 12 * 3600.0
LONGEST_DAY_SECONDS = 25 * 3600.0
"""A day's quota is back after the day at the latest; once a year that day has an hour more."""

_OUTAGE = (5.0, 10.0, 20.0, 30.0)
_TOO_FAST = (60.0, 330.0, 900.0)
_BLOCK = (900.0, 3600.0, 14_400.0, LONGEST_HOLD_SECONDS)
_OUTDATED = (60.0, 300.0, 1800.0, 3600.0)

HOLDS_SECONDS: dict[FailureKind, tuple[float, ...]] = {
    FailureKind.RATE_LIMITED: _TOO_FAST,
    FailureKind.CAPTIONS_UNKNOWN: _TOO_FAST,
    FailureKind.BLOCKED: _BLOCK,
    FailureKind.QUOTA_EXHAUSTED: (600.0, 1800.0, 3600.0),
    FailureKind.NETWORK: _OUTAGE,
    FailureKind.TRANSIENT: _OUTAGE,
    FailureKind.ADMIN_ACTION: _OUTAGE,
    FailureKind.CLIENT_OUTDATED: _OUTDATED,
}
"""How long an upstream is left alone: the first time, the second, … and from then on the last.

An outage is looked at often, because looking costs nothing; a block is not, because looking prolongs it. Who is
asked too fast counts by the minute, or shuts out for five, or counts by longer times: each hold outlasts one of them.
"""


@dataclass(frozen=True, slots=True)
class Report:
    """`failed`: the upstream did not work for us. `too_fast`: it found us too fast. `abandoned`: nobody knows.

    `retry_after_seconds` is what the upstream itself asked for, 0 when it said nothing. `at_once`: one such
    answer is enough to leave it alone.
    """

    failed: bool = False
    too_fast: bool = False
    abandoned: bool = False
    at_once: bool = False
    retry_after_seconds: float = 0.0
    holds_seconds: tuple[float, ...] = ()


WORKED = Report()
ABANDONED = Report(abandoned=True)


def report_of(failure: Failure) -> Report:
    """A video that is private, gone or not out yet counts as a success: the upstream answered."""
    kind = failure.kind
    if not kind.counts_for_breaker:
        return WORKED
    asked = failure.retry_after_seconds or 0.0
    most = LONGEST_DAY_SECONDS if kind is FailureKind.QUOTA_EXHAUSTED else LONGEST_HOLD_SECONDS
    return Report(
        failed=True,
        too_fast=kind.counts_for_limiter,
        at_once=kind is FailureKind.QUOTA_EXHAUSTED,
        retry_after_seconds=min(max(asked, 0.0), most),
        holds_seconds=HOLDS_SECONDS[kind],
    )
