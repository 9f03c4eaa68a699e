"""Limiter and breaker against servers that do not say what they allow. Times are seconds of a virtual clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reelshelf.upstreams.failures import FailureKind
from simulators.faults.limits import Limit, LimitSettings
from virtual.contenders import Reelshelf
from virtual.world import play

if TYPE_CHECKING:
    from collections.abc import Callable

    from virtual.world import Story

QUOTA = 60
"""A minute."""
REQUESTS = 600
"""Of 200 videos."""
KINDS = {
    "fixed window": LimitSettings(kind="fixed_window", requests=QUOTA),
    "sliding window": LimitSettings(requests=QUOTA),
    "bucket": LimitSettings(kind="token_bucket", requests=QUOTA),
    "banning": LimitSettings(requests=QUOTA, ban_after=5),
}
SERVERS = pytest.mark.parametrize("settings", KINDS.values(), ids=KINDS.keys())


def goodput(story: Story) -> float:
    """What was granted, of what the quota allows."""
    return len(story.accepted) / (QUOTA * story.accepted[-1] / 60)


@SERVERS
@pytest.mark.parametrize("learned", [0.97, 1.0, 1.03])
def test_with_a_learnt_rate_nearly_everything_is_granted(settings: LimitSettings, learned: float) -> None:
    contender = Reelshelf(7200, learned * QUOTA * 60)
    story = play(contender, Limit(settings).refuse, requests=REQUESTS)
    assert goodput(story) >= 0.95
    assert story.refused_share <= 0.025


@SERVERS
@pytest.mark.parametrize("prior", [3600, 4500, 7200, 36_000])
@pytest.mark.parametrize("honest", [False, True])
def test_a_wrong_prior_is_found_out(settings: LimitSettings, prior: float, *, honest: bool) -> None:
    story = play(Reelshelf(prior), Limit(settings).refuse, requests=REQUESTS, honest=honest)
    # Who keeps silent and bans cannot be found out without being banned now and then.
    assert settings.ban_after or goodput(story) >= 0.8
    assert story.refused_share <= 0.09


@SERVERS
def test_a_timid_prior_is_kept(settings: LimitSettings) -> None:
    """An hour has to go well before more is asked for; a burst that was refused costs little of it."""
    story = play(Reelshelf(900), Limit(settings).refuse, until_seconds=3600)
    assert 0.9 * 900 <= len(story.accepted) <= 901


def changing(quotas: list[tuple[float, int]]) -> Callable[[float], float | None]:
    """A sliding minute whose quota changes at the times given."""
    limits = [(at, Limit(LimitSettings(requests=quota))) for at, quota in quotas]

    def refuse(now: float) -> float | None:
        return next(limit for at, limit in reversed(limits) if now >= at).refuse(now)

    return refuse


def test_a_quota_that_halves_and_doubles_is_followed() -> None:
    halves, doubles = 1200, 3600
    story = play(
        Reelshelf(7200, 3500), changing([(0, 60), (halves, 30), (doubles, 60)]), until_seconds=doubles + 1200
    )
    halved = story.accepted_between(halves + 180, halves + 180 + 600) / 10
    doubled = story.accepted_between(doubles + 600, doubles + 1200) / 10
    assert halved >= 0.85 * 30
    assert doubled >= 0.85 * 60


def test_after_an_outage_all_goes_on_as_before() -> None:
    began, lasted = 600.0, 300.0
    contender = Reelshelf(7200, 3600)
    contender.refusal = FailureKind.NETWORK

    def down(now: float) -> float | None:
        return 1.0 if began <= now < began + lasted else None

    story = play(contender, down, until_seconds=1500)
    canaries = [at for at in story.refused if at > story.refused[0] + 5]
    assert len(canaries) <= 15
    before = story.accepted_between(began - 60, began)
    after = story.accepted_between(began + lasted + 30, began + lasted + 90)
    assert after >= 0.95 * before


@pytest.mark.parametrize("ban_seconds", [300.0, 86_400.0])
def test_a_day_with_a_server_that_bans_goes_without_a_ban(ban_seconds: float) -> None:
    """Known to allow about 270 an hour; allows 300."""
    limit = Limit(LimitSettings(requests=300, per_seconds=3600, ban_after=5, ban_seconds=ban_seconds))
    story = play(Reelshelf(270), limit.refuse, until_seconds=86_400)
    assert limit.banned_until < 0
    assert len(story.accepted) >= 0.85 * 300 * 24
