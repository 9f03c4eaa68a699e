"""Workers die at any moment, and nothing is lost, nothing is done twice."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from processes import worker_process
from running import working
from simulators.world.ids import video_ids
from stock import expire_leases, forget_releases, rows
from truthful import assert_equals_truth

if TYPE_CHECKING:
    from reelshelf.kit.db import Database
    from reelshelf.settings import Settings
    from running import Person
    from simulators.simulator import Simulator

KILLS = 3
MAX_CONCURRENT_VIDEOS = 10
EXIT_SECONDS = 30.0

_STEPS = """
SELECT array_agg(CAST(event->>'progress' AS integer) ORDER BY seq) AS steps
FROM job_progress_events WHERE video_id IS NOT NULL GROUP BY video_id
"""


async def assert_told_once(database: Database, count: int) -> None:
    """Every step of every video exactly once, in order, numbered without a gap."""
    assert [row["steps"] for row in await rows(database, _STEPS)] == [[25, 60, 90, 100]] * count
    numbers = [row["seq"] for row in await rows(database, "SELECT seq FROM job_progress_events ORDER BY seq")]
    assert numbers == list(range(1, len(numbers) + 1))


async def test_workers_killed_again_and_again_lose_nothing(
    person: Person, settings: Settings, simulator: Simulator, database: Database
) -> None:
    list_id = await person.create_list()
    ids = video_ids(60)
    simulator.faults.update("*", latency_seconds=0.1)
    receipt = await person.import_links(list_id, ids)
    complete = 0
    for _ in range(KILLS):
        async with worker_process(settings) as process:
            job = await _job_after(person, receipt["job_id"], complete + 5)
            process.kill()
            await process.wait()
        complete = job["complete"]
        await expire_leases(database)
    simulator.faults.clear()
    async with worker_process(settings):
        job = await person.job_when(receipt["job_id"])
    assert (job["complete"], job["unavailable"], job["created"]) == (60, 0, 60)
    shelf = await person.videos(list_id)
    assert [video["youtube_id"] for video in shelf] == ids
    for video in shelf:
        await assert_equals_truth(person, video)
    await assert_told_once(database, 60)
    assert simulator.log.per_endpoint()["player"] <= 60 + KILLS * MAX_CONCURRENT_VIDEOS
    assert await rows(database, "SELECT 1 FROM video_enrichments WHERE attempts > 0 OR retry_count > 0") == []


async def test_a_worker_told_to_stop_leaves_nothing_behind(
    person: Person, settings: Settings, simulator: Simulator, database: Database
) -> None:
    list_id = await person.create_list()
    simulator.faults.update("*", latency_seconds=0.1)
    receipt = await person.import_links(list_id, video_ids(60))
    async with worker_process(settings) as process:
        await _job_after(person, receipt["job_id"], 5)
        process.terminate()
        async with asyncio.timeout(EXIT_SECONDS):
            assert await process.wait() == 0
    left = await rows(database, "SELECT * FROM video_enrichments WHERE due_at IS NOT NULL")
    assert left
    assert {(row["lease_until"], row["status"]) for row in left} == {(None, "pending")}
    assert {(row["attempts"], row["retry_count"], row["crashes"]) for row in left} == {(0, 0, 0)}
    simulator.faults.clear()
    await forget_releases(database)
    async with working(settings):
        job = await person.job_when(receipt["job_id"])
    assert (job["complete"], job["created"]) == (60, 60)
    await assert_told_once(database, 60)
    assert simulator.log.per_endpoint()["player"] == 60, "what was begun was brought to its end"


async def _job_after(person: Person, job_id: str, complete: int) -> dict[str, Any]:
    return await person.job_when(job_id, lambda job: job["complete"] >= complete)
