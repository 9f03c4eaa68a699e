"""What every store of limiters promises: held against this process's memory and against Redis."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

import pytest
from redis.asyncio import Redis

from reelshelf.upstreams.failures import Failure, FailureKind
from reelshelf.upstreams.guard import Guard
from reelshelf.upstreams.limiter import LEAST_CORRECTION, top_rate
from reelshelf.upstreams.reports import ABANDONED, WORKED, report_of
from reelshelf.upstreams.store import Beginning, Endpoint, LimiterStore, MemoryStore, Permit, RedisStore, Wait

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

PLAYER = Endpoint("player", 540, concurrency=20)
FOREVER = 1e9


@dataclass
class Clock:
    now: float = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    async with Redis.from_url(redis_url) as redis:
        yield redis


@pytest.fixture(params=["memory", "redis"])
def store(request: pytest.FixtureRequest, clock: Clock, redis: Redis) -> LimiterStore:
    return MemoryStore(clock) if request.param == "memory" else RedisStore(redis, clock=clock)


def refusal(kind: FailureKind, retry_after: float | None = None) -> Failure:
    return Failure(kind, "no", retry_after)


async def granted(store: LimiterStore, cost: float = 2) -> Permit:
    answer = await store.acquire(PLAYER, cost, 0)
    assert isinstance(answer, Permit), answer
    return answer


async def sent_away(store: LimiterStore, cost: float = 2, patience_seconds: float = 0) -> Wait:
    answer = await store.acquire(PLAYER, cost, patience_seconds)
    assert isinstance(answer, Wait), answer
    return answer


async def go(store: LimiterStore, failure: Failure | None = None) -> None:
    permit = await granted(store)
    await store.report(permit, report_of(failure) if failure else WORKED)


async def block(store: LimiterStore, clock: Clock, kind: FailureKind = FailureKind.BLOCKED) -> None:
    """Three refusals in a row, as fast as the pauses between them allow."""
    for _ in range(3):
        await go(store, refusal(kind))
        clock.now += 60


async def test_a_tenth_of_the_hour_goes_at_once_and_then_evenly(store: LimiterStore, clock: Clock) -> None:
    for _ in range(27):
        await go(store)
    wait = await sent_away(store)
    assert wait.seconds == pytest.approx(2 / (540 - 54) * 3600)
    assert not wait.held
    clock.now += wait.seconds + 1e-6
    await go(store)


async def test_those_sent_away_get_turns_as_far_apart_as_the_pace(store: LimiterStore) -> None:
    for _ in range(27):
        await go(store)
    gap = 2 / (540 - 54) * 3600
    turns = [(await sent_away(store)).seconds for _ in range(100)]
    assert turns == pytest.approx([gap * (place + 1) for place in range(100)])


async def test_asking_with_patience_takes_no_turn(store: LimiterStore) -> None:
    for _ in range(27):
        await go(store)
    waits = {(await sent_away(store, patience_seconds=FOREVER)).seconds for _ in range(3)}
    assert len(waits) == 1


@pytest.mark.parametrize("before", [None, Endpoint("player", 900)], ids=["nothing known", "other terms"])
async def test_who_only_asks_for_room_gets_it_in_time(
    store: LimiterStore, clock: Clock, before: Endpoint | None
) -> None:
    """Nothing begins before there is room: the pace has to begin with the first question."""
    if before is not None:
        await store.begin(before)
    store.begin_with(PLAYER, Beginning(burst=False))
    guard = Guard(store)
    first = await guard.room(PLAYER, 2)
    assert first.calls == 0
    clock.now += first.wait_seconds
    assert (await guard.room(PLAYER, 2)).calls == 1


async def test_no_more_calls_at_once_than_allowed(store: LimiterStore) -> None:
    permits = [await granted(store) for _ in range(20)]
    await sent_away(store)
    await store.report(permits[0], WORKED)
    await granted(store)


async def test_calls_of_a_worker_that_died_are_given_up(store: LimiterStore, clock: Clock) -> None:
    for _ in range(20):
        await granted(store)
    clock.now += 200
    await granted(store)


async def test_retry_after_holds_everybody_and_one_canary_goes_first(
    store: LimiterStore, clock: Clock
) -> None:
    await go(store, refusal(FailureKind.RATE_LIMITED, 120))
    wait = await sent_away(store)
    assert wait.held
    assert wait.seconds == pytest.approx(120)
    clock.now += 121
    canary = await granted(store)
    assert canary.canary
    assert (await sent_away(store)).held
    await store.report(canary, WORKED)
    clock.now += 30
    assert not (await granted(store)).canary


async def test_blocks_back_off_from_a_quarter_of_an_hour_to_half_a_day(
    store: LimiterStore, clock: Clock
) -> None:
    await block(store, clock)
    holds = [(await sent_away(store)).seconds]
    for _ in range(4):
        clock.now += holds[-1] + 60
        await go(store, refusal(FailureKind.BLOCKED))
        holds.append((await store.look(PLAYER))[0].circuit.open_until - clock.now)
    assert [round(hold / 60, -1) for hold in holds] == [10, 60, 240, 720, 720]


async def test_whoever_is_refused_is_told_how_long_everybody_waits(store: LimiterStore, clock: Clock) -> None:
    """And whoever is refused while it is left alone already hears of the end of that."""
    permits = [await granted(store) for _ in range(4)]
    refused = report_of(refusal(FailureKind.BLOCKED))
    assert [await store.report(permit, refused) for permit in permits[:3]] == pytest.approx([0, 0, 900])
    clock.now += 100
    assert await store.report(permits[3], refused) == pytest.approx(800)
    clock.now += 900
    canary = await granted(store)
    assert await store.report(canary, refused) == pytest.approx(3600)
    clock.now += 3700
    assert await store.report(await granted(store), WORKED) == 0


async def test_refusals_of_canaries_do_not_slow_down_further(store: LimiterStore, clock: Clock) -> None:
    await block(store, clock)
    before, _ = await store.look(PLAYER)
    clock.now += 1000
    await go(store, refusal(FailureKind.BLOCKED))
    after, _ = await store.look(PLAYER)
    assert after.pace.rate == pytest.approx(before.pace.rate)


async def test_too_few_requests_to_count_tell_nothing_of_the_quota(store: LimiterStore, clock: Clock) -> None:
    """One call was granted in the moments before the refusals: that is no rate to go on with."""
    await go(store)
    await block(store, clock, FailureKind.RATE_LIMITED)
    before, _ = await store.look(PLAYER)
    clock.now += 1
    await go(store)
    after, _ = await store.look(PLAYER)
    assert after.pace.rate == pytest.approx(LEAST_CORRECTION * before.pace.rate, rel=0.05)
    assert after.pace.mark == pytest.approx(before.pace.rate, rel=0.05)


async def test_an_abandoned_canary_makes_way_for_the_next(store: LimiterStore, clock: Clock) -> None:
    await go(store, refusal(FailureKind.RATE_LIMITED, 120))
    clock.now += 121
    await store.report(await granted(store), ABANDONED)
    assert (await granted(store)).canary


async def test_another_prior_changes_the_pace_and_ends_no_hold(store: LimiterStore) -> None:
    await go(store, refusal(FailureKind.RATE_LIMITED, 120))
    slower = Endpoint("player", 100)
    gate, _ = await store.look(slower)
    assert (gate.pace.allowance, gate.pace.tokens) == (100, 0)
    answer = await store.acquire(slower, 2, 0)
    assert isinstance(answer, Wait)
    assert answer.held


@pytest.mark.parametrize("rate", [100.0, 486.0, 700.0, 1e6])
async def test_a_learnt_rate_is_where_it_begins(store: LimiterStore, rate: float) -> None:
    store.begin_with(PLAYER, Beginning(rate, burst=False))
    gate, _ = await store.look(PLAYER)
    assert gate.pace.rate * 3600 == pytest.approx(min(rate, 5400 - 60))
    assert gate.pace.tokens == 0


async def test_a_hold_that_was_remembered_goes_on(store: LimiterStore, clock: Clock) -> None:
    store.begin_with(PLAYER, Beginning(burst=False, held_until=clock.now + 300, holds=2))
    await store.begin(PLAYER)
    wait = await sent_away(store)
    assert wait.held
    assert wait.seconds == pytest.approx(300)
    clock.now += 301
    await go(store, refusal(FailureKind.BLOCKED))
    gate, now = await store.look(PLAYER)
    assert gate.circuit.open_until - now == pytest.approx(4 * 3600)


async def test_what_has_begun_does_not_begin_again(store: LimiterStore) -> None:
    await go(store)
    store.begin_with(PLAYER, Beginning(100.0))
    await store.begin(PLAYER)
    gate, _ = await store.look(PLAYER)
    assert gate.pace.tokens == 52


async def test_both_stores_tell_the_same_story(clock: Clock, redis: Redis) -> None:
    """Ten thousand seconds of bad luck, step by step."""
    stores: tuple[LimiterStore, ...] = (MemoryStore(clock), RedisStore(redis, clock=clock))
    failures = [None, None, None, FailureKind.RATE_LIMITED, None, None, FailureKind.NETWORK, FailureKind.GONE]
    for step in range(600):
        clock.now += (0.3, 1.7, 40.0, 0.0)[step % 4] * (1 + step % 7)
        kind = failures[(step * step + step // 50) % len(failures)]
        for store in stores:
            answer = await store.acquire(PLAYER, 1 + step % 2, step % 3)
            if isinstance(answer, Permit):
                failure = refusal(kind, 9.0 if step % 11 == 0 else None) if kind else None
                report = ABANDONED if step % 13 == 0 else report_of(failure) if failure else WORKED
                await store.report(answer, report)
        (ours, _), (theirs, _) = [await store.look(PLAYER) for store in stores]
        assert astuple(theirs.pace) == pytest.approx(astuple(ours.pace)), step
        assert astuple(theirs.circuit) == pytest.approx(astuple(ours.circuit)), step
        assert theirs.turn_at == pytest.approx(ours.turn_at), step


async def test_lost_memory_of_redis_begins_at_the_prior_without_a_burst(redis: Redis, clock: Clock) -> None:
    store = RedisStore(redis, clock=clock)
    await go(store)
    await redis.flushall()
    gate, _ = await store.look(PLAYER)
    assert gate.pace.rate == pytest.approx(top_rate(gate.pace))
    assert (await sent_away(store)).seconds == pytest.approx(2 / gate.pace.rate)


async def test_without_redis_each_worker_goes_slowly_by_itself(clock: Clock) -> None:
    async with Redis(host="127.0.0.1", port=1) as nowhere:
        store = RedisStore(nowhere, alone=clock)
        assert (await sent_away(store)).seconds == pytest.approx(2 / (540 / 4 - 13.5) * 3600)
        clock.now += 120
        await go(store, refusal(FailureKind.RATE_LIMITED, 50))
        assert (await sent_away(store)).held


async def test_without_redis_a_hold_that_was_known_is_kept(clock: Clock) -> None:
    async with Redis(host="127.0.0.1", port=1) as nowhere:
        store = RedisStore(nowhere, clock=lambda: clock.now + 5e8, alone=clock)
        store.begin_with(PLAYER, Beginning(held_until=clock.now + 5e8 + 700, holds=1))
        wait = await sent_away(store)
        assert wait.held
        assert wait.seconds == pytest.approx(700)


async def test_all_workers_share_one_budget(redis: Redis, clock: Clock) -> None:
    workers = [RedisStore(redis, clock=clock) for _ in range(4)]
    for turn in range(27):
        await go(workers[turn % 4])
    for worker in workers:
        await sent_away(worker)
