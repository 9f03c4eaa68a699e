"""`GET /metrics` for Prometheus: read from the tables and from Redis when somebody asks.

Nothing is remembered between two scrapes, so any number of web servers say the same.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any, get_args

from fastapi import APIRouter, Depends, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector
from redis.exceptions import RedisError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from reelshelf.imports.wire import JobStatus
from reelshelf.kit import heartbeat, queue, tally
from reelshelf.library.wire import ImportStage
from reelshelf.upstreams import breaker
from reelshelf.upstreams.limiter import HOUR_SECONDS
from reelshelf.wiring.web import WebParts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from prometheus_client.metrics_core import Metric

    from reelshelf.kit.db import Database

log = logging.getLogger(__name__)

router = APIRouter()

ANSWER_SECONDS = 3.0
"""A store that takes longer counts as missing: who collects metrics waits for ten seconds or so."""

WAITING_STATES = ("due", "working", "waiting", "paused")

_BACKLOG = text("""
SELECT v.import_stage AS stage,
  CASE WHEN e.lease_until >= now() THEN 'working'
       WHEN e.due_at = 'infinity' THEN 'paused'
       WHEN e.due_at > now() THEN 'waiting' ELSE 'due' END AS state,
  count(*) AS videos,
  coalesce(extract(epoch FROM now() - min(e.due_at) FILTER (WHERE e.due_at <= now())), 0)::float8 AS oldest,
  coalesce(extract(epoch FROM now() - min(e.released_at)
    FILTER (WHERE e.due_at <= now() AND e.lease_until IS NULL)), 0)::float8 AS lag,
  count(*) FILTER (WHERE e.lease_until < now()) AS expired,
  sum(e.attempts) AS attempts, sum(e.crashes) AS crashes
FROM video_enrichments e JOIN videos v ON v.id = e.video_id
WHERE e.due_at IS NOT NULL GROUP BY 1, 2
""")
_VIDEOS = text("SELECT import_stage, count(*) FROM videos GROUP BY 1")
_JOBS = text("SELECT status, count(*) FROM processing_jobs GROUP BY 1")
_SPEECH = text("""
SELECT (SELECT count(*) FROM speech_works) AS works,
  coalesce((SELECT seconds FROM speech_days WHERE day = (now() AT TIME ZONE 'UTC')::date), 0) AS seconds
""")
_PLAYLISTS = text("SELECT count(*) FROM job_collections WHERE due_at IS NOT NULL")


@dataclass(frozen=True, slots=True)
class Tables:
    """What PostgreSQL says."""

    backlog: list[dict[str, Any]]
    videos: dict[str, int]
    jobs: dict[str, int]
    playlists: int
    speech_works: int
    speech_seconds: float


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What Redis says."""

    queue_depth: int
    workers: int
    counted: dict[str, int] = field(default_factory=dict)
    holds_seconds: dict[str, float] = field(default_factory=dict)
    """By endpoint of an upstream: how long it is still left alone."""
    paces_per_hour: dict[str, float] = field(default_factory=dict)


async def _parts(request: Request) -> WebParts:
    parts: WebParts = request.app.state.parts
    return parts


@router.get("/metrics", include_in_schema=False)
async def get_metrics(parts: Annotated[WebParts, Depends(_parts)]) -> Response:
    """200 also while a store is missing: that is one of the things to tell."""
    registry = CollectorRegistry()
    registry.register(Figures(await _tables(parts.stores.database), await _surroundings(parts)))
    body = generate_latest(registry) + generate_latest(REGISTRY)
    return Response(body, headers={"Content-Type": CONTENT_TYPE_LATEST, "Cache-Control": "no-store"})


async def _tables(database: Database) -> Tables | None:
    try:
        async with asyncio.timeout(ANSWER_SECONDS), database.read() as connection:
            speech = (await connection.execute(_SPEECH)).one()
            return Tables(
                backlog=[dict(row) for row in (await connection.execute(_BACKLOG)).mappings()],
                videos={row[0]: row[1] for row in await connection.execute(_VIDEOS)},
                jobs={row[0]: row[1] for row in await connection.execute(_JOBS)},
                playlists=int(await connection.scalar(_PLAYLISTS) or 0),
                speech_works=speech.works,
                speech_seconds=speech.seconds,
            )
    except (SQLAlchemyError, OSError) as problem:
        log.warning("no metrics from the tables: %s", str(problem) or type(problem).__name__)
        return None


async def _surroundings(parts: WebParts) -> Surroundings | None:
    redis = parts.stores.redis
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            found = Surroundings(
                queue_depth=await queue.depth(redis),
                workers=await heartbeat.alive(redis),
                counted=await tally.read(redis),
            )
    except (RedisError, OSError) as problem:
        log.warning("no metrics from Redis: %s", str(problem) or type(problem).__name__)
        return None
    for endpoint in parts.endpoints.all:
        gate, now = await parts.limits.look(endpoint)
        hold = max(breaker.hold_seconds(gate.circuit, now), gate.pace.hold_until - now, 0.0)
        found.holds_seconds[endpoint.name] = hold
        found.paces_per_hour[endpoint.name] = gate.pace.rate * HOUR_SECONDS
    return found


class Figures(Collector):
    """One look at everything; a store that is missing leaves its figures out instead of saying zero."""

    def __init__(self, tables: Tables | None, surroundings: Surroundings | None) -> None:
        self._tables = tables
        self._surroundings = surroundings

    def collect(self) -> Iterator[Metric]:
        there = {"postgresql": self._tables is not None, "redis": self._surroundings is not None}
        yield _gauge("store_up", "Whether the store answers.", "store", there)
        if self._tables is not None:
            yield from _of_tables(self._tables)
        if self._surroundings is not None:
            yield from _of_surroundings(self._surroundings)


def _of_tables(tables: Tables) -> Iterator[Metric]:
    stages: tuple[str, ...] = get_args(ImportStage)
    backlog = GaugeMetricFamily(
        "reelshelf_backlog_videos", "Videos with something left to do.", labels=("stage", "state")
    )
    counted = {(row["stage"], row["state"]): row["videos"] for row in tables.backlog}
    for stage in stages:
        for state in WAITING_STATES:
            backlog.add_metric((stage, state), counted.get((stage, state), 0))
    yield backlog
    oldest = {stage: _highest(tables.backlog, "oldest", stage) for stage in stages}
    yield _gauge("backlog_oldest_seconds", "How long the first of them has been due.", "stage", oldest)
    yield _single(
        "queue_lag_seconds", "Longest wait between release and claim.", _highest(tables.backlog, "lag")
    )
    yield _single("backlog_attempts", "Failed attempts of videos in the backlog.", _sum(tables, "attempts"))
    yield _single(
        "backlog_crashes", "Workers that videos in the backlog took with them.", _sum(tables, "crashes")
    )
    yield _single(
        "leases_expired", "Videos whose worker is gone, not yet claimed anew.", _sum(tables, "expired")
    )
    yield _single("backlog_playlists", "Playlists and channels being read.", tables.playlists)
    yield _single("speech_videos", "Videos that wait for speech recognition.", tables.speech_works)
    yield _single("speech_seconds_today", "Sound sent to speech recognition today.", tables.speech_seconds)
    statuses: tuple[str, ...] = get_args(JobStatus)
    yield _gauge("jobs", "Imports.", "status", {each: tables.jobs.get(each, 0) for each in statuses})
    yield _gauge(
        "videos", "Videos on shelves.", "stage", {each: tables.videos.get(each, 0) for each in stages}
    )


def _of_surroundings(surroundings: Surroundings) -> Iterator[Metric]:
    yield _single("queue_depth", "Announcements nobody has taken up yet.", surroundings.queue_depth)
    yield _single("workers", "Workers believed alive.", surroundings.workers)
    holds, paces = surroundings.holds_seconds, surroundings.paces_per_hour
    yield _gauge("upstream_hold_seconds", "How long it is still left alone.", "endpoint", holds)
    yield _gauge("upstream_requests_per_hour", "How fast it is asked at most.", "endpoint", paces)
    work = CounterMetricFamily("reelshelf_work", "What came of work, by all workers.", labels=("outcome",))
    for outcome, number in sorted(surroundings.counted.items()):
        work.add_metric((outcome,), number)
    yield work


def _gauge(name: str, text_: str, label: str, values: dict[str, Any]) -> Metric:
    family = GaugeMetricFamily(f"reelshelf_{name}", text_, labels=(label,))
    for key, value in values.items():
        family.add_metric((key,), float(value))
    return family


def _single(name: str, text_: str, value: float) -> Metric:
    return GaugeMetricFamily(f"reelshelf_{name}", text_, value=value)


def _highest(rows: Iterable[dict[str, Any]], column: str, stage: str | None = None) -> float:
    return max((float(row[column]) for row in rows if stage in {None, row["stage"]}), default=0.0)


def _sum(tables: Tables, column: str) -> float:
    return float(sum(row[column] for row in tables.backlog))
