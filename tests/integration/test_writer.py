"""The writer: many changes at once, events without gaps in the order of their commits, nothing ever back."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from reelshelf.enrichment import pipeline, queries
from reelshelf.enrichment.outcomes import Failed
from reelshelf.enrichment.pipeline import CaptionsPutOff
from reelshelf.imports import jobs
from reelshelf.kit.db import Database, create_engine
from reelshelf.library import lists, videos
from reelshelf.progress import events
from reelshelf.upstreams.failures import Failure, FailureKind
from running import PATIENCE_SECONDS
from stock import add_account, add_stock, change, held, rows, until, work_row
from writing import LATER, NO_CAPTIONS, facts, writing

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from uuid import UUID

    from redis.asyncio import Redis
    from sqlalchemy.ext.asyncio import AsyncConnection

    from reelshelf.enrichment.pipeline import Snapshot
    from stock import Stock
    from writing import RunningWriter

    Removal = Callable[[AsyncConnection, Stock, UUID], Awaitable[None]]

NEVER = Failed("video_private", "This video is private.")
PUT_OFF = CaptionsPutOff(Failure(FailureKind.RATE_LIMITED, ""))


async def read_until(database: Database, user_id: UUID, count: int) -> list[int]:
    """What somebody sees who asks for news over and over, until there were so many."""
    seen: list[int] = []
    async with database.read() as connection, asyncio.timeout(PATIENCE_SECONDS):
        while len(seen) < count:
            news = await events.since(connection, user_id, seen[-1] if seen else 0, limit=1000)
            seen += [event["seq"] for event in news]
    return seen


async def test_two_writers_of_one_account_leave_no_gap(
    database: Database, database_url: str, redis: Redis
) -> None:
    user_id = await add_account(database)
    stock = await add_stock(database, user_id, 120)
    told = (await rows(database, "SELECT seq FROM progress_cursors"))[0]["seq"]
    other = Database(create_engine(database_url))

    async def enrich(writer: RunningWriter, snapshot: Snapshot) -> None:
        await writer.write(pipeline.learned(snapshot, facts(snapshot.youtube_id), None))
        await writer.write(pipeline.finished(snapshot, NO_CAPTIONS, 0.0))

    async with AsyncExitStack() as stack:
        snapshots = [await stack.enter_async_context(held(database, each)) for each in stock.video_ids]
        writers = [await stack.enter_async_context(writing(each, redis)) for each in (database, other)]
        reader = asyncio.create_task(read_until(other, user_id, told + 120 * 4))
        await asyncio.gather(*(enrich(writers[i % 2], each) for i, each in enumerate(snapshots)))
        assert await reader == list(range(1, told + 120 * 4 + 1))
    await other.close()
    steps = await rows(
        database,
        """SELECT video_id, array_agg(CAST(event->>'progress' AS integer) ORDER BY seq) AS steps
        FROM job_progress_events WHERE video_id IS NOT NULL GROUP BY video_id""",
    )
    assert [row["steps"] for row in steps] == [[25, 60, 90, 100]] * 120
    assert all(set(writer.changed_jobs) == {stock.job_id} for writer in writers)


@pytest.mark.parametrize(
    ("title", "duration_seconds", "problem"),
    [("Too long", 2**40, DBAPIError), ("Half a \ud83d character", 60, TypeError)],
    ids=["database refuses", "no JSON"],
)
async def test_one_bad_row_does_not_take_the_others_with_it(
    database: Database, redis: Redis, title: str, duration_seconds: int, problem: type[Exception]
) -> None:
    stock = await add_stock(database, await add_account(database), 8)
    async with AsyncExitStack() as stack:
        snapshots = [await stack.enter_async_context(held(database, each)) for each in stock.video_ids]
        writer = await stack.enter_async_context(writing(database, redis, paused=True))
        learnt = [facts(each.youtube_id) for each in snapshots]
        learnt[3] = facts(snapshots[3].youtube_id, title, duration_seconds)
        writes = [
            asyncio.create_task(writer.write(pipeline.learned(each, fact, None)))
            for each, fact in zip(snapshots, learnt, strict=True)
        ]
        writer.go_on()
        outcomes = await asyncio.gather(*writes, return_exceptions=True)
        assert isinstance(outcomes.pop(3), problem)
        assert outcomes == [None] * 7
        assert writer.is_running
    stages = [(await work_row(database, each))["import_stage"] for each in stock.video_ids]
    assert stages == ["metadata"] * 3 + ["created"] + ["metadata"] * 4


async def test_a_write_waits_for_a_database_that_comes_back(database: Database, redis: Redis) -> None:
    stock = await add_stock(database, await add_account(database), 2)
    async with (
        writing(database, redis) as writer,
        held(database, stock.video_ids[0]) as first,
        held(database, stock.video_ids[1]) as second,
    ):
        await writer.write(pipeline.learned(first, facts(first.youtube_id), None))
        await change(
            database,
            """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()""",
        )
        await asyncio.gather(
            writer.write(pipeline.finished(first, NO_CAPTIONS, 0.0)),
            writer.write(pipeline.learned(second, facts(second.youtube_id), None)),
        )
    assert (await work_row(database, stock.video_ids[0]))["import_stage"] == "complete"
    assert (await work_row(database, stock.video_ids[1]))["import_stage"] == "metadata"
    told = await rows(database, "SELECT seq FROM job_progress_events ORDER BY seq")
    assert [row["seq"] for row in told] == list(range(1, len(told) + 1))


async def test_fetching_again_takes_nothing_back(database: Database, redis: Redis) -> None:
    user_id = await add_account(database)
    (video_id,) = (await add_stock(database, user_id, 1)).video_ids
    async with writing(database, redis) as writer:
        async with held(database, video_id) as snapshot:
            await writer.write(pipeline.learned(snapshot, facts(snapshot.youtube_id), None))
            await writer.write(pipeline.finished(snapshot, NO_CAPTIONS, 0.0))
        await change(database, "UPDATE videos SET title = 'My own title'")
        async with database.begin() as connection:
            await queries.start_again(connection, user_id, video_id)
        async with held(database, video_id) as snapshot:
            await writer.write(pipeline.learned(snapshot, facts(snapshot.youtube_id, "Theirs"), None))
            halfway = await work_row(database, video_id)
            await writer.write(pipeline.finished(snapshot, PUT_OFF, 0.0))
    for row in (halfway, await work_row(database, video_id)):
        assert (row["import_stage"], row["import_progress"]) == ("complete", 100)
        assert (row["title"], row["processing_status"]) == ("My own title", "completed")
    told = await rows(
        database,
        "SELECT CAST(event->>'progress' AS integer) AS progress FROM job_progress_events "
        "WHERE video_id IS NOT NULL ORDER BY seq",
    )
    assert [row["progress"] for row in told] == [25, 60, 90, 100, 100]


async def test_an_error_stands_at_the_progress_that_was_reached(database: Database, redis: Redis) -> None:
    (video_id,) = (await add_stock(database, await add_account(database), 1)).video_ids
    async with writing(database, redis) as writer, held(database, video_id) as snapshot:
        await writer.write(pipeline.learned(snapshot, facts(snapshot.youtube_id), None))
        await writer.write(pipeline.refused(snapshot, NEVER))
    row = await work_row(database, video_id)
    assert (row["import_stage"], row["import_progress"], row["title"]) == ("error", 25, "A talk")
    told = await rows(
        database, "SELECT event FROM job_progress_events WHERE video_id IS NOT NULL ORDER BY seq"
    )
    assert [(each["event"]["stage"], each["event"]["progress"]) for each in told] == [
        ("metadata", 25),
        ("error", 25),
    ]


async def test_waiting_leaves_attempts_as_they_are(database: Database, redis: Redis) -> None:
    (video_id,) = (await add_stock(database, await add_account(database), 1)).video_ids
    async with writing(database, redis) as writer, held(database, video_id) as snapshot:
        await writer.write(pipeline.refused(snapshot, LATER))
    row = await work_row(database, video_id)
    assert (row["attempts"], row["retry_count"], row["crashes"]) == (0, 0, 0)
    assert (row["status"], row["progress_message"], row["lease_until"]) == ("pending", "Short pause", None)
    due = await rows(database, "SELECT extract(epoch FROM due_at - now()) AS seconds FROM video_enrichments")
    assert 0 < due[0]["seconds"] <= 60


_WAITING = """
SELECT count(*) >= :count FROM pg_stat_activity
WHERE datname = current_database() AND wait_event_type = 'Lock'
"""


async def _remove_video(connection: AsyncConnection, stock: Stock, video_id: UUID) -> None:
    await videos.delete(connection, stock.user_id, video_id)


async def _cancel(connection: AsyncConnection, stock: Stock, _: UUID) -> None:
    await jobs.cancel(connection, stock.user_id, stock.job_id)


async def _undo(connection: AsyncConnection, stock: Stock, _: UUID) -> None:
    await jobs.undo(connection, stock.user_id, stock.job_id)


async def _remove_list(connection: AsyncConnection, stock: Stock, _: UUID) -> None:
    await lists.delete(connection, stock.user_id, stock.list_id)


@pytest.mark.parametrize("remove", [_remove_video, _cancel, _undo, _remove_list])
@pytest.mark.parametrize(("slow", "removed"), [(0, 1), (1, 0)])
async def test_who_removes_what_is_being_written_waits_and_not_in_a_circle(
    database: Database, redis: Redis, remove: Removal, slow: int, removed: int
) -> None:
    stock = await add_stock(database, await add_account(database), 2)

    async def remove_it() -> None:
        async with database.begin() as connection:
            await remove(connection, stock, stock.video_ids[removed])

    async with AsyncExitStack() as stack:
        snapshots = [await stack.enter_async_context(held(database, each)) for each in stock.video_ids]
        writer = await stack.enter_async_context(writing(database, redis, paused=True))
        writes = [
            asyncio.create_task(writer.write(pipeline.learned(each, facts(each.youtube_id), None)))
            for each in snapshots
        ]
        async with database.begin() as blocker:
            await blocker.execute(
                text("SELECT 1 FROM videos WHERE id = :id FOR UPDATE"), {"id": stock.video_ids[slow]}
            )
            writer.go_on()
            await until(database, _WAITING, count=1)
            removing = asyncio.create_task(remove_it())
            await until(database, _WAITING, count=2)
        await asyncio.gather(*writes, removing)
    assert stock.video_ids[removed] not in [
        row["id"] for row in await rows(database, "SELECT id FROM videos")
    ]
