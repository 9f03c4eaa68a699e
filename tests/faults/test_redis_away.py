"""Redis loses everything, is stopped, or does not answer: imports are accepted, nothing is lost, nobody hurries."""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from faults.own_stores import own_stores, promised
from processes import worker_process
from reelshelf.kit.redis import connect
from reelshelf.upstreams import limiter
from reelshelf.upstreams.endpoints import endpoints_for
from simulators.world.ids import video_ids
from stock import rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from faults.reliability import Reliability
    from faults.scale import Scale
    from reelshelf.embedded import Embedded
    from running import Person
    from simulators.simulator import Simulator

RESUMED_SECONDS = 30.0
ACCEPTED_SECONDS = 10.0
"""What is promised."""
LATENCY_SECONDS = 0.1
PACED_PER_HOUR = 60_000.0


async def test_redis_that_loses_everything_again_and_again(
    simulator: Simulator, scale: Scale, reliability: Reliability
) -> None:
    """The pace is the prior's all the time: one burst, and never another."""
    losses = scale.redis_losses
    player = endpoints_for(PACED_PER_HOUR).player
    pace = limiter.fresh(player.prior_per_hour, 0.0, most_burst=player.most_burst)
    burst, rate = limiter.full_burst(pace), limiter.top_rate(pace)
    ids = video_ids(scale.redis_loss_videos)
    longest = 0.0
    simulator.faults.update("*", latency_seconds=LATENCY_SECONDS)
    async with own_stores(simulator, requests_per_hour=PACED_PER_HOUR) as ground:
        person, database = ground.person, ground.database
        list_id = await person.create_list()
        async with worker_process(ground.settings), connect(ground.stores.redis_url) as redis:
            receipt = await person.import_links(list_id, ids)
            for loss in range(1, losses + 1):
                reached = await _complete(person, receipt["job_id"], loss * len(ids) // (losses + 2), scale)
                await redis.flushall()
                since = asyncio.get_running_loop().time()
                await _complete(person, receipt["job_id"], reached["complete"] + 1, scale)
                longest = max(longest, asyncio.get_running_loop().time() - since)
            job = await person.job_when(receipt["job_id"], patience_seconds=scale.patience_seconds)
            assert (job["complete"], job["unavailable"]) == (len(ids), 0)
        assert [each["youtube_id"] for each in await person.videos(list_id)] == ids
        assert await rows(database, "SELECT 1 FROM video_enrichments WHERE attempts > 0 OR crashes > 0") == []
    asked = sorted(each.at for each in simulator.log.records if each.endpoint in {"next", "player"})
    # What was paid for is asked a moment later; so the beginning lies a moment earlier.
    allowed = [burst + rate * (at - asked[0] + 2 * LATENCY_SECONDS + 1.0) for at in asked]
    assert all(number <= most for number, most in enumerate(allowed, 1))
    assert longest <= promised(scale, RESUMED_SECONDS)
    reliability.held(
        "FLUSHALL of Redis during an import",
        "Nothing lost, nothing twice, going on within 30 s; at no moment more requests than one burst and the prior's "
        "pace since the beginning.",
        measured=f"{job['complete']} complete; going on after {longest:.1f} s at most; {len(asked)} requests in "
        f"{asked[-1] - asked[0]:.0f} s, {allowed[-1]:.0f} were allowed",
        size=f"{len(ids)} videos, {losses} times, {PACED_PER_HOUR:.0f} requests an hour",
    )


async def test_redis_that_is_away(simulator: Simulator, scale: Scale, reliability: Reliability) -> None:
    ids, more = video_ids(scale.import_videos), video_ids(10, seed=7)
    simulator.faults.update("*", latency_seconds=LATENCY_SECONDS)
    async with own_stores(simulator) as ground:
        person, database = ground.person, ground.database
        list_id, other_id = await person.create_list(), await person.create_list("Other")
        async with worker_process(ground.settings) as worker:
            receipt = await person.import_links(list_id, ids)
            await _complete(person, receipt["job_id"], len(ids) // 4, scale)
            await ground.stores.valkey.stop()
            began = asyncio.get_running_loop().time()
            later = await person.import_links(other_id, more[1:])
            single = await person.http.post(
                f"/api/lists/{other_id}/videos", json={"url": f"https://youtu.be/{more[0]}"}
            )
            accepted = asyncio.get_running_loop().time() - began
            assert single.status_code == 201
            await asyncio.sleep(scale.redis_away_seconds)  # the experiment itself: so long it is away
            reached = await person.get(f"/api/jobs/{receipt['job_id']}")
            await ground.stores.valkey.start()
            since = asyncio.get_running_loop().time()
            await _complete(person, receipt["job_id"], reached["complete"] + 1, scale)
            resumed = asyncio.get_running_loop().time() - since
            for job_id in (receipt["job_id"], later["job_id"]):
                job = await person.job_when(job_id, patience_seconds=scale.patience_seconds)
                assert job["complete"] == job["created"]
            await _all_complete(person, other_id, len(more), scale)
            assert worker.returncode is None
        assert await rows(database, "SELECT 1 FROM video_enrichments WHERE attempts > 0") == []
        assert [each["youtube_id"] for each in await person.videos(list_id)] == ids
    assert accepted <= promised(scale, ACCEPTED_SECONDS)
    assert resumed <= promised(scale, RESUMED_SECONDS)
    reliability.held(
        "Redis is stopped for a while",
        "New imports are accepted meanwhile, nothing is lost, the same worker goes on within 30 s after it is back.",
        measured=f"two imports accepted in {accepted:.1f} s; {len(ids) + len(more)} complete; going on "
        f"after {resumed:.1f} s",
        size=f"{len(ids) + len(more)} videos, {scale.redis_away_seconds:.0f} s",
    )


async def test_redis_that_does_not_answer(
    simulator: Simulator, scale: Scale, reliability: Reliability
) -> None:
    """Connections stand and nobody says anything: whoever waits for ever would never find out."""
    ids = video_ids(10)
    async with own_stores(simulator) as ground:
        person = ground.person
        list_id = await person.create_list()
        with _frozen(ground.stores):
            began = asyncio.get_running_loop().time()
            receipt = await person.import_links(list_id, ids)
            accepted = asyncio.get_running_loop().time() - began
            ready = await person.http.get("/api/health/ready")
            metrics = await person.http.get("/metrics")
        assert (ready.status_code, ready.json()["redis"], ready.json()["database"]) == (503, False, True)
        assert 'reelshelf_store_up{store="redis"} 0.0' in metrics.text
        async with worker_process(ground.settings):
            job = await person.job_when(receipt["job_id"], patience_seconds=scale.patience_seconds)
    assert job["complete"] == len(ids)
    assert accepted <= promised(scale, ACCEPTED_SECONDS)
    reliability.held(
        "Redis hangs",
        "Imports are accepted all the same; readiness and metrics say that it is missing, and do not hang with it.",
        measured=f"accepted after {accepted:.1f} s; {job['complete']} complete afterwards",
        size=f"{len(ids)} videos",
    )


@contextmanager
def _frozen(stores: Embedded) -> Iterator[None]:
    assert stores.valkey.pid is not None
    os.kill(stores.valkey.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(stores.valkey.pid, signal.SIGCONT)


async def _complete(person: Person, job_id: str, count: int, scale: Scale) -> dict[str, Any]:
    return await person.job_when(job_id, lambda job: job["complete"] >= count, scale.patience_seconds)


async def _all_complete(person: Person, list_id: str, count: int, scale: Scale) -> None:
    async with asyncio.timeout(scale.patience_seconds):
        while len(await person.videos(list_id, stage="complete")) < count:  # noqa: ASYNC110 - over HTTP
            await asyncio.sleep(0.1)
