"""PostgreSQL is restarted or stopped: whoever was told that an import is there finds it there."""

from __future__ import annotations

import asyncio
import os
import signal
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import httpx

from faults.own_stores import own_stores, promised
from processes import worker_process
from simulators.world.ids import video_ids
from stock import rows

if TYPE_CHECKING:
    from faults.reliability import Reliability
    from faults.scale import Scale
    from running import Person
    from simulators.simulator import Simulator

RECOVERED_SECONDS = 15.0
"""What is promised."""
LATENCY_SECONDS = 0.1
PAUSE_SECONDS = 0.1


@dataclass
class Visitor:
    """Puts in one link after the other and remembers which were acknowledged; `answers` are the statuses."""

    person: Person
    list_id: str
    acknowledged: list[str] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    unclean: list[str] = field(default_factory=list)

    async def go_on(self) -> None:
        """Until cancelled."""
        for youtube_id in video_ids(100_000, seed=3):
            answer = await self.person.http.post(
                f"/api/lists/{self.list_id}/videos", json={"url": f"https://youtu.be/{youtube_id}"}
            )
            self.answers.append(answer.status_code)
            if answer.status_code == httpx.codes.CREATED:
                self.acknowledged.append(youtube_id)
            elif not is_a_clean_pause(answer):
                self.unclean.append(f"{answer.status_code} {answer.text}")
            await asyncio.sleep(PAUSE_SECONDS)


def is_a_clean_pause(answer: httpx.Response) -> bool:
    return (
        answer.status_code == httpx.codes.SERVICE_UNAVAILABLE
        and answer.json()["code"] == "unavailable"
        and int(answer.headers["Retry-After"]) > 0
    )


async def test_postgresql_restarted_again_and_again(
    simulator: Simulator, scale: Scale, reliability: Reliability
) -> None:
    ids, restarts = video_ids(scale.import_videos), scale.postgres_restarts
    simulator.faults.update("*", latency_seconds=LATENCY_SECONDS)
    longest = 0.0
    async with own_stores(simulator) as ground:
        person, postgres = ground.person, ground.stores.postgres
        visitor = Visitor(person, await person.create_list("One by one"))
        list_id = await person.create_list()
        async with worker_process(ground.settings) as worker:
            receipt = await person.import_links(list_id, ids)
            going_on = asyncio.create_task(visitor.go_on())
            for restart in range(1, restarts + 1):
                reached = await _complete(
                    person, receipt["job_id"], restart * len(ids) // (restarts + 2), scale
                )
                assert postgres.pid is not None
                os.kill(postgres.pid, signal.SIGINT)
                await postgres.wait_started(restart + 1)
                since = asyncio.get_running_loop().time()
                await _complete(person, receipt["job_id"], reached["complete"] + 1, scale)
                longest = max(longest, asyncio.get_running_loop().time() - since)
            going_on.cancel()
            await asyncio.wait({going_on})
            await _all_there(person, {list_id: ids, visitor.list_id: visitor.acknowledged}, scale)
            assert worker.returncode is None
        assert await rows(ground.database, "SELECT 1 FROM video_enrichments WHERE crashes > 0") == []
    assert visitor.unclean == []
    assert longest <= promised(scale, RECOVERED_SECONDS)
    reliability.held(
        "PostgreSQL is restarted during an import",
        "Every acknowledged link is there and complete, whoever comes meanwhile is told 503 `unavailable`, the same "
        "worker goes on within 15 s.",
        measured=f"{len(ids)} and {len(visitor.acknowledged)} acknowledged one by one, all complete; "
        f"{visitor.answers.count(503)} answers 503, no other failure; going on after {longest:.1f} s at most",
        size=f"{len(ids)} videos, {restarts} restarts",
    )


async def test_postgresql_that_is_away(simulator: Simulator, scale: Scale, reliability: Reliability) -> None:
    ids = video_ids(scale.import_videos)
    simulator.faults.update("*", latency_seconds=LATENCY_SECONDS)
    async with own_stores(simulator) as ground:
        person = ground.person
        list_id = await person.create_list()
        async with worker_process(ground.settings) as worker:
            receipt = await person.import_links(list_id, ids)
            reached = await _complete(person, receipt["job_id"], len(ids) // 4, scale)
            await ground.stores.postgres.stop()
            until = asyncio.get_running_loop().time() + scale.postgres_away_seconds
            asked = 0
            while not asked or asyncio.get_running_loop().time() < until:
                await _assert_pausing(person, list_id)
                asked += 1
                await asyncio.sleep(PAUSE_SECONDS)
            await ground.stores.postgres.start()
            since = asyncio.get_running_loop().time()
            await _complete(person, receipt["job_id"], reached["complete"] + 1, scale)
            resumed = asyncio.get_running_loop().time() - since
            await _all_there(person, {list_id: ids}, scale)
            assert worker.returncode is None
        assert await rows(ground.database, "SELECT 1 FROM video_enrichments WHERE crashes > 0") == []
    assert resumed <= promised(scale, RECOVERED_SECONDS)
    reliability.held(
        "PostgreSQL is stopped for a while",
        "Nothing acknowledged is lost; meanwhile the API answers 503 `unavailable` with `Retry-After`, readiness 503 "
        "with it too; the same worker goes on within 15 s after it is back.",
        measured=f"{len(ids)} complete; {asked} rounds of requests, all answered so; going on after {resumed:.1f} s",
        size=f"{len(ids)} videos, {scale.postgres_away_seconds:.0f} s",
    )


async def _assert_pausing(person: Person, list_id: str) -> None:
    link = {"url": "https://youtu.be/dQw4w9WgXcQ"}
    for answer in (
        await person.http.get("/api/lists"),
        await person.http.post(f"/api/lists/{list_id}/videos", json=link),
    ):
        assert is_a_clean_pause(answer), f"{answer.status_code} {answer.text}"
    ready = await person.http.get("/api/health/ready")
    assert (ready.status_code, ready.json()["database"], ready.json()["redis"]) == (503, False, True)
    assert int(ready.headers["Retry-After"]) > 0
    assert (await person.http.get("/api/health/live")).status_code == httpx.codes.OK
    metrics = (await person.http.get("/metrics")).text
    assert 'reelshelf_store_up{store="postgresql"} 0.0' in metrics


async def _complete(person: Person, job_id: str, count: int, scale: Scale) -> dict[str, Any]:
    """The job once so many are complete; while the API pauses, asked again."""
    async with asyncio.timeout(scale.patience_seconds):
        while True:
            answer = await person.http.get(f"/api/jobs/{job_id}")
            if answer.is_success and answer.json()["complete"] >= count:
                return dict(answer.json())
            assert answer.is_success or is_a_clean_pause(answer), answer.text
            await asyncio.sleep(PAUSE_SECONDS)


async def _all_there(person: Person, wanted: dict[str, list[str]], scale: Scale) -> None:
    async with asyncio.timeout(scale.patience_seconds):
        for list_id, youtube_ids in wanted.items():
            while len(await person.videos(list_id, stage="complete")) < len(youtube_ids):  # noqa: ASYNC110 - over HTTP
                await asyncio.sleep(PAUSE_SECONDS)
            there = {each["youtube_id"] for each in await person.videos(list_id)}
            assert set(youtube_ids) <= there
