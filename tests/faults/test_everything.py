"""The whole of `reelshelf up` dies at once, stores too, and nobody does anything but start it again."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any

import httpx
import psutil

from faults.audit import assert_nothing_lost
from faults.scale import FULL
from reelshelf.kit.db import Database, create_engine
from running import Person
from simulators.world.ids import video_ids
from stock import expire_leases
from up_process import Up, temporary_folder

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from faults.reliability import Reliability
    from faults.scale import Scale
    from simulators.simulator import Simulator

MOVING_SECONDS = 60.0
"""What is promised."""


async def test_everything_killed_at_once_goes_on_by_itself(
    simulator: Simulator, scale: Scale, reliability: Reliability
) -> None:
    ids = video_ids(scale.up_videos)
    slowest = 0.0
    with temporary_folder() as folder:
        up = await asyncio.to_thread(Up, folder, simulator)
        try:
            person = await _sign_in(up)
            list_id = await person.create_list()
            simulator.faults.update("*", latency_seconds=0.2)
            job_id = (await person.import_links(list_id, ids))["job_id"]
            for kill in range(1, scale.up_kills + 1):
                reached = await _complete(person, job_id, kill * len(ids) // (scale.up_kills + 2), scale)
                await person.http.aclose()
                await asyncio.to_thread(_kill_all, up)
                since = asyncio.get_running_loop().time()
                up = await asyncio.to_thread(Up, folder, simulator)
                person = await _sign_in(up)
                if scale is not FULL:
                    async with _database(folder) as database:
                        await expire_leases(database)
                await _complete(person, job_id, reached["complete"] + 1, scale)
                slowest = max(slowest, asyncio.get_running_loop().time() - since)
            simulator.faults.clear()
            job = await person.job_when(job_id, patience_seconds=scale.patience_seconds)
            assert (job["complete"], job["unavailable"], job["created"]) == (len(ids), 0, len(ids))
            async with _database(folder) as database:
                await assert_nothing_lost(person, database, list_id, ids, scale.patience_seconds)
            await person.http.aclose()
        finally:
            await asyncio.to_thread(up.end)
    if scale is FULL:
        assert slowest <= MOVING_SECONDS
    reliability.held(
        "`kill -9` of all of `reelshelf up` at once",
        "Started again, the import goes on without anybody's help within 60 s, and is complete and true.",
        measured=f"{job['complete']} complete, each step told once, no attempt spent; moving again {slowest:.0f} s after "
        "the start at the latest",
        size=f"{len(ids)} videos; everything killed {scale.up_kills} times: PostgreSQL, Valkey, web server, worker, yt-dlp",
    )


def _kill_all(up: Up) -> None:
    """The parent first, so that it cannot start anything again."""
    parent = psutil.Process(up.process.pid)
    tree = [parent, *parent.children(recursive=True)]
    for each in tree:
        # The kernel may have been faster: children die with their parent.
        with suppress(psutil.NoSuchProcess):
            each.kill()
    psutil.wait_procs(tree[1:])
    up.process.communicate()


async def _sign_in(up: Up) -> Person:
    """By the link that it printed."""
    token = up.link.partition("#token=")[2]
    async with httpx.AsyncClient(base_url=up.address, timeout=60) as client:
        answer = await client.post("/api/auth/link", json={"token": token})
    answer.raise_for_status()
    return Person(up.address, answer.json()["access_token"])


async def _complete(person: Person, job_id: str, count: int, scale: Scale) -> dict[str, Any]:
    return await person.job_when(job_id, lambda job: job["complete"] >= count, scale.patience_seconds)


@asynccontextmanager
async def _database(folder: Path) -> AsyncIterator[Database]:
    note = json.loads((folder / "run.json").read_text())
    database = Database(create_engine(note["database_url"]))
    try:
        yield database
    finally:
        await database.close()
