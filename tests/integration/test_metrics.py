"""Metrics: what Prometheus reads is what the tables and Redis say at that moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.parser import text_string_to_metric_families
from pydantic import SecretStr

from reelshelf.enrichment.speech.budget import SpeechBudget
from reelshelf.metrics import Figures, Surroundings
from reelshelf.upstreams.endpoints import endpoints_for
from reelshelf.upstreams.failures import Failure, FailureKind
from reelshelf.upstreams.reports import report_of
from reelshelf.upstreams.store import Permit, RedisStore
from running import serving
from simulators.world.ids import video_ids
from simulators.world.troubles import Trouble, trouble_id
from stock import change, held

if TYPE_CHECKING:
    from redis.asyncio import Redis

    from reelshelf.kit.db import Database
    from reelshelf.settings import Settings
    from reelshelf.wiring.worker import WorkerParts
    from running import Person

Figure = dict[str, float]


def figures_of(body: str) -> Figure:
    """Every sample by its name and labels, as it is written."""
    return {
        sample.name
        + (
            f"{{{','.join(f'{key}={value}' for key, value in sample.labels.items())}}}"
            if sample.labels
            else ""
        ): sample.value
        for family in text_string_to_metric_families(body)
        for sample in family.samples
    }


async def scrape(base_url: str) -> Figure:
    """As Prometheus does it: no token."""
    async with httpx.AsyncClient(base_url=base_url) as client:
        answer = await client.get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain; version=")
    return figures_of(answer.text)


async def test_an_empty_shelf_says_zero_instead_of_nothing(base_url: str) -> None:
    found = await scrape(base_url)
    assert found["reelshelf_store_up{store=postgresql}"] == found["reelshelf_store_up{store=redis}"] == 1
    assert found["reelshelf_backlog_videos{stage=created,state=due}"] == 0
    assert found["reelshelf_backlog_oldest_seconds{stage=created}"] == 0
    assert found["reelshelf_jobs{status=running}"] == found["reelshelf_workers"] == 0
    assert found["process_resident_memory_bytes"] > 0


async def test_the_backlog_is_told_by_stage_state_and_age(person: Person, database: Database) -> None:
    list_id = await person.create_list()
    ids = (await person.import_links(list_id, video_ids(5)))["video_ids"]
    paused = await person.import_links(list_id, video_ids(8))
    await person.http.post(f"/api/jobs/{paused['job_id']}/pause")
    for statement in (
        "UPDATE videos SET import_stage = 'metadata' WHERE id = :id",
        """UPDATE video_enrichments SET due_at = due_at - interval '90 seconds', attempts = 2, crashes = 1,
           released_at = now() - interval '20 seconds' WHERE video_id = :id""",
    ):
        await change(database, statement, id=ids[0])
    await change(
        database,
        "UPDATE video_enrichments SET due_at = now() + interval '1 hour' WHERE video_id = :id",
        id=ids[1],
    )
    await change(
        database,
        "UPDATE video_enrichments SET fence = 1, lease_until = now() - interval '1 second' WHERE video_id = :id",
        id=ids[2],
    )
    async with held(database, ids[3]):
        found = await scrape(person.base_url)
    backlog = {
        name: value for name, value in found.items() if name.startswith("reelshelf_backlog_videos") and value
    }
    assert backlog == {
        "reelshelf_backlog_videos{stage=metadata,state=due}": 1,
        "reelshelf_backlog_videos{stage=created,state=waiting}": 1,
        "reelshelf_backlog_videos{stage=created,state=working}": 1,
        "reelshelf_backlog_videos{stage=created,state=due}": 2,
        "reelshelf_backlog_videos{stage=created,state=paused}": 3,
    }
    assert 90 <= found["reelshelf_backlog_oldest_seconds{stage=metadata}"] < 90 + 60
    assert 20 <= found["reelshelf_queue_lag_seconds"] < 20 + 60
    assert (found["reelshelf_backlog_attempts"], found["reelshelf_backlog_crashes"]) == (2, 1)
    assert found["reelshelf_leases_expired"] == 1
    assert found["reelshelf_videos{stage=created}"] == 7
    assert (found["reelshelf_jobs{status=running}"], found["reelshelf_jobs{status=paused}"]) == (1, 1)


async def test_workers_count_what_came_of_their_work(person: Person, worker: WorkerParts) -> None:
    list_id = await person.create_list()
    receipt = await person.import_links(list_id, [*video_ids(3), trouble_id(Trouble.PRIVATE)])
    await person.job_when(receipt["job_id"])
    await worker.tally.flush()
    found = await scrape(person.base_url)
    assert found["reelshelf_work_total{outcome=completed}"] == 3
    assert found["reelshelf_work_total{outcome=unavailable}"] == 1
    assert (found["reelshelf_workers"], found["reelshelf_queue_depth"]) == (1, 0)


async def test_an_upstream_that_is_left_alone_is_named(
    settings: Settings, redis: Redis, base_url: str
) -> None:
    before = await scrape(base_url)
    assert before["reelshelf_upstream_hold_seconds{endpoint=youtube.player}"] == 0
    assert before["reelshelf_upstream_requests_per_hour{endpoint=youtube.player}"] > 0
    player = endpoints_for(settings.youtube_requests_per_hour).player
    limits = RedisStore(redis)
    permit = await limits.acquire(player, 1.0, 0.0)
    assert isinstance(permit, Permit)
    refusal = Failure(FailureKind.QUOTA_EXHAUSTED, "quotaExceeded")
    await limits.report(permit, report_of(refusal))
    found = await scrape(base_url)
    assert 500 < found["reelshelf_upstream_hold_seconds{endpoint=youtube.player}"] <= 600
    assert found["reelshelf_upstream_hold_seconds{endpoint=youtube.timedtext}"] == 0


async def test_speech_recognition_tells_what_waits_and_what_was_spent(
    person: Person, database: Database
) -> None:
    receipt = await person.import_links(await person.create_list(), video_ids(2))
    await change(
        database,
        "INSERT INTO speech_works (video_id, user_id) SELECT id, user_id FROM videos WHERE id = :id",
        id=receipt["video_ids"][0],
    )
    await SpeechBudget(database, 1000).reserve(600)
    await change(database, "INSERT INTO speech_days VALUES (current_date - 2, 5000)")
    found = await scrape(person.base_url)
    assert (found["reelshelf_speech_videos"], found["reelshelf_speech_seconds_today"]) == (1, 600)
    assert found["reelshelf_upstream_hold_seconds{endpoint=groq}"] == 0


async def test_without_redis_the_tables_still_speak(person: Person, settings: Settings) -> None:
    await person.import_links(await person.create_list(), video_ids(2))
    elsewhere = settings.model_copy(update={"redis_url": SecretStr("redis://127.0.0.1:1")})
    async with serving(elsewhere) as base_url:
        found = await scrape(base_url)
    assert found["reelshelf_store_up{store=redis}"] == 0
    assert found["reelshelf_backlog_videos{stage=created,state=due}"] == 2
    assert "reelshelf_queue_depth" not in found


def test_without_tables_redis_still_speaks() -> None:
    registry = CollectorRegistry()
    registry.register(Figures(None, Surroundings(queue_depth=4, workers=2)))
    found = figures_of(generate_latest(registry).decode())
    assert found["reelshelf_store_up{store=postgresql}"] == 0
    assert (found["reelshelf_queue_depth"], found["reelshelf_workers"]) == (4, 2)
    assert not any(name.startswith("reelshelf_backlog") for name in found)
