"""Many sockets, one that never reads, and connections that are cut: everybody hears everything, once, in order."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from crowd import CLIENT_PATIENCE_SECONDS, Ear, ballast, crowd, deaf_socket, tell
from reelshelf.accounts.tokens import Identity
from reelshelf.kit.ids import new_id
from reelshelf.progress.hub import MAX_PENDING, Listener
from reelshelf.progress.publisher import Publisher, channel_of
from running import LOOK_SECONDS, serving, sign_up

if TYPE_CHECKING:
    from redis.asyncio import Redis

    from reelshelf.kit.db import Database
    from reelshelf.settings import Settings
    from running import Person

EVENTS = 40


async def all_hear(ears: list[Ear], seq: int) -> None:
    async with asyncio.timeout(CLIENT_PATIENCE_SECONDS):
        await asyncio.gather(*(ear.until(seq) for ear in ears))
    for ear in ears:
        assert ear.heard == list(range(ear.first + 1, seq + 1))


async def test_a_crowd_hears_everything_in_order(
    person: Person, stranger: Person, database: Database, redis: Redis
) -> None:
    publisher = Publisher(redis)
    users = [UUID((await each.get("/api/me"))["id"]) for each in (person, stranger)]
    async with crowd(person.base_url, [person.token, stranger.token] * 40) as ears:
        last = [0, 0]
        for number in range(EVENTS):
            last[number % 2] = await tell(database, publisher, users[number % 2])
        await all_hear(ears[::2], last[0])
        await all_hear(ears[1::2], last[1])


async def test_whoever_is_cut_misses_nothing(person: Person, database: Database, redis: Redis) -> None:
    """The clients' connections and the server's own subscription, in turn."""
    publisher = Publisher(redis)
    user_id = UUID((await person.get("/api/me"))["id"])
    async with crowd(person.base_url, [person.token] * 10) as ears:
        for number in range(6):
            await tell(database, publisher, user_id)
            if number % 2:
                await redis.client_kill_filter(_type="pubsub")
            else:
                for ear in ears:
                    ear.cut()
            seq = await tell(database, publisher, user_id)
            await all_hear(ears, seq)
        assert {ear.cuts for ear in ears} == {3}


async def test_one_that_never_reads_holds_nobody_up(person: Person, database: Database, redis: Redis) -> None:
    """Its events are far more than any buffer of the connection holds."""
    publisher = Publisher(redis)
    user_id = UUID((await person.get("/api/me"))["id"])
    async with deaf_socket(person.base_url, person.token), crowd(person.base_url, [person.token] * 5) as ears:
        for _ in range(EVENTS):
            seq = await tell(database, publisher, user_id, ballast=ballast(100_000))
        await all_hear(ears, seq)


async def test_one_that_never_reads_is_cut_off(settings: Settings, database: Database, redis: Redis) -> None:
    """It answers the system's probes, and no ping: a close would wait for it for ever."""
    async with serving(settings, silence_seconds=1) as base_url:
        person = await sign_up(settings, base_url)
        async with person.http:
            user_id = UUID((await person.get("/api/me"))["id"])
        async with deaf_socket(base_url, person.token), asyncio.timeout(CLIENT_PATIENCE_SECONDS / 4):
            await tell(database, Publisher(redis), user_id, ballast=ballast(4_000_000))
            assert await _is_heard(redis, user_id)
            # Over Redis there is nothing to wait for but another look.
            while await _is_heard(redis, user_id):  # noqa: ASYNC110
                await asyncio.sleep(LOOK_SECONDS)


async def _is_heard(redis: Redis, user_id: UUID) -> bool:
    """Whether the server listens for somebody of this account."""
    return bool((await redis.pubsub_numsub(channel_of(user_id)))[0][1])


@pytest.mark.parametrize("frames", [1, 10])
def test_what_waits_for_a_slow_reader_is_bounded(frames: int) -> None:
    listener = Listener(Identity(new_id(), new_id(), None))
    for number in range(frames):
        listener.hear([{"seq": seq} for seq in range(number * 1_000, (number + 1) * 1_000)])
    waiting = listener.take()
    assert len(waiting) <= MAX_PENDING
    assert listener.behind == (frames * 1_000 > MAX_PENDING), "what was dropped is read from the tables"
