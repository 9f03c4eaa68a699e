"""Whether at all: a circuit breaker in pure code. Time is a parameter, in seconds.

Three failures in a row open it, a wait that the upstream names opens it at once. When the hold is over one call
goes ahead, the canary; if it is answered everybody follows, if not the next hold is longer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reelshelf.upstreams.reports import Report

FAILURES_IN_A_ROW = 3
CANARY_SECONDS = 75.0
"""A canary that has not come back by then died with its worker, and the next one goes."""
CANARY_LOOK_SECONDS = 5.0
"""Others ask again after so long while one is out."""
LONG_HOLD_SECONDS = 600.0
"""What is left alone for longer at first is blocked, and knows less than we do of when that ends."""
STEADY_SUCCESSES = 10
"""So many in a row, and the next hold is a first one again."""


@dataclass(frozen=True, slots=True)
class Circuit:
    """`open_until` 0 means closed."""

    failures: float = 0.0
    successes: float = 0.0
    level: float = 0.0
    """How many holds there were without a steady time between them."""
    open_until: float = 0.0
    canary_until: float = 0.0

    @property
    def is_open(self) -> bool:
        return self.open_until > 0


CLOSED = Circuit()


def hold_seconds(circuit: Circuit, now: float) -> float:
    """Until a call may go as far as the breaker is concerned; 0 when it may now."""
    if not circuit.is_open:
        return 0.0
    if now < circuit.open_until:
        return circuit.open_until - now
    if now < circuit.canary_until:
        return min(circuit.canary_until - now, CANARY_LOOK_SECONDS)
    return 0.0


def left_alone_seconds(circuit: Circuit, now: float) -> float:
    """For how long nobody at all may go, not even a canary; 0 when somebody may."""
    return max(circuit.open_until - now, 0.0) if circuit.is_open else 0.0


def admitted(circuit: Circuit, now: float) -> Circuit:
    """A call goes; while the circuit is open it is the canary."""
    return replace(circuit, canary_until=now + CANARY_SECONDS) if circuit.is_open else circuit


def settled(circuit: Circuit, now: float, report: Report, *, canary: bool) -> Circuit:
    """A call has ended. What was under way when the circuit opened no longer decides anything."""
    if report.abandoned:
        return replace(circuit, canary_until=0.0) if canary else circuit
    if report.failed:
        return _failed(circuit, now, report, canary=canary)
    if canary:
        return replace(circuit, failures=0.0, successes=1.0, open_until=0.0, canary_until=0.0)
    return circuit if circuit.is_open else _worked(circuit)


def _worked(circuit: Circuit) -> Circuit:
    successes = min(circuit.successes + 1, STEADY_SUCCESSES)
    level = 0.0 if successes >= STEADY_SUCCESSES else circuit.level
    return replace(circuit, failures=0.0, successes=successes, level=level)


def _failed(circuit: Circuit, now: float, report: Report, *, canary: bool) -> Circuit:
    if canary:
        return _opened(circuit, now, report)
    if circuit.is_open:
        asked = now + report.retry_after_seconds if report.retry_after_seconds else 0.0
        return replace(circuit, open_until=max(circuit.open_until, asked))
    circuit = replace(circuit, failures=circuit.failures + 1, successes=0.0)
    enough = circuit.failures >= FAILURES_IN_A_ROW or report.at_once or report.retry_after_seconds > 0
    return _opened(circuit, now, report) if enough else circuit


def _opened(circuit: Circuit, now: float, report: Report) -> Circuit:
    """The upstream's own wait counts more than our guess, unless it is blocked for longer than it says."""
    place = min(int(circuit.level), len(report.holds_seconds) - 1)
    guess = report.holds_seconds[place]
    blocked = report.holds_seconds[0] > LONG_HOLD_SECONDS
    asked = report.retry_after_seconds
    hold = max(guess, asked) if blocked or not asked else asked
    return replace(
        circuit,
        failures=0.0,
        successes=0.0,
        level=circuit.level + 1,
        open_until=now + hold,
        canary_until=0.0,
    )
