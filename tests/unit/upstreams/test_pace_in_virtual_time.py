"""Limiter and breaker against servers that do not say what they allow. Times are seconds of a virtual clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reelshelf.upstreams.failures import FailureKind
from simulators.faults.limits import Limit, LimitSettings
from virtual.contenders import Reelshelf
from virtual.servers import QUOTA, REQUESTS, SERVERS, goodput
from virtual.world import play

if TYPE_CHECKING:
    from collections.abc import Callable

HOUR = 60.0 * QUOTA
KINDS = pytest.mark.parametrize("settings", SERVERS.values(), ids=SERVERS.keys())
HONEST = pytest.mark.parametrize("honest", [False, True], ids=["silent", "names the wait"])


@KINDS
@HONEST
@pytest.mark.parametrize("learned", [0.97, 1.0])
def test_with_a_learnt_rate_nearly_everything_is_granted(
    settings: LimitSettings, learned: float, *, honest: bool
) -> None:
    contender = Reelshelf(2 * HOUR, learned * HOUR)
    story = play(contender, Limit(settings).refuse, requests=REQUESTS, honest=honest)
    assert goodput(story) >= 0.95
    assert story.refused_share <= 0.025


@KINDS
@HONEST
@pytest.mark.parametrize("times", [1, 1.25, 1.5, 2, 3])
def test_a_prior_that_is_too_high_is_found_out(
    settings: LimitSettings, times: float, *, honest: bool
) -> None:
    limit = Limit(settings)
    story = play(Reelshelf(times * HOUR), limit.refuse, requests=REQUESTS, honest=honest)
    assert goodput(story) >= 0.8
    assert story.refused_share <= 0.09
    assert limit.banned_until < 0


@KINDS
def test_a_prior_that_is_ten_times_too_high_costs_one_ban_at_most(settings: LimitSettings) -> None:
    """What is under way when the burst meets the quota is enough to be banned for; five of ten minutes are lost."""
    story = play(Reelshelf(10 * HOUR), Limit(settings).refuse, requests=REQUESTS)
    assert goodput(story) >= (0.58 if settings.ban_after else 0.8)
    assert story.refused_share <= 0.09


@pytest.mark.parametrize(
    "settings", [SERVERS["fixed window"], SERVERS["bans 5 min after 5"]], ids=["fixed", "bans"]
)
def test_a_long_import_makes_up_for_a_cold_start(settings: LimitSettings) -> None:
    story = play(Reelshelf(2 * HOUR), Limit(settings).refuse, requests=10 * REQUESTS)
    assert goodput(story) >= 0.95
    assert story.refused_share <= 0.04


@KINDS
def test_a_timid_prior_is_kept(settings: LimitSettings) -> None:
    """An hour has to go well before more is asked for; a burst that was refused costs little of it."""
    story = play(Reelshelf(900), Limit(settings).refuse, until_seconds=3600)
    assert 0.9 * 900 <= len(story.accepted) <= 901


def changing(settings: LimitSettings, quotas: list[tuple[float, int]]) -> Callable[[float], float | None]:
    """A server whose quota changes at the times given."""
    limits = [(at, Limit(_with_quota(settings, quota))) for at, quota in quotas]

    def refuse(now: float) -> float | None:
        return next(limit for at, limit in reversed(limits) if now >= at).refuse(now)

    return refuse


def _with_quota(settings: LimitSettings, quota: int) -> LimitSettings:
    return LimitSettings(kind=settings.kind, requests=quota, ban_after=settings.ban_after)


@KINDS
def test_a_quota_that_halves_and_doubles_is_followed(settings: LimitSettings) -> None:
    halves, doubles = 1200, 2400
    refuse = changing(settings, [(0, QUOTA), (halves, QUOTA // 2), (doubles, QUOTA)])
    story = play(Reelshelf(2 * HOUR, 0.97 * HOUR), refuse, until_seconds=doubles + 1200)
    halved = story.accepted_between(halves + 180, halves + 180 + 600) / 10
    doubled = story.accepted_between(doubles + 600, doubles + 1200) / 10
    assert halved >= 0.85 * QUOTA / 2
    assert doubled >= 0.85 * QUOTA


@pytest.mark.parametrize(("kind", "halves"), [("fixed window", 900), ("sliding window", 675)])
def test_a_quota_that_halves_at_a_bad_moment_is_followed(kind: str, halves: float) -> None:
    """In the middle of a window, or so that the first call after a pause passes and the next ones do not."""
    refuse = changing(SERVERS[kind], [(0, QUOTA), (halves, QUOTA // 2)])
    story = play(Reelshelf(2 * HOUR, 0.97 * HOUR), refuse, until_seconds=halves + 180 + 600)
    assert story.accepted_between(halves + 180, halves + 180 + 600) / 10 >= 0.85 * QUOTA / 2


def test_after_an_outage_all_goes_on_as_before() -> None:
    began, lasted = 600.0, 300.0
    contender = Reelshelf(2 * HOUR, HOUR)
    contender.refusal = FailureKind.NETWORK

    def down(now: float) -> float | None:
        return 1.0 if began <= now < began + lasted else None

    story = play(contender, down, until_seconds=1200)
    canaries = [at for at in story.refused if at > story.refused[0] + 5]
    assert len(canaries) <= 15
    before = story.accepted_between(began - 60, began)
    after = story.accepted_between(began + lasted + 30, began + lasted + 90)
    assert after >= 0.95 * before


def test_a_block_that_lasts_a_day_is_asked_after_a_handful_of_times_and_ends_by_itself() -> None:
    """After a quarter of an hour, one hour, four, and every twelve."""
    began, lasted = 600.0, 86_400.0
    contender = Reelshelf(540, 480)
    contender.refusal = FailureKind.BLOCKED

    def blocked(now: float) -> float | None:
        return 1.0 if began <= now < began + lasted else None

    story = play(contender, blocked, until_seconds=began + 1.5 * lasted)
    first, *later = [at for at in story.refused if at > story.refused[0] + 60]
    gaps = [after - before for before, after in zip([first, *later], later, strict=False)]
    assert first - story.refused[2] == pytest.approx(900, abs=1)
    assert gaps == pytest.approx([3600, 4 * 3600, 12 * 3600], abs=1)
    back = [at for at in story.accepted if at > began + lasted]
    assert back[0] - story.refused[-1] == pytest.approx(12 * 3600, abs=1)
    in_one_hour, in_three = (sum(at < back[0] + 3600 * end for at in back) for end in (1, 3))
    assert in_one_hour <= 0.5 * 480
    assert in_three - in_one_hour >= 1.5 * 480


@pytest.mark.parametrize("ban_seconds", [300.0, 86_400.0])
def test_a_day_with_a_server_that_bans_goes_without_a_ban(ban_seconds: float) -> None:
    """Known to allow about 270 an hour; allows 300."""
    limit = Limit(LimitSettings(requests=300, per_seconds=3600, ban_after=5, ban_seconds=ban_seconds))
    story = play(Reelshelf(270), limit.refuse, until_seconds=86_400)
    assert limit.banned_until < 0
    assert len(story.accepted) >= 0.85 * 300 * 24
