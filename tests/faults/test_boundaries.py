"""A process dies at each point between two commits, and what it left behind converges."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import httpx
import pytest

from faults.audit import assert_nothing_lost, assert_told_once, resting
from faults.boundaries import OF_A_SERVER, OF_A_WORKER
from faults.own_process import UP
from faults.scale import FULL
from processes import answers, end, listening, start, worker_process
from running import PATIENCE_SECONDS, Person
from simulators.world.ids import playlist_id, video_ids
from stock import expire_leases, rows

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Coroutine

    from faults.reliability import Reliability
    from faults.scale import Scale
    from reelshelf.kit.db import Database
    from reelshelf.settings import Settings
    from simulators.simulator import Simulator

KILLED = -9
PLAYLIST_VIDEOS = 5
PLAYLISTS = 4


async def test_a_worker_that_dies_between_any_two_commits_loses_nothing(
    person: Person,
    settings: Settings,
    simulator: Simulator,
    database: Database,
    scale: Scale,
    reliability: Reliability,
) -> None:
    boundaries = OF_A_WORKER[:: scale.every_nth_boundary]
    ids = video_ids(scale.videos_per_boundary * len(boundaries))
    kept = await person.create_list("Links")
    other = await person.create_list("Playlists")
    simulator.faults.update("*", latency_seconds=0.3)
    jobs = [(await person.import_links(kept, ids))["job_id"]]
    # Somebody lives all the time and rescues what the dying leave, slowly enough to leave them something to begin.
    slow = settings.model_copy(update={"max_concurrent_videos": 1, "extractor_processes": 1})
    async with resting(database) as rests:
        async with worker_process(slow):
            for number, boundary in enumerate(boundaries):
                await _die_at(boundary, settings, _playlists(person, other, number, jobs), scale)
                if scale is not FULL:
                    await expire_leases(database)
        simulator.faults.clear()
        async with worker_process(settings), worker_process(settings):
            for job_id in jobs:
                job = await person.job_when(job_id, patience_seconds=scale.patience_seconds)
                assert (job["complete"], job["unavailable"]) == (job["created"], 0)
    playlists = len(jobs) - 1
    assert len(await person.videos(other)) == playlists * PLAYLIST_VIDEOS
    shelf = await person.videos(kept)
    assert [video["youtube_id"] for video in shelf] == ids
    late = await assert_told_once(database, len(ids) + playlists * PLAYLIST_VIDEOS)
    assert await rows(database, "SELECT 1 FROM video_enrichments WHERE attempts > 0") == []
    reliability.held(
        "`kill -9` at every commit boundary of a worker",
        "Everything is complete, told once and counted once.",
        measured=f"{len(boundaries)} of {len(boundaries)} boundaries converged; longest rest "
        f"{rests.longest_seconds:.0f} s; "
        f"{late} videos with captions that followed",
        size=f"{len(boundaries)} boundaries (`tests/faults/boundaries.py`), {len(ids)} videos and {playlists} playlists, "
        "rescued by one worker that takes one video at a time",
    )


async def _die_at(
    boundary: str, settings: Settings, playlists: Coroutine[None, None, None], scale: Scale
) -> None:
    """A worker that begins, reaches the boundary, and is gone."""
    command = ("faults.own_process", "work", "--die-at", boundary)
    async with (
        worker_process(settings, *command, stdout=asyncio.subprocess.PIPE) as process,
        asyncio.timeout(scale.patience_seconds),
    ):
        assert process.stdout is not None
        assert (await process.stdout.readline()).decode() in (UP, "")
        if "playlist" in boundary:
            await playlists
        else:
            playlists.close()
        assert await process.wait() == KILLED, boundary


async def _playlists(person: Person, list_id: str, number: int, jobs: list[str]) -> None:
    """Several, so that whoever lives does not get them all."""
    numbers = range(number * PLAYLISTS, (number + 1) * PLAYLISTS)
    jobs.extend([await _import_playlist(person, list_id, each) for each in numbers])


async def _import_playlist(person: Person, list_id: str, number: int) -> str:
    """A playlist of its own; the job's id."""
    link = f"https://www.youtube.com/playlist?list={playlist_id(PLAYLIST_VIDEOS, seed=number + 1)}"
    answer = await person.http.post(f"/api/lists/{list_id}/videos/batch", json={"text": link})
    answer.raise_for_status()
    return str(answer.json()["job_id"])


@pytest.mark.parametrize("boundary", OF_A_SERVER)
async def test_an_import_whose_server_dies_is_there_once(
    person: Person, settings: Settings, database: Database, boundary: str, reliability: Reliability
) -> None:
    """Whoever got no answer asks again with the same key."""
    ids = video_ids(20)
    list_id = await person.create_list()
    stored = 20 if boundary.startswith("after") else 0
    async with _dying_server(settings, boundary) as base_url:
        doomed = Person(base_url, person.token)
        async with doomed.http:
            with pytest.raises(httpx.TransportError):
                await doomed.import_links(list_id, ids, key="once")
    assert await rows(database, "SELECT count(*) AS number FROM videos") == [{"number": stored}]
    receipt = await person.import_links(list_id, ids, key="once")
    assert (receipt["created"], len(receipt["video_ids"])) == (20, 20)
    assert await rows(database, "SELECT count(*) AS number FROM videos") == [{"number": 20}]
    async with worker_process(settings):
        assert (await person.job_when(receipt["job_id"]))["complete"] == 20
        await assert_nothing_lost(person, database, list_id, ids, PATIENCE_SECONDS)
    reliability.held(
        f"`kill -9` of the web server {boundary}",
        "The same request again, with its Idempotency-Key, finds or makes each video once.",
        measured=f"{stored} of 20 on the shelf after the kill, 20 after the repetition, 20 complete",
        size="20 videos",
    )


@asynccontextmanager
async def _dying_server(settings: Settings, boundary: str) -> AsyncIterator[str]:
    with listening() as (descriptor, base_url):
        command = ("faults.own_process", "serve", "--die-at", boundary, "--fd", str(descriptor))
        process = await start(settings, *command, descriptors=(descriptor,))
        try:
            await answers(base_url)
            yield base_url
            assert await process.wait() == KILLED
        finally:
            await end(process)
