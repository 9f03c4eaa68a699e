"""The pacer, over invented hours: whatever happens, its promises hold."""

from __future__ import annotations

from collections import deque

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reelshelf.upstreams import limiter
from reelshelf.upstreams.limiter import CUT, HOUR_SECONDS, LEAST_MARK, Pace

PRIOR = 900.0
EVENTS = st.lists(
    st.tuples(
        st.floats(0, 900) | st.floats(0, 2),
        st.sampled_from(["take", "take", "take", "worked", "worked", "refused"]),
        st.sampled_from([1.0, 2.0]),
    ),
    max_size=150,
)
FRESH = st.builds(limiter.fresh, st.floats(60, 1e6), st.just(0.0), burst=st.booleans())
PACES = st.one_of(
    FRESH,
    st.builds(limiter.resumed, FRESH, st.floats(0.1, 1e7), st.just(0.0)),
)


def step(pace: Pace, now: float, event: str, cost: float) -> Pace:
    if event == "take":
        return limiter.taken(pace, now, cost) if limiter.wait_seconds(pace, now, cost) == 0 else pace
    return limiter.worked(pace, now, cost) if event == "worked" else limiter.refused(pace, now)


@given(PACES, EVENTS)
def test_the_rate_never_leaves_its_bounds(pace: Pace, events: list[tuple[float, str, float]]) -> None:
    now = 0.0
    for elapsed, event, cost in events:
        now += elapsed
        pace = step(pace, now, event, cost)
        assert limiter.floor_rate(pace) <= pace.rate <= max(limiter.top_rate(pace), limiter.floor_rate(pace))
        assert pace.prior <= pace.allowance <= limiter.MOST * pace.prior
        assert pace.tokens <= limiter.full_burst(pace)


@given(PACES, EVENTS)
def test_at_most_one_cut_in_five_seconds(pace: Pace, events: list[tuple[float, str, float]]) -> None:
    now, cuts = 0.0, deque[float]()
    for elapsed, event, cost in events:
        now += elapsed
        before = pace.rate
        pace = step(pace, now, event, cost)
        if pace.rate < before:
            assert event == "refused"
            assert pace.rate >= before * LEAST_MARK * CUT * 0.999
            assert not cuts or now - cuts[-1] >= 5
            cuts.append(now)


@given(
    st.floats(60, 5000), st.lists(st.tuples(st.floats(0, 900) | st.just(0.0), st.sampled_from([1, 2, 40])))
)
def test_no_hour_gets_more_than_the_allowance(prior: float, visits: list[tuple[float, int]]) -> None:
    """However callers crowd: all that may go, goes. Also while the allowance rises."""
    pace, now, gone = limiter.fresh(prior, 0.0), 0.0, deque[float]()
    for elapsed, calls in visits * 3:
        now += elapsed
        for _ in range(calls):
            if limiter.wait_seconds(pace, now, 1) > 0:
                break
            pace = limiter.worked(limiter.taken(pace, now, 1), now, 1)
            gone.append(now)
        while gone and gone[0] <= now - HOUR_SECONDS:
            gone.popleft()
        assert len(gone) <= pace.allowance + 1e-6


def saturate(pace: Pace, now: float, seconds: float) -> tuple[Pace, float, int]:
    """Take and be answered as fast as it allows."""
    until, count = now + seconds, 0
    while (wait := limiter.wait_seconds(pace, now, 1)) + now < until:
        now += wait + 1e-9
        pace = limiter.worked(limiter.taken(pace, now, 1), now, 1)
        count += 1
    return pace, until, count


def test_the_prior_is_the_ceiling_until_an_hour_has_confirmed_it() -> None:
    pace = limiter.fresh(PRIOR, 0.0)
    pace, now, count = saturate(pace, 0.0, HOUR_SECONDS)
    assert count == pytest.approx(PRIOR, abs=1)
    assert pace.allowance == PRIOR
    pace, now, _ = saturate(pace, now, HOUR_SECONDS)
    assert pace.allowance == pytest.approx(PRIOR * limiter.RAISE)


def test_an_idle_upstream_is_not_thought_to_have_become_generous() -> None:
    pace = limiter.refused(limiter.fresh(PRIOR, 0.0), 1.0)
    cut = pace.rate
    for day in range(1, 5):
        now = day * 86_400.0
        pace = limiter.worked(limiter.taken(pace, now, 1), now, 1)
    assert cut <= pace.rate < cut * 1.08


def test_after_a_refusal_the_rate_is_back_within_minutes_of_use() -> None:
    pace, now, _ = saturate(limiter.fresh(36_000, 0.0), 0.0, 60.0)
    before = pace.rate
    pace = limiter.refused(pace, now)
    assert pace.rate == pytest.approx(before * CUT)
    pace, now, _ = saturate(pace, now, limiter.RECOVERY_SECONDS)
    assert pace.rate == pytest.approx(before, rel=0.02)


@pytest.mark.parametrize("learned", [600.0, 990.0])
def test_a_learnt_rate_goes_on_without_a_burst(learned: float) -> None:
    pace = limiter.resumed(limiter.fresh(PRIOR, 0.0), learned, 0.0)
    assert pace.tokens == 0
    assert pace.rate * HOUR_SECONDS == pytest.approx(learned)


def test_the_priors_own_rate_says_nothing_new() -> None:
    fresh = limiter.fresh(PRIOR, 0.0)
    assert limiter.resumed(fresh, limiter.rate_to_remember(fresh), 0.0) == fresh


def test_what_is_remembered_is_close_to_what_was_refused() -> None:
    pace, now, _ = saturate(limiter.fresh(36_000, 0.0), 0.0, 60.0)
    refused_at = pace.rate * HOUR_SECONDS
    pace, now, _ = saturate(limiter.refused(pace, now), now, limiter.RECOVERY_SECONDS * 0.35)
    assert limiter.rate_to_remember(pace) == pytest.approx(refused_at * limiter.REMEMBERED)
