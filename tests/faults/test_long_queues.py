"""Ten thousand videos wait: a single link does not, and hours of waiting cost nothing but the hours."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from faults.hurried import HurriedStore
from faults.own_stores import promised
from faults.scale import FULL
from processes import worker_process
from reelshelf.upstreams.store import RedisStore
from running import serving, sign_in, sign_up, working
from simulators.faults.limits import LimitSettings
from simulators.world.ids import video_ids
from stock import rows, until

if TYPE_CHECKING:
    from redis.asyncio import Redis

    from faults.reliability import Reliability
    from faults.scale import Scale
    from reelshelf.kit.db import Database
    from reelshelf.settings import Settings
    from running import Person
    from simulators.simulator import Simulator

SINGLE_SECONDS = 5.0
"""What is promised."""
BEGUN = 20
HURRY = 120.0
"""So many times as fast do the hours of limiter and upstream pass."""
VIDEOS_PER_HOUR = 300
REQUESTS_PER_HOUR = 3.0 * VIDEOS_PER_HOUR
HIDDEN_PER_HOUR = 1_000
"""What the simulated YouTube grants, in all its pages together, and does not tell."""


async def test_a_single_link_passes_those_that_wait(
    person: Person, settings: Settings, scale: Scale, reliability: Reliability
) -> None:
    ids = video_ids(scale.videos_ahead + 1)
    list_id = await person.create_list()
    receipt = await person.import_links(list_id, ids[:-1])
    async with worker_process(settings):
        await person.job_when(receipt["job_id"], lambda job: job["complete"] >= BEGUN)
        began = asyncio.get_running_loop().time()
        answer = await person.http.post(
            f"/api/lists/{list_id}/videos", json={"url": f"https://youtu.be/{ids[-1]}"}
        )
        single = answer.json()
        async with asyncio.timeout(scale.patience_seconds):
            while (await person.get(f"/api/videos/{single['id']}"))["import_stage"] != "complete":  # noqa: ASYNC110 - over HTTP
                await asyncio.sleep(0.02)
        seconds = asyncio.get_running_loop().time() - began
        job = await person.get(f"/api/jobs/{receipt['job_id']}")
    assert job["complete"] < scale.videos_ahead
    assert seconds <= promised(scale, SINGLE_SECONDS)
    reliability.held(
        "A single link while a large import runs",
        "It is complete within 5 s, ahead of all that waits.",
        measured=f"complete after {seconds:.2f} s; {job['pending']} were still waiting then",
        size=f"{scale.videos_ahead} videos ahead of it, an upstream that answers at once",
    )


async def test_hours_of_waiting_cost_no_attempt(
    settings: Settings, simulator: Simulator, database: Database, scale: Scale, reliability: Reliability
) -> None:
    """The real engine; only the hours of the limiter and of the upstream's own limit pass faster, both alike."""
    ids = video_ids(scale.paced_videos)
    paced = settings.model_copy(update={"youtube_requests_per_hour": REQUESTS_PER_HOUR})
    hidden = LimitSettings(requests=HIDDEN_PER_HOUR, per_seconds=3600 / HURRY)
    simulator.faults.limit("youtube", hidden)

    def hurried(redis: Redis) -> HurriedStore:
        return HurriedStore(RedisStore(redis, clock=lambda: HURRY * time.monotonic()), HURRY)

    began = asyncio.get_running_loop().time()
    async with serving(paced) as url, working(paced, hurried):
        person = await sign_up(paced, url)
        async with person.http:
            receipt = await person.import_links(await person.create_list(), ids)
            # Asked in the tables: a session does not last so long.
            await until(
                database,
                "SELECT finished_at IS NOT NULL FROM processing_jobs WHERE id = :id",
                patience_seconds=2 * scale.patience_seconds,
                id=receipt["job_id"],
            )
            person = await sign_in(url)
        async with person.http:
            job = await person.get(f"/api/jobs/{receipt['job_id']}")
    hours = (asyncio.get_running_loop().time() - began) * HURRY / 3600
    assert (job["complete"], job["unavailable"], job["pending"]) == (len(ids), 0, 0)
    assert await rows(database, "SELECT 1 FROM video_enrichments WHERE attempts > 0 OR crashes > 0") == []
    refused = sum(each.status == 429 for each in simulator.log.records)
    share = refused / len(simulator.log.records)
    if scale is FULL:
        assert share <= 0.03
    reliability.held(
        "A day and a half at 300 videos an hour",
        "Every video is terminal, none gave up or spent an attempt by waiting; hardly anything is refused.",
        measured=f"{job['complete']} complete, {job['captions_follow']} of them with captions that follow, 0 unavailable, "
        f"0 attempts; {hours:.1f} hours; {len(simulator.log.records)} requests, {100 * share:.1f} % refused",
        size=f"{len(ids)} videos, {REQUESTS_PER_HOUR:.0f} requests an hour, a hidden limit of {HIDDEN_PER_HOUR}. Hours of "
        f"limiter, breaker and hidden limit pass {HURRY:.0f} times as fast; leases, retries and the queue do not",
    )
