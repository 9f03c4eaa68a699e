"""The scout: whom it asks for, and what it leaves alone."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from reelshelf.enrichment import scouting
from reelshelf.enrichment.ports import Metadata
from reelshelf.enrichment.scout import Scout
from reelshelf.progress.publisher import Publisher
from reelshelf.upstreams.failures import Failure, FailureKind, UpstreamError
from simulators.world.ids import video_ids
from stock import add_account, add_stock, change, held, rows, work_row

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from redis.asyncio import Redis

    from reelshelf.enrichment.scouting import Nameless
    from reelshelf.kit.db import Database


def named(youtube_id: str) -> Metadata:
    return Metadata(youtube_id, f"Title of {youtube_id}", "Somebody", duration_seconds=60)


class Source:
    """Knows every video; `failure` is how it fails, `silent` leaves everything out."""

    def __init__(self, room: int = 50, *, failure: FailureKind | None = None, silent: bool = False) -> None:
        self.asked: list[str] = []
        self.failure = failure
        self._room = room
        self._silent = silent

    async def room(self) -> int:
        return self._room

    async def fetch_metadata(self, youtube_ids: Sequence[str]) -> Mapping[str, Metadata | None]:
        self.asked += youtube_ids
        if self.failure is not None:
            raise UpstreamError(Failure(self.failure, "no"))
        return {} if self._silent else {each: named(each) for each in youtube_ids}


def scout_with(database: Database, redis: Redis, *sources: Source) -> Scout:
    return Scout(database, Publisher(redis), sources)


async def taken(database: Database, limit: int = 50) -> list[Nameless]:
    async with database.begin() as connection:
        return await scouting.take(connection, limit)


async def test_accounts_take_turns_and_nothing_is_taken_twice(database: Database) -> None:
    many = await add_stock(database, await add_account(database, "many@example.org"), 20)
    few = await add_stock(database, await add_account(database, "few@example.org"), 3)
    first, second = await taken(database, 6), await taken(database, 50)
    assert Counter(each.user_id for each in first) == {many.user_id: 3, few.user_id: 3}
    assert Counter(each.user_id for each in second) == {many.user_id: 17}
    assert await taken(database) == []


async def test_many_at_once_share_the_work(database: Database) -> None:
    stock = await add_stock(database, await add_account(database), 60)
    shares = await asyncio.gather(*(taken(database, 20) for _ in range(4)))
    ids = [each.video_id for share in (*shares, await taken(database)) for each in share]
    assert sorted(ids) == sorted(stock.video_ids)


async def test_what_is_in_work_paused_or_known_is_left_alone(database: Database) -> None:
    stock = await add_stock(database, await add_account(database), 4)
    in_work, paused, known, waiting = stock.video_ids
    await change(database, "UPDATE video_enrichments SET due_at = 'infinity' WHERE video_id = :id", id=paused)
    await change(database, "UPDATE videos SET import_stage = 'metadata' WHERE id = :id", id=known)
    await change(
        database,
        "UPDATE video_enrichments SET due_at = now() + interval '1 hour' WHERE video_id = :id",
        id=waiting,
    )
    async with held(database, in_work):
        assert [each.video_id for each in await taken(database)] == [waiting]


async def test_whoever_died_over_it_is_followed_by_another(database: Database) -> None:
    await add_stock(database, await add_account(database), 2)
    assert len(await taken(database)) == 2
    await change(database, "UPDATE video_enrichments SET scouted_at = now() - interval '16 minutes'")
    assert len(await taken(database)) == 2


async def test_a_video_on_many_shelves_is_asked_for_once_and_stored_everywhere(
    database: Database, redis: Redis
) -> None:
    ids, source = video_ids(3), Source()
    for name in ("ada", "grace"):
        await add_stock(database, await add_account(database, f"{name}@example.org"), ids)
    assert await scout_with(database, redis, source).scout() == 6
    assert sorted(source.asked) == sorted(ids)
    found = await rows(database, "SELECT title, youtube_id, import_stage, import_progress FROM videos")
    assert [each["title"] for each in found] == [f"Title of {each['youtube_id']}" for each in found]
    assert {(each["import_stage"], each["import_progress"]) for each in found} == {("metadata", 25)}


async def test_who_began_to_work_on_it_meanwhile_is_not_disturbed(database: Database) -> None:
    stock = await add_stock(database, await add_account(database), 1)
    [video] = await taken(database)
    async with held(database, stock.video_ids[0]), database.begin() as connection:
        stored, told = await scouting.store(connection, stock.user_id, [(video, named(video.youtube_id))])
    assert (stored, told) == (set(), [])
    row = await work_row(database, stock.video_ids[0])
    assert (row["title"], row["import_stage"]) == (None, "created")


async def test_a_persons_own_title_stays(database: Database, redis: Redis) -> None:
    stock = await add_stock(database, await add_account(database), 1)
    await change(database, "UPDATE videos SET title = 'Mine', title_is_own = true, touched_at = now()")
    assert await scout_with(database, redis, Source()).scout() == 1
    row = await work_row(database, stock.video_ids[0])
    assert (row["title"], row["channel"]) == ("Mine", "Somebody")
    [event] = await rows(
        database,
        "SELECT event->>'title' AS title FROM job_progress_events WHERE event->>'stage' = 'metadata'",
    )
    assert event["title"] == "Mine"


async def test_when_one_cannot_the_next_is_asked(database: Database, redis: Redis) -> None:
    await add_stock(database, await add_account(database), 3)
    broken, working = Source(failure=FailureKind.NETWORK), Source()
    assert await scout_with(database, redis, broken, working).scout() == 3
    assert len(broken.asked) == len(working.asked) == 3


@pytest.mark.parametrize("source", [Source(failure=FailureKind.QUOTA_EXHAUSTED), Source(silent=True)])
async def test_what_nobody_could_be_asked_for_is_asked_for_again(
    database: Database, redis: Redis, source: Source
) -> None:
    await add_stock(database, await add_account(database), 3)
    assert await scout_with(database, redis, source).scout() == 0
    assert len(source.asked) == 3
    assert len(await taken(database)) == 3


async def test_without_anybody_to_ask_nothing_is_taken(database: Database, redis: Redis) -> None:
    await add_stock(database, await add_account(database), 3)
    assert await scout_with(database, redis, Source(room=0)).scout() == 0
    assert len(await taken(database)) == 3
