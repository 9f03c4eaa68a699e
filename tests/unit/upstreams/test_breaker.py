"""The breaker, over invented outages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reelshelf.upstreams import breaker
from reelshelf.upstreams import gate as gates
from reelshelf.upstreams.breaker import CLOSED, Circuit
from reelshelf.upstreams.failures import Failure, FailureKind
from reelshelf.upstreams.gate import Gate
from reelshelf.upstreams.limiter import fresh
from reelshelf.upstreams.reports import ABANDONED, HOLDS_SECONDS, WORKED, Report, report_of

K = FailureKind


def failed(kind: FailureKind, retry_after_seconds: float | None = None) -> Report:
    return report_of(Failure(kind, "no", retry_after_seconds))


def opened(kind: FailureKind, now: float = 0.0) -> Circuit:
    circuit = CLOSED
    for _ in range(3):
        circuit = breaker.settled(circuit, now, failed(kind), canary=False)
    return circuit


def holds(kind: FailureKind, count: int) -> list[float]:
    """How long each hold is when every canary fails."""
    circuit, now, found = opened(kind), 0.0, []
    for _ in range(count):
        hold = breaker.hold_seconds(circuit, now)
        found.append(hold)
        now += hold
        circuit = breaker.settled(breaker.admitted(circuit, now), now, failed(kind), canary=True)
    return found


def test_blocks_are_left_alone_ever_longer() -> None:
    assert holds(K.BLOCKED, 6) == [900, 3600, 14_400, 43_200, 43_200, 43_200]


def test_an_outage_of_five_minutes_costs_few_canaries() -> None:
    found = holds(K.NETWORK, 15)
    assert sum(found) >= 300
    assert max(found) <= 30


def test_two_failures_and_a_success_open_nothing() -> None:
    circuit = CLOSED
    for report in (failed(K.BLOCKED), failed(K.BLOCKED), WORKED) * 5:
        circuit = breaker.settled(circuit, 0.0, report, canary=False)
    assert not circuit.is_open


@pytest.mark.parametrize("kind", [K.GONE, K.NO_ACCESS, K.NOT_YET, K.NO_CAPTIONS, K.INVALID_INPUT])
def test_answers_about_one_video_are_successes(kind: FailureKind) -> None:
    assert report_of(Failure(kind, "private")) == WORKED


def test_every_kind_that_counts_has_its_holds() -> None:
    assert set(HOLDS_SECONDS) == {kind for kind in FailureKind if kind.counts_for_breaker}


def test_the_upstreams_own_wait_opens_at_once_and_is_kept() -> None:
    circuit = breaker.settled(CLOSED, 100.0, failed(K.RATE_LIMITED, 77), canary=False)
    assert breaker.hold_seconds(circuit, 100.0) == 77


def test_a_block_lasts_its_time_even_if_the_upstream_names_a_shorter_one() -> None:
    circuit = breaker.settled(CLOSED, 0.0, failed(K.BLOCKED, 5), canary=False)
    assert breaker.hold_seconds(circuit, 0.0) == 900


def test_a_short_recovery_does_not_make_the_next_hold_a_first_one() -> None:
    circuit = breaker.settled(breaker.admitted(opened(K.BLOCKED), 900.0), 900.0, WORKED, canary=True)
    for _ in range(3):
        circuit = breaker.settled(circuit, 1000.0, failed(K.BLOCKED), canary=False)
    assert breaker.hold_seconds(circuit, 1000.0) == 3600


STORIES = st.lists(
    st.tuples(st.floats(0, 2000), st.sampled_from(["ask", "ask", "ask", "end"]), st.integers(0, 50)),
    max_size=200,
)
REPORTS = st.sampled_from(
    [WORKED, WORKED, failed(K.RATE_LIMITED), failed(K.BLOCKED), failed(K.NETWORK), ABANDONED]
)


@given(STORIES, st.lists(REPORTS, min_size=1, max_size=30))
def test_never_more_than_one_canary_and_nobody_else_while_it_is_out(
    story: list[tuple[float, str, int]], reports: list[Report]
) -> None:
    """In any order of asking and ending, unless a canary was out for longer than its life."""
    gate, now, out = Gate(fresh(1e5, 0.0)), 0.0, dict[str, tuple[bool, float]]()
    for number, (elapsed, what, choice) in enumerate(story):
        now += elapsed / 10
        if what == "ask":
            was_open = gate.circuit.is_open
            gate, entry = gates.enter(gate, now, str(number), 1, concurrency=1000, patience_seconds=0)
            if entry.wait_seconds == 0:
                canaries = [
                    sent for canary, sent in out.values() if canary and now - sent < breaker.CANARY_SECONDS
                ]
                assert entry.canary == was_open
                assert not (
                    was_open and canaries and gate.circuit.canary_until != now + breaker.CANARY_SECONDS
                )
                out[str(number)] = entry.canary, now
        elif out:
            permit = sorted(out)[choice % len(out)]
            canary, _ = out.pop(permit)
            gate = gates.leave(gate, now, permit, 1, reports[number % len(reports)], canary=canary)
        assert sum(canary and now - sent < breaker.CANARY_SECONDS for canary, sent in out.values()) <= 1
