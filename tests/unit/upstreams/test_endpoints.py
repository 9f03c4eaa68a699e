"""What is asked of whom at most."""

from __future__ import annotations

from collections import deque

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reelshelf.upstreams import limiter
from reelshelf.upstreams.endpoints import endpoints_for
from reelshelf.upstreams.store import Beginning, Endpoint, MemoryStore

ENDPOINTS = endpoints_for(900)


def test_the_setting_is_divided_among_youtubes_pages() -> None:
    shares = [each.prior_per_hour for each in (ENDPOINTS.player, ENDPOINTS.timedtext, ENDPOINTS.browse)]
    assert shares == pytest.approx([540, 270, 90])
    assert len({each.name for each in ENDPOINTS.all}) == len(ENDPOINTS.all) == 8


@given(st.lists(st.floats(0, 120), max_size=40), st.floats(1, 1e6))
def test_groq_is_never_asked_more_than_twenty_times_a_minute(gaps: list[float], learned: float) -> None:
    """However callers crowd, and whatever was learnt."""
    groq, now, sent = ENDPOINTS.groq, 0.0, deque[float]()
    pace = limiter.fresh(
        groq.prior_per_hour, now, ceiling_per_hour=groq.ceiling_per_hour, most_burst=groq.most_burst
    )
    pace = limiter.resumed(pace, learned, now)
    for gap in gaps:
        now += gap
        while limiter.wait_seconds(pace, now, 1) == 0:
            pace = limiter.worked(limiter.taken(pace, now, 1), now, 1)
            sent.append(now)
        while sent and sent[0] <= now - 60:
            sent.popleft()
        assert len(sent) <= 20


@pytest.mark.parametrize("endpoint", ENDPOINTS.all, ids=lambda endpoint: endpoint.name)
async def test_a_ceiling_is_never_learnt_away(endpoint: Endpoint) -> None:
    store = MemoryStore(lambda: 0.0)
    store.begin_with(endpoint, Beginning(1e9))
    gate, _ = await store.look(endpoint)
    assert gate.pace.allowance == endpoint.ceiling
