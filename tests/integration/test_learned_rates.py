"""What was learnt of an upstream outlives Redis and the worker."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from redis.asyncio import Redis

from conftest import run_statement
from reelshelf.embedded import Embedded
from reelshelf.kit.db import Database, create_engine
from reelshelf.kit.redis import connect
from reelshelf.upstreams.failures import Failure, FailureKind
from reelshelf.upstreams.rates import LearnedRates
from reelshelf.upstreams.reports import WORKED, report_of
from reelshelf.upstreams.store import Endpoint, Permit, RedisStore, Wait

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

PLAYER = Endpoint("youtube.player", 540)
FULL, CUT = 486.0, 486.0 * 0.88


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    async with Redis.from_url(redis_url) as redis:
        yield redis


@pytest.fixture
async def own_database(database_url: str) -> AsyncIterator[Database]:
    database = Database(create_engine(database_url, pool_size=1))
    yield database
    await database.close()


async def go(store: RedisStore) -> None:
    permit = await store.acquire(PLAYER, 2, 0)
    assert isinstance(permit, Permit)
    await store.report(permit, WORKED)


async def refused_once(redis: Redis, database: Database, endpoint: Endpoint = PLAYER) -> None:
    """A worker that was told once to slow down, and took a note of its pace."""
    store = RedisStore(redis)
    permit = await store.acquire(endpoint, 2, 0)
    assert isinstance(permit, Permit)
    await store.report(permit, report_of(Failure(FailureKind.RATE_LIMITED, "slow down")))
    await LearnedRates(database, store, [endpoint]).save()


async def started(redis: Redis, database: Database, endpoint: Endpoint = PLAYER) -> RedisStore:
    """A worker that starts with what is in the database, and an empty Redis."""
    await redis.flushall()
    store = RedisStore(redis)
    await LearnedRates(database, store, [endpoint]).load()
    return store


async def begun(redis: Redis, database: Database, endpoint: Endpoint = PLAYER) -> tuple[float, float]:
    """Its rate an hour and its tokens."""
    gate, _ = await (await started(redis, database, endpoint)).look(endpoint)
    return gate.pace.rate * 3600, gate.pace.tokens


async def test_a_first_start_has_the_prior_and_a_burst(redis: Redis, own_database: Database) -> None:
    assert await begun(redis, own_database) == pytest.approx((FULL, 54))


async def test_a_restart_goes_on_at_the_learnt_rate(redis: Redis, own_database: Database) -> None:
    await refused_once(redis, own_database)
    assert await begun(redis, own_database) == pytest.approx((CUT, 0))


async def test_a_rate_learnt_under_another_prior_is_not_used(redis: Redis, own_database: Database) -> None:
    await refused_once(redis, own_database)
    other = Endpoint(PLAYER.name, 300)
    assert await begun(redis, own_database, other) == pytest.approx((270, 0))


async def test_a_restart_within_the_hour_is_no_reason_for_a_burst(
    redis: Redis, own_database: Database, database_url: str
) -> None:
    await refused_once(redis, own_database, Endpoint(PLAYER.name, 300))
    assert (await begun(redis, own_database))[1] == 0
    await run_statement(database_url, "UPDATE upstream_rates SET learned_at = now() - interval '61 minutes'")
    assert (await begun(redis, own_database))[1] == 54


async def test_a_burst_is_given_once_however_often_redis_and_workers_are_lost(
    redis: Redis, own_database: Database
) -> None:
    """Also when nothing was asked yet, and nothing could be noted."""
    assert (await begun(redis, own_database))[1] == 54
    assert (await begun(redis, own_database))[1] == 0


async def test_the_second_worker_finds_the_burst_that_the_first_began(
    redis: Redis, own_database: Database
) -> None:
    first = await started(redis, own_database)
    second = RedisStore(redis)
    await LearnedRates(own_database, second, [PLAYER]).load()
    assert (await second.look(PLAYER))[0].pace.tokens == 54
    await redis.flushall()
    for each in (second, first):
        assert (await each.look(PLAYER))[0].pace.tokens == 0


async def test_a_block_outlives_redis_and_the_worker(redis: Redis, own_database: Database) -> None:
    """And its next hold is as long as if nothing had been lost."""
    store = await started(redis, own_database)
    rates = LearnedRates(own_database, store, [PLAYER])
    blocked = report_of(Failure(FailureKind.BLOCKED, "are you a robot?"))
    permits = [await store.acquire(PLAYER, 2, 0) for _ in range(3)]
    for permit in permits:
        assert isinstance(permit, Permit)
        await store.report(permit, blocked)
    await rates.save()
    await redis.flushall()
    for each in (store, await started(redis, own_database)):
        gate, now = await each.look(PLAYER)
        assert 890 < gate.circuit.open_until - now <= 900
        assert gate.circuit.level == 1
        wait = await each.acquire(PLAYER, 2, 0)
        assert isinstance(wait, Wait)
        assert wait.held


async def test_the_end_of_a_block_is_noted_too(redis: Redis, own_database: Database) -> None:
    store = await started(redis, own_database)
    rates = LearnedRates(own_database, store, [PLAYER])
    permit = await store.acquire(PLAYER, 2, 0)
    assert isinstance(permit, Permit)
    await store.report(permit, report_of(Failure(FailureKind.RATE_LIMITED, "wait", 600)))
    await rates.save()
    await store.report(replace(permit, canary=True), WORKED)
    await rates.save()
    gate, _ = await (await started(redis, own_database)).look(PLAYER)
    assert not gate.circuit.is_open


@pytest.fixture
def own_folder() -> Iterator[Path]:
    """For a Valkey that may be stopped."""
    folder = Path(tempfile.mkdtemp(prefix="reelshelf-tests-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


async def test_what_is_spent_without_redis_is_charged_when_it_is_back(own_folder: Path) -> None:
    now = 1_000_000.0
    async with Embedded(own_folder, postgres=False) as stores, connect(stores.redis_url) as redis:
        store = RedisStore(redis, clock=lambda: now, alone=lambda: now)
        for _ in range(27):
            await go(store)
        await stores.valkey.stop()
        assert isinstance(await store.acquire(PLAYER, 2, 0), Wait)
        for _ in range(3):
            now += 80.0
            await go(store)
        await stores.valkey.start()
        assert isinstance(await store.acquire(PLAYER, 50, 0), Wait)
        gate, _ = await store.look(PLAYER)
    assert gate.pace.tokens == pytest.approx(240 * FULL / 3600 - 3 * 2)
