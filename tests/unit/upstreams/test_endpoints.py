"""What is asked of whom at most."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reelshelf.upstreams import limiter
from reelshelf.upstreams.endpoints import (
    SPEECH_LEAST_COST,
    SPEECH_SECONDS_PER_HOUR,
    SPEECH_UNIT_SECONDS,
    endpoints_for,
)
from reelshelf.upstreams.store import Beginning, Endpoint, MemoryStore

ENDPOINTS = endpoints_for(900)


def test_the_setting_is_divided_among_youtubes_pages() -> None:
    shares = [each.prior_per_hour for each in (ENDPOINTS.player, ENDPOINTS.timedtext, ENDPOINTS.browse)]
    assert shares == pytest.approx([540, 270, 90])
    assert len({each.name for each in ENDPOINTS.all}) == len(ENDPOINTS.all) == 8


@given(st.lists(st.floats(0, 120), max_size=40), st.floats(1, 1e6))
def test_groq_is_never_asked_more_than_twenty_times_a_minute(gaps: list[float], learned: float) -> None:
    """However callers crowd, however short what they send, and whatever was learnt."""
    sent = crowd(gaps, learned, SPEECH_LEAST_COST)
    assert max((within(sent, at, 60) for at in sent), default=0) <= 20


@given(st.lists(st.floats(0, 1200), max_size=40), st.floats(1, 1e6), st.floats(60, 600))
def test_groq_never_gets_more_sound_in_an_hour_than_it_takes(
    gaps: list[float], learned: float, seconds: float
) -> None:
    sent = crowd(gaps, learned, seconds / SPEECH_UNIT_SECONDS)
    assert max((within(sent, at, 3600) * seconds for at in sent), default=0) <= SPEECH_SECONDS_PER_HOUR + 1


def crowd(gaps: list[float], learned: float, cost: float) -> list[float]:
    """When calls were let through that are asked for after each gap, as many as may go."""
    groq, now = ENDPOINTS.groq, 0.0
    sent: list[float] = []
    pace = limiter.fresh(
        groq.prior_per_hour, now, ceiling_per_hour=groq.ceiling_per_hour, most_burst=groq.most_burst
    )
    pace = limiter.resumed(pace, learned, now)
    for gap in gaps:
        now += gap
        while limiter.wait_seconds(pace, now, cost) == 0:
            pace = limiter.worked(limiter.taken(pace, now, cost), now, cost)
            sent.append(now)
    return sent


def within(sent: list[float], begin: float, seconds: float) -> int:
    return sum(begin <= at < begin + seconds for at in sent)


@pytest.mark.parametrize("endpoint", ENDPOINTS.all, ids=lambda endpoint: endpoint.name)
async def test_a_ceiling_is_never_learnt_away(endpoint: Endpoint) -> None:
    store = MemoryStore(lambda: 0.0)
    store.begin_with(endpoint, Beginning(1e9))
    gate, _ = await store.look(endpoint)
    assert gate.pace.allowance == endpoint.ceiling
