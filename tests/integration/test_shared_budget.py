"""Four worker processes and one Valkey against servers that do not say what they allow; only time is virtual."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from simulators.faults.limits import Limit
from virtual.servers import QUOTA, REQUESTS, SERVERS, goodput
from virtual.workers import workers
from virtual.world import play

if TYPE_CHECKING:
    from simulators.faults.limits import LimitSettings

HOUR = 60.0 * QUOTA
KINDS = pytest.mark.parametrize("settings", SERVERS.values(), ids=SERVERS.keys())


@KINDS
def test_warm_they_get_what_one_alone_would(settings: LimitSettings, redis_url: str) -> None:
    with workers(redis_url, 2 * HOUR, 0.97 * HOUR) as four:
        story = play(four, Limit(settings).refuse, requests=REQUESTS)
    assert goodput(story) >= 0.95
    assert story.refused_share <= 0.025


@KINDS
def test_cold_they_find_out_together(settings: LimitSettings, redis_url: str) -> None:
    with workers(redis_url, 2 * HOUR) as four:
        story = play(four, Limit(settings).refuse, requests=REQUESTS)
    assert goodput(story) >= 0.8
    assert story.refused_share <= 0.09
