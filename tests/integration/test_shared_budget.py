"""Four worker processes and one Valkey against servers that do not say what they allow; only time is virtual."""

from __future__ import annotations

import pytest

from simulators.faults.limits import Limit
from virtual.servers import QUOTA, REQUESTS, SERVERS, goodput
from virtual.workers import workers
from virtual.world import play

HOUR = 60.0 * QUOTA


@pytest.mark.parametrize("kind", ["sliding window", "bans 5 min after 5"])
def test_warm_they_get_what_one_alone_would(kind: str, redis_url: str) -> None:
    with workers(redis_url, 2 * HOUR, 0.97 * HOUR) as four:
        story = play(four, Limit(SERVERS[kind]).refuse, requests=REQUESTS)
    assert goodput(story) >= 0.95
    assert story.refused_share <= 0.025


@pytest.mark.parametrize("kind", ["fixed window", "bans 5 min after 5"])
def test_cold_they_find_out_together(kind: str, redis_url: str) -> None:
    with workers(redis_url, 2 * HOUR) as four:
        story = play(four, Limit(SERVERS[kind]).refuse, requests=REQUESTS)
    assert goodput(story) >= 0.8
    assert story.refused_share <= 0.09
