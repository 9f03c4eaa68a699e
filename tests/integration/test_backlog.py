"""The backlog: who is next, nothing twice, and nothing forgotten, whatever Redis forgets."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import TYPE_CHECKING

from reelshelf.enrichment import pipeline
from reelshelf.enrichment.announcer import ENRICH, PROCESS
from reelshelf.enrichment.backlog import release
from reelshelf.imports import jobs
from reelshelf.kit.db import Database, create_engine
from running import working
from simulators.world.ids import playlist_id, video_ids
from stock import (
    add_account,
    add_stock,
    change,
    expire_leases,
    forget_releases,
    held,
    rows,
    until,
)
from writing import NO_CAPTIONS, facts, writing

if TYPE_CHECKING:
    from redis.asyncio import Redis

    from reelshelf.settings import Settings
    from running import Person
    from simulators.simulator import Simulator


async def released(database: Database, limit: int) -> list[str]:
    """Ids of new videos, in the order in which the queue gets them."""
    async with database.begin() as connection:
        chosen = await release(connection, limit)
    assert chosen[ENRICH] == []
    return chosen[PROCESS]


async def test_accounts_take_turns(database: Database) -> None:
    many = await add_stock(database, await add_account(database, "many@example.org"), 20)
    few = await add_stock(database, await add_account(database, "few@example.org"), 3)
    owners = {str(each): stock.user_id for stock in (many, few) for each in stock.video_ids}
    counted = Counter(owners[each] for each in await released(database, 6))
    assert counted == {many.user_id: 3, few.user_id: 3}
    assert Counter(owners[each] for each in await released(database, 6)) == {many.user_id: 6}


async def test_an_import_goes_in_the_order_it_was_put_in(database: Database) -> None:
    stock = await add_stock(database, await add_account(database), 12)
    taken = await released(database, 5) + await released(database, 7)
    assert taken == [str(each) for each in stock.video_ids]


async def test_singles_go_ahead_of_every_import(database: Database) -> None:
    ids = video_ids(12)
    first, second = [await add_account(database, f"{name}@example.org") for name in "ab"]
    await add_stock(database, first, ids[:5])
    await add_stock(database, second, ids[:5])
    single = await add_stock(database, first, ids[5:6], kind="single")
    await forget_releases(database)
    assert (await released(database, 3))[0] == str(single.video_ids[0])


async def test_nothing_is_released_twice_within_half_a_minute(database: Database) -> None:
    stock = await add_stock(database, await add_account(database), 25)
    taken = [each for _ in range(4) for each in await released(database, 10)]
    assert sorted(taken) == sorted(str(each) for each in stock.video_ids)


async def test_a_forgotten_release_is_made_again(database: Database) -> None:
    await add_stock(database, await add_account(database), 5)
    first = await released(database, 5)
    assert await released(database, 5) == []
    await forget_releases(database)
    assert await released(database, 5) == first


async def test_what_an_empty_queue_has_lost_is_released_again_soon(
    database: Database, redis: Redis, settings: Settings
) -> None:
    """Half a minute is for what may still be in the queue."""
    stock = await add_stock(database, await add_account(database), 5)
    await released(database, 5)
    await change(database, "UPDATE video_enrichments SET released_at = now() - interval '6 seconds'")
    assert await released(database, 5) == []
    await redis.flushall()
    async with working(settings):
        await until(
            database,
            "SELECT count(*) = 0 FROM videos WHERE job_id = :id AND import_stage <> 'complete'",
            id=stock.job_id,
        )
    assert await rows(database, "SELECT 1 FROM video_enrichments WHERE fence > 1") == []


async def test_the_videos_of_a_dead_worker_are_released_again(database: Database) -> None:
    stock = await add_stock(database, await add_account(database), 2)
    in_work = str(stock.video_ids[0])
    await released(database, 2)
    async with held(database, stock.video_ids[0]):
        await forget_releases(database)
        assert await released(database, 2) == [str(stock.video_ids[1])]
        await expire_leases(database)
        assert in_work in await released(database, 2)


async def test_paused_imports_are_not_released_and_keep_nobody_waiting(database: Database) -> None:
    user_id = await add_account(database)
    ids = video_ids(40)
    paused = await add_stock(database, user_id, ids[:30])
    async with database.begin() as connection:
        await jobs.pause(connection, user_id, paused.job_id)
    other = await add_stock(database, user_id, ids[30:])
    assert await released(database, 40) == [str(each) for each in other.video_ids]
    async with database.begin() as connection:
        await jobs.resume(connection, user_id, paused.job_id)
    assert await released(database, 40) == [str(each) for each in paused.video_ids]


async def test_captions_that_follow_wait_for_a_pause_too(database: Database, redis: Redis) -> None:
    stock = await add_stock(database, await add_account(database), 2)
    async with writing(database, redis) as writer, held(database, stock.video_ids[0]) as snapshot:
        await writer.write(pipeline.learned(snapshot, facts(snapshot.youtube_id), None))
        await writer.write(pipeline.finished(snapshot, NO_CAPTIONS, 0.0))
    await change(
        database, "UPDATE video_enrichments SET due_at = now() WHERE video_id = :id", id=stock.video_ids[0]
    )
    async with database.begin() as connection:
        await jobs.pause(connection, stock.user_id, stock.job_id)
    async with database.begin() as connection:
        assert await release(connection, 5) == {PROCESS: [], ENRICH: []}
    async with database.begin() as connection:
        await jobs.resume(connection, stock.user_id, stock.job_id)
        chosen = await release(connection, 5)
    assert chosen == {PROCESS: [str(stock.video_ids[1])], ENRICH: [str(stock.video_ids[0])]}


async def test_two_feeders_at_once_release_nothing_twice(database: Database, database_url: str) -> None:
    stock = await add_stock(database, await add_account(database), 30)
    async with database.begin() as connection:
        first = await release(connection, 10)
        assert await released(database, 10) == [], "the other one is at it"
    others = [Database(create_engine(database_url)) for _ in range(3)]
    taken = list(first[PROCESS])
    while len(taken) < 30:
        for chosen in await asyncio.gather(*(released(each, 4) for each in others)):
            taken += chosen
    for each in others:
        await each.close()
    assert sorted(taken) == sorted(str(each) for each in stock.video_ids)


async def test_a_locked_video_keeps_no_feeder_waiting(database: Database) -> None:
    stock = await add_stock(database, await add_account(database), 3)
    async with database.begin() as connection:
        await jobs.lock(connection, stock.job_id)
        await connection.exec_driver_sql(
            f"SELECT 1 FROM video_enrichments WHERE video_id = '{stock.video_ids[0]}' FOR UPDATE"  # noqa: S608 - our own id
        )
        assert await released(database, 3) == [str(each) for each in stock.video_ids[1:]]
    assert await released(database, 3) == [str(stock.video_ids[0])]


async def test_a_flushed_redis_loses_no_video(
    person: Person, settings: Settings, simulator: Simulator, database: Database, redis: Redis
) -> None:
    list_id = await person.create_list()
    simulator.faults.update("player", latency_seconds=0.05)
    receipt = await person.import_links(list_id, video_ids(60))
    async with working(settings):
        await person.job_when(receipt["job_id"], lambda job: job["complete"] >= 5)
        await redis.flushall()
        await forget_releases(database)
        job = await person.job_when(receipt["job_id"])
    assert (job["complete"], job["created"]) == (60, 60)
    assert max(simulator.log.per_video().values()) <= 3, "nothing was fetched twice"
    assert await rows(database, "SELECT 1 FROM video_enrichments WHERE crashes > 0 OR attempts > 0") == []


async def test_a_pause_stops_a_playlist_that_is_being_read(
    person: Person, settings: Settings, simulator: Simulator, database: Database
) -> None:
    list_id = await person.create_list()
    simulator.faults.update("browse", latency_seconds=0.3)
    answer = await person.http.post(
        f"/api/lists/{list_id}/videos/batch",
        json={"text": f"https://www.youtube.com/playlist?list={playlist_id(350)}"},
    )
    job_id = answer.json()["job_id"]
    async with working(settings):
        await person.job_when(job_id, lambda job: job["created"] >= 100)
        paused = (await person.http.post(f"/api/jobs/{job_id}/pause")).json()
        await until(database, "SELECT count(*) = 0 FROM video_enrichments WHERE lease_until IS NOT NULL")
        still = await person.get(f"/api/jobs/{job_id}")
        assert (still["status"], still["expanding"]) == ("paused", True)
        assert still["created"] == paused["created"] < 350
        assert await released(database, 50) == []
        simulator.faults.clear()
        await person.http.post(f"/api/jobs/{job_id}/resume")
        job = await person.job_when(job_id, lambda job: not job["expanding"])
        await person.http.post(f"/api/jobs/{job_id}/pause")
    assert (job["total"], job["created"] + job["duplicates"]) == (350, 350)
    assert len(await person.videos(list_id)) == job["created"]
