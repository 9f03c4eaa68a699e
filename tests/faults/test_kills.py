"""Workers are killed or told to stop, again and again, and nothing is lost, nothing is done twice."""

from __future__ import annotations

import asyncio
import signal
from typing import TYPE_CHECKING

import pytest

from faults.audit import LONGEST_REST_SECONDS, assert_nothing_lost, repeated_calls, resting
from faults.scale import FULL
from processes import fleet
from simulators.world.ids import video_ids
from stock import expire_leases, forget_releases, rows

if TYPE_CHECKING:
    from faults.reliability import Reliability
    from faults.scale import Scale
    from reelshelf.kit.db import Database
    from reelshelf.settings import Settings
    from running import Person
    from simulators.simulator import Simulator

WORKERS = 2
EXIT_SECONDS = 30.0


@pytest.mark.parametrize("at_once", [10, 1])
async def test_workers_killed_again_and_again_lose_nothing(
    person: Person,
    settings: Settings,
    simulator: Simulator,
    database: Database,
    scale: Scale,
    reliability: Reliability,
    at_once: int,
) -> None:
    ids = video_ids(scale.import_videos if at_once > 1 else scale.import_videos_one_by_one)
    kills = scale.worker_kills
    step = len(ids) // (kills + 1)
    list_id = await person.create_list()
    simulator.faults.update("*", latency_seconds=0.1)
    receipt = await person.import_links(list_id, ids)
    alone = settings.model_copy(
        update={"max_concurrent_videos": at_once, "extractor_processes": min(at_once, 2)}
    )
    async with fleet(alone, WORKERS) as workers, resting(database) as rests:
        for kill in range(1, kills + 1):
            await _complete(person, receipt["job_id"], kill * step, scale)
            process = workers.one()
            process.kill()
            await process.wait()
            if scale is not FULL:
                await expire_leases(database)
        simulator.faults.clear()
        job = await person.job_when(receipt["job_id"], patience_seconds=scale.patience_seconds)
        late = await assert_nothing_lost(person, database, list_id, ids, scale.patience_seconds)
    assert (job["complete"], job["unavailable"], job["created"]) == (len(ids), 0, len(ids))
    repeated = await repeated_calls(database, simulator)
    if scale is FULL:
        assert repeated <= kills * at_once
        assert rests.longest_seconds <= LONGEST_REST_SECONDS
    reliability.held(
        f"`kill -9` of a worker, {at_once} at a time",
        "All complete and as the world says, each step told once, no attempt spent; at most one look repeated for each "
        "video in work at a kill; nothing rests for more than 60 s.",
        measured=f"{job['complete']} complete, 0 duplicates, 0 unavailable; {repeated} looks repeated by {kills} kills; "
        f"longest rest {rests.longest_seconds:.0f} s; {late} with captions that followed",
        size=f"{len(ids)} videos, {WORKERS} workers with {at_once} at a time, {kills} kills of either",
    )


async def test_workers_told_to_stop_leave_nothing_behind(
    person: Person,
    settings: Settings,
    simulator: Simulator,
    database: Database,
    scale: Scale,
    reliability: Reliability,
) -> None:
    ids = video_ids(scale.import_videos)
    stops = scale.worker_stops
    list_id = await person.create_list()
    simulator.faults.update("*", latency_seconds=0.1)
    receipt = await person.import_links(list_id, ids)
    step = len(ids) // (stops + 1)
    longest = 0.0
    async with fleet(settings, WORKERS) as workers:
        for stop in range(1, stops + 1):
            await _complete(person, receipt["job_id"], stop * step, scale)
            process = workers.one()
            began = asyncio.get_running_loop().time()
            process.terminate()
            async with asyncio.timeout(EXIT_SECONDS):
                await process.wait()
            longest = max(longest, asyncio.get_running_loop().time() - began)
            assert await rows(database, "SELECT 1 FROM video_enrichments WHERE crashes > 0") == []
            if scale is not FULL:
                await forget_releases(database)
        simulator.faults.clear()
        job = await person.job_when(receipt["job_id"], patience_seconds=scale.patience_seconds)
        late = await assert_nothing_lost(person, database, list_id, ids, scale.patience_seconds)
    assert (job["complete"], job["created"]) == (len(ids), len(ids))
    # One that is told so early that it has not begun anything ends of the signal itself.
    assert set(workers.exits[:stops]) <= {0, -signal.SIGTERM}
    repeated = await repeated_calls(database, simulator)
    reliability.held(
        "SIGTERM of a worker",
        "All complete, no attempt and no crash counted, exit within 30 s.",
        measured=f"{job['complete']} complete; {repeated} looks repeated; slowest exit {longest:.1f} s; {late} with "
        "captions that followed",
        size=f"{len(ids)} videos, {WORKERS} workers, {stops} stops of either",
    )


async def _complete(person: Person, job_id: str, count: int, scale: Scale) -> None:
    await person.job_when(job_id, lambda job: job["complete"] >= count, scale.patience_seconds)
