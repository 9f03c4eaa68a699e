"""Breaker, pacer and a cap on calls under way, put together for one endpoint: pure, time is a parameter.

`gate.lua` says the same once more for Redis; one suite holds both against each other.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from reelshelf.upstreams import breaker, limiter
from reelshelf.upstreams.breaker import CLOSED, Circuit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reelshelf.upstreams.limiter import Pace
    from reelshelf.upstreams.reports import Report

PERMIT_SECONDS = 30.0
"""A call that was not reported by then died with its worker, or hangs: neither may keep others waiting. As long as a
lease, so that those who take over the videos of a dead worker have room.
"""
CROWDED_SECONDS = 0.2
"""Wait when too many calls are under way."""
LONGEST_QUEUE_SECONDS = 3600.0
"""No turn is given further away than this after the first possible one."""


@dataclass(frozen=True, slots=True)
class Gate:
    pace: Pace
    circuit: Circuit = CLOSED
    turn_at: float = 0.0
    """The last turn that was given to somebody who was sent away."""
    permits: Mapping[str, float] = field(default_factory=dict)
    """Calls under way and when they are given up."""


@dataclass(frozen=True, slots=True)
class Entry:
    """May go, if `wait_seconds` is 0; else come back after so long. `held`: the breaker says so."""

    wait_seconds: float = 0.0
    canary: bool = False
    held: bool = False


@dataclass(frozen=True, slots=True)
class Room:
    """How many calls of one cost may start within the next moments, and in how many seconds one may.

    `held`: the upstream is left alone until then.
    """

    calls: int
    wait_seconds: float
    held: bool = False


def enter(
    gate: Gate, now: float, permit: str, cost: float, *, concurrency: int, patience_seconds: float
) -> tuple[Gate, Entry]:
    """Ask to go. Whoever would have to wait longer than `patience_seconds` gets a turn of its own to come back:
    turns lie as far apart as the pace allows.
    """
    permits = {name: until for name, until in gate.permits.items() if until > now}
    gate = replace(gate, permits=permits, pace=limiter.refilled(gate.pace, now))
    hold = breaker.hold_seconds(gate.circuit, now)
    wait = max(hold, _pace_wait(gate, now, cost, concurrency, patience_seconds))
    if wait > patience_seconds:
        turn = _turn(gate, now, wait, cost)
        return replace(gate, turn_at=turn), Entry(turn - now, held=hold > 0)
    if wait > 0:
        return gate, Entry(wait, held=hold > 0)
    gone = replace(
        gate,
        pace=limiter.taken(gate.pace, now, cost),
        circuit=breaker.admitted(gate.circuit, now),
        permits={**gate.permits, permit: now + PERMIT_SECONDS},
    )
    return gone, Entry(canary=gate.circuit.is_open)


def leave(gate: Gate, now: float, permit: str, cost: float, report: Report, *, canary: bool) -> Gate:
    """A call has ended. Refusals of a canary, or while the upstream is left alone anyway, say nothing of the pace."""
    permits = {name: until for name, until in gate.permits.items() if name != permit}
    was_open = gate.circuit.is_open
    circuit = breaker.settled(gate.circuit, now, report, canary=canary)
    pace = gate.pace
    if report.abandoned:
        return replace(gate, pace=limiter.given_back(pace), circuit=circuit, permits=permits)
    if report.too_fast and not was_open:
        pace = limiter.refused(pace, now)
    elif not report.failed:
        pace = limiter.counted_anew(pace, now) if pace.pauses and not was_open else pace
        pace = limiter.worked(pace, now, cost)
    else:
        pace = limiter.given_back(pace)
    if was_open != circuit.is_open:
        pace = limiter.emptied(pace, now)
        if not circuit.is_open and pace.refused_at > pace.since:
            pace = limiter.corrected(pace, now)
    return replace(gate, pace=pace, circuit=circuit, permits=permits)


def room(gate: Gate, now: float, cost: float, *, within_seconds: float) -> Room:
    """For whoever decides how much work to begin. Who goes first after a hold or a refusal goes alone."""
    hold = breaker.hold_seconds(gate.circuit, now)
    wait = max(hold, limiter.wait_seconds(gate.pace, now, cost))
    if wait > within_seconds:
        return Room(0, wait, held=hold > 0)
    if gate.circuit.is_open or gate.pace.pauses:
        return Room(1, wait, held=hold > 0)
    tokens = limiter.refilled(gate.pace, now).tokens + within_seconds * gate.pace.rate
    return Room(max(int(tokens / cost), 1), wait)


def _pace_wait(gate: Gate, now: float, cost: float, concurrency: int, patience_seconds: float) -> float:
    wait = limiter.wait_seconds(gate.pace, now, cost)
    crowded = len(gate.permits) >= concurrency
    return max(wait, min(CROWDED_SECONDS, patience_seconds) or CROWDED_SECONDS) if crowded else wait


def _turn(gate: Gate, now: float, wait: float, cost: float) -> float:
    after_the_last = gate.turn_at + cost / gate.pace.rate
    return min(max(now + wait, after_the_last), now + wait + LONGEST_QUEUE_SECONDS)
