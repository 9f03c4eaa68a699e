"""Claims: one of many wins, a dead worker's videos are free again, and no stale result is ever written."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from reelshelf.enrichment import pipeline
from reelshelf.enrichment.claims import Claims
from reelshelf.enrichment.outcomes import RetryAt
from reelshelf.enrichment.work import MAX_CRASHES
from reelshelf.errors import LeaseLost
from reelshelf.imports import jobs
from running import working
from stock import add_account, add_stock, change, expire_leases, held, rows, until, work_row
from writing import LATER, NO_CAPTIONS, facts, writing

if TYPE_CHECKING:
    from uuid import UUID

    from redis.asyncio import Redis

    from reelshelf.kit.db import Database
    from reelshelf.settings import Settings
    from stock import Stock


@pytest.fixture
async def shelf(database: Database) -> Stock:
    """Three videos, nobody working on them."""
    return await add_stock(database, await add_account(database), 3)


async def is_free(database: Database, video_id: UUID) -> bool:
    """Whether somebody who tried would get it; whoever did hands it back."""
    try:
        async with Claims(database).claim(video_id) as snapshot:
            _stop_if(snapshot is not None)
    except InterruptedError:
        return True
    return False


def _stop_if(claimed: bool) -> None:  # noqa: FBT001 - reads as a sentence
    if claimed:
        raise InterruptedError


async def test_of_ten_at_once_exactly_one_wins(database: Database, shelf: Stock) -> None:
    everybody_tried = asyncio.Event()
    won: list[bool] = []

    async def attempt() -> None:
        async with Claims(database).claim(shelf.video_ids[0]) as snapshot:
            won.append(snapshot is not None)
            if len(won) == 10:
                everybody_tried.set()
            await everybody_tried.wait()

    await asyncio.gather(*(attempt() for _ in range(10)))
    assert sorted(won) == [False] * 9 + [True]
    assert (await work_row(database, shelf.video_ids[0]))["fence"] == 1


async def test_a_stale_fence_changes_nothing(database: Database, redis: Redis, shelf: Stock) -> None:
    video_id = shelf.video_ids[0]
    async with writing(database, redis) as writer, held(database, video_id) as dead:
        await expire_leases(database)
        async with held(database, video_id):
            before = await work_row(database, video_id)
            with pytest.raises(LeaseLost):
                await writer.write(pipeline.learned(dead, facts(dead.youtube_id), None))
            assert await work_row(database, video_id) == before
    told = await rows(database, "SELECT * FROM job_progress_events WHERE video_id = :id", id=video_id)
    assert told == []


async def test_stale_and_current_in_one_write_are_told_apart(
    database: Database, redis: Redis, shelf: Stock
) -> None:
    video_id = shelf.video_ids[0]
    async with held(database, video_id) as dead:
        await expire_leases(database)
        async with held(database, video_id) as alive, writing(database, redis, paused=True) as writer:
            stale = asyncio.create_task(
                writer.write(pipeline.learned(dead, facts(dead.youtube_id, "Stale"), None))
            )
            current = asyncio.create_task(
                writer.write(pipeline.learned(alive, facts(alive.youtube_id, "New"), None))
            )
            again = asyncio.create_task(
                writer.write(pipeline.learned(dead, facts(dead.youtube_id, "Stale"), None))
            )
            writer.go_on()
            outcomes = await asyncio.gather(stale, current, again, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [LeaseLost, type(None), LeaseLost]
    assert (await work_row(database, video_id))["title"] == "New"
    told = await rows(
        database, "SELECT event->>'title' AS title FROM job_progress_events WHERE video_id IS NOT NULL"
    )
    assert told == [{"title": "New"}]


async def test_an_ended_claim_writes_no_more(database: Database, redis: Redis, shelf: Stock) -> None:
    async with writing(database, redis) as writer, held(database, shelf.video_ids[0]) as snapshot:
        await writer.write(pipeline.finished(snapshot, NO_CAPTIONS, 0.0))
        with pytest.raises(LeaseLost):
            await writer.write(pipeline.refused(snapshot, LATER))
    assert (await work_row(database, shelf.video_ids[0]))["import_stage"] == "complete"


async def test_a_lease_that_ran_out_is_taken_over_and_counts_a_crash(
    database: Database, shelf: Stock
) -> None:
    video_id = shelf.video_ids[0]
    async with held(database, video_id) as first:
        assert not await is_free(database, video_id)
        await expire_leases(database)
        async with held(database, video_id) as second:
            assert (first.crashes, second.crashes) == (0, 1)
            assert second.fence == first.fence + 1
            assert second.attempts == first.attempts == 0


async def test_whoever_was_only_away_takes_the_crash_back(database: Database, shelf: Stock) -> None:
    video_id = shelf.video_ids[0]
    away = Claims(database, renewal_seconds=0.01)
    working = asyncio.create_task(_hold(away, video_id))
    await until(database, "SELECT fence = 1 FROM video_enrichments WHERE video_id = :id", id=video_id)
    await expire_leases(database)
    async with held(database, video_id) as second:
        assert second.crashes == 1
        renewing = asyncio.create_task(away.run())
        await asyncio.wait({working})
        assert (await work_row(database, video_id))["crashes"] == 0
    renewing.cancel()


async def test_a_reached_stage_clears_the_suspicion(database: Database, redis: Redis, shelf: Stock) -> None:
    video_id = shelf.video_ids[0]
    async with held(database, video_id):
        await expire_leases(database)
    async with writing(database, redis) as writer, held(database, video_id) as snapshot:
        assert snapshot.crashes == 1
        await writer.write(pipeline.learned(snapshot, facts(snapshot.youtube_id), None))
        assert (await work_row(database, video_id))["crashes"] == 0


async def test_our_own_video_is_not_claimed_twice_after_an_outage(database: Database, shelf: Stock) -> None:
    claims = Claims(database)
    async with claims.claim(shelf.video_ids[0]) as first:
        assert first is not None
        await expire_leases(database)
        async with claims.claim(shelf.video_ids[0]) as second:
            assert second is None


async def _hold(claims: Claims, video_id: UUID) -> None:
    async with claims.claim(video_id):
        await asyncio.Event().wait()


async def test_an_early_end_hands_back_without_cost(database: Database, shelf: Stock) -> None:
    video_id = shelf.video_ids[0]
    claims = Claims(database)
    holding = asyncio.Event()

    async def work() -> None:
        async with claims.claim(video_id):
            holding.set()
            await asyncio.Event().wait()

    before = await work_row(database, video_id)
    working = asyncio.create_task(work())
    await holding.wait()
    assert (await work_row(database, video_id))["status"] == "processing"
    working.cancel()
    await asyncio.wait({working})
    after = await work_row(database, video_id)
    assert after == {**before, "fence": before["fence"] + 1}
    assert await is_free(database, video_id)


async def test_a_kept_lease_is_renewed(database: Database, shelf: Stock) -> None:
    claims = Claims(database, renewal_seconds=0.01)
    renewing = asyncio.create_task(claims.run())
    async with claims.claim(shelf.video_ids[0]):
        await expire_leases(database)
        await until(
            database, "SELECT lease_until > now() FROM video_enrichments ORDER BY lease_until LIMIT 1"
        )
    renewing.cancel()


async def test_a_lost_lease_ends_the_work_on_it(database: Database, shelf: Stock) -> None:
    lost, kept = shelf.video_ids[:2]
    claims = Claims(database, renewal_seconds=0.01)
    renewing = asyncio.create_task(claims.run())
    everybody = asyncio.Barrier(3)

    async def work(video_id: UUID) -> None:
        async with claims.claim(video_id):
            await everybody.wait()
            await asyncio.Event().wait()

    tasks = {video_id: asyncio.create_task(work(video_id)) for video_id in (lost, kept)}
    await everybody.wait()
    await change(database, "UPDATE video_enrichments SET fence = fence + 1 WHERE video_id = :id", id=lost)
    done, going = await asyncio.wait(tasks.values(), return_when=asyncio.FIRST_COMPLETED, timeout=10)
    assert (done, going) == ({tasks[lost]}, {tasks[kept]})
    assert tasks[lost].cancelled()
    assert (await work_row(database, lost))["lease_until"] is not None, "somebody else's lease stays"
    renewing.cancel()
    tasks[kept].cancel()
    await asyncio.wait(going)


async def test_a_video_that_ends_workers_is_set_aside_while_others_go_on(
    database: Database, settings: Settings
) -> None:
    stock = await add_stock(database, await add_account(database), 4)
    deadly, *harmless = stock.video_ids
    for _ in range(MAX_CRASHES):
        async with held(database, deadly):
            await expire_leases(database)
    async with working(settings):
        await until(database, "SELECT bool_and(due_at IS NULL) FROM video_enrichments")
    row = await work_row(database, deadly)
    assert (row["import_stage"], row["error_code"], row["status"]) == ("error", "not_reachable", "failed")
    assert [(await work_row(database, each))["import_stage"] for each in harmless] == ["complete"] * 3


async def test_an_open_video_that_ends_workers_stays_open(
    database: Database, redis: Redis, settings: Settings
) -> None:
    stock = await add_stock(database, await add_account(database), 1)
    (video_id,) = stock.video_ids
    async with writing(database, redis) as writer, held(database, video_id) as snapshot:
        await writer.write(pipeline.learned(snapshot, facts(snapshot.youtube_id), None))
        await writer.write(pipeline.finished(snapshot, NO_CAPTIONS, 0.0))
    await change(
        database,
        "UPDATE video_enrichments SET due_at = now(), crashes = :crashes, status = 'partial'",
        crashes=MAX_CRASHES,
    )
    async with working(settings):
        await until(database, "SELECT bool_and(due_at > now()) FROM video_enrichments")
    row = await work_row(database, video_id)
    assert (row["import_stage"], row["error_code"], row["crashes"]) == ("complete", None, 0)


async def test_paused_videos_are_not_claimed(database: Database, shelf: Stock) -> None:
    async with database.begin() as connection:
        await jobs.pause(connection, shelf.user_id, shelf.job_id)
    assert not await is_free(database, shelf.video_ids[0])
    async with database.begin() as connection:
        await jobs.resume(connection, shelf.user_id, shelf.job_id)
    assert await is_free(database, shelf.video_ids[0])


@pytest.mark.parametrize("seconds", [0.0, 60.0])
async def test_what_was_in_work_at_the_pause_is_not_begun_again(
    database: Database, redis: Redis, shelf: Stock, seconds: float
) -> None:
    refused, completed, _ = shelf.video_ids
    async with (
        writing(database, redis) as writer,
        held(database, refused) as first,
        held(database, completed) as second,
    ):
        async with database.begin() as connection:
            await jobs.pause(connection, shelf.user_id, shelf.job_id)
        await writer.write(pipeline.refused(first, RetryAt(seconds, "Later", costs_attempt=False)))
        await writer.write(pipeline.finished(second, NO_CAPTIONS, 0.0))
    assert not await is_free(database, refused)
    assert (await work_row(database, completed))["import_stage"] == "complete"
    async with database.begin() as connection:
        await jobs.resume(connection, shelf.user_id, shelf.job_id)
    assert await is_free(database, refused)
    assert not await is_free(database, completed)
