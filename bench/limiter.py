"""Servers that do not say what they allow, in virtual time: our pace, a fixed pause, and backoff only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.measure import Row
from reelshelf.upstreams.failures import FailureKind
from simulators.faults.limits import Limit, LimitSettings
from virtual.contenders import BackoffOnly, Contender, FixedPause, Reelshelf
from virtual.servers import QUOTA, SERVERS
from virtual.world import play

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from virtual.world import Story

PER_VIDEO = 3
VIDEOS = (200, 2000)
HOUR_OF_QUOTA = QUOTA * 60.0
PATIENCE = 5.0
"""A contender that needs so many times as long as the quota would is stopped there."""

CONTENDERS: dict[str, Callable[[], Contender]] = {
    "Reelshelf, warm": lambda: Reelshelf(2 * HOUR_OF_QUOTA, 0.97 * HOUR_OF_QUOTA),
    "Reelshelf, cold, prior right": lambda: Reelshelf(HOUR_OF_QUOTA),
    "Reelshelf, cold, prior twice too high": lambda: Reelshelf(2 * HOUR_OF_QUOTA),
    "Reelshelf, cold, prior three times too high": lambda: Reelshelf(3 * HOUR_OF_QUOTA),
    "Reelshelf, cold, prior ten times too high": lambda: Reelshelf(10 * HOUR_OF_QUOTA),
    "Reelshelf, cold, prior half of it": lambda: Reelshelf(HOUR_OF_QUOTA / 2),
    "3 in parallel, pause of 2 s": FixedPause,
    "10 in parallel, backoff only": BackoffOnly,
}


def run(_: Path) -> list[Row]:
    rows = [
        _row(videos, name, make, honest=honest)
        for videos in VIDEOS
        for honest in (False, True)
        for name, make in CONTENDERS.items()
    ]
    return [*rows, _outage(), _banning_day()]


def _row(videos: int, name: str, make: Callable[[], Contender], *, honest: bool) -> Row:
    figures: dict[str, float] = {}
    requests = videos * PER_VIDEO
    longest = PATIENCE * requests / QUOTA * 60
    for server, settings in SERVERS.items():
        limit = Limit(settings)
        story = play(make(), limit.refuse, requests=requests, until_seconds=longest, honest=honest)
        finished = len(story.accepted) >= requests
        figures[f"{server}: goodput %"] = _goodput(story, story.accepted[-1] if finished else longest)
        figures[f"{server}: refused %"] = 100 * story.refused_share
    says = "Retry-After said" if honest else "nothing said"
    return Row(f"{videos} videos against {QUOTA} requests a minute, {says}", name, figures)


def _goodput(story: Story, seconds: float) -> float:
    return 100 * len(story.accepted) / (QUOTA * seconds / 60)


def _outage() -> Row:
    began, lasted = 600.0, 300.0
    contender = Reelshelf(2 * HOUR_OF_QUOTA, HOUR_OF_QUOTA)
    contender.refusal = FailureKind.NETWORK
    story = play(contender, lambda now: 1.0 if began <= now < began + lasted else None, until_seconds=1500)
    before = story.accepted_between(began - 60, began)
    figures = {
        "calls during the outage": float(len(story.refused)),
        "of these canaries": float(sum(at > story.refused[0] + 5 for at in story.refused)),
        "back after s": next(at for at in story.accepted if at > began + lasted) - began - lasted,
        "speed of before, 30 to 90 s later, %": 100
        * story.accepted_between(began + lasted + 30, began + lasted + 90)
        / before,
    }
    return Row("upstream down for 5 min", "Reelshelf", figures)


def _banning_day() -> Row:
    limit = Limit(LimitSettings(requests=300, per_seconds=3600, ban_after=5, ban_seconds=86_400))
    story = play(Reelshelf(270), limit.refuse, until_seconds=86_400)
    figures = {
        "bans": float(limit.banned_until > 0),
        "goodput %": 100 * len(story.accepted) / (300 * 24),
        "refused %": 100 * story.refused_share,
    }
    return Row("a day, 300 an hour, prior 270, bans after 5", "Reelshelf", figures)
