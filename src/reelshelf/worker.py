"""The worker: answers the queue's doorbell, keeps its leases, feeds the queue, reports on jobs."""

from __future__ import annotations

import asyncio
import logging
import signal
import time
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy.exc import SQLAlchemyError

from reelshelf.enrichment.announcer import ENRICH, PROCESS
from reelshelf.errors import StartupError
from reelshelf.imports.expansion import EXPAND
from reelshelf.kit import heartbeat, queue
from reelshelf.kit import logging as kit_logging
from reelshelf.kit.turns import session_as_nice_as_its_leader
from reelshelf.migrations import UNREACHABLE, ensure_current
from reelshelf.wiring.stores import redis_url
from reelshelf.wiring.worker import worker_parts

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from typing import Any

    from reelshelf.settings import Settings
    from reelshelf.wiring.stores import Stores
    from reelshelf.wiring.worker import WorkerParts

log = logging.getLogger(__name__)

SCHEMA_WAIT_SECONDS = 60.0
SCHEMA_LOOK_SECONDS = 0.1
GRACE_SECONDS = 10.0
"""How long videos in work may take to finish once the worker is told to stop."""


def run(settings: Settings, *, wait_for_schema: bool) -> None:
    """Work until SIGTERM or SIGINT. Raises StartupError when the database is not ready for this program."""
    kit_logging.configure(settings.log_level, settings.log_format)
    session_as_nice_as_its_leader()
    import uvloop  # noqa: PLC0415 - a start that fails early need not load it

    uvloop.run(_work(settings, wait_for_schema=wait_for_schema))


async def _work(settings: Settings, *, wait_for_schema: bool) -> None:
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    async with worker_parts(settings) as parts:
        await _ensure_schema(parts.stores, stopping, wait_for_schema=wait_for_schema)
        await serve_queue(parts, settings, stopping)


async def serve_queue(parts: WorkerParts, settings: Settings, stopping: asyncio.Event) -> None:
    """Everything a worker does, until `stopping` is set."""
    await parts.rates.load()
    if parts.speech is None:
        log.info("no speech recognition, `reelshelf doctor` says why: videos without captions stay without")
    async with asyncio.TaskGroup() as group:
        loops: tuple[Coroutine[Any, Any, None], ...] = (
            parts.claims.run(),
            parts.writer.run(),
            parts.feeder.run(),
            parts.scout.run(),
            parts.reporter.run(),
            parts.expansion_feeder.run(),
            parts.rates.run(),
            parts.tally.run(),
            parts.retention.run(),
            parts.pruning.run(),
            parts.indexer.run(),
            heartbeat.beat(parts.stores.redis),
            *([parts.speech.run()] if parts.speech else []),
        )
        tasks = [group.create_task(each) for each in loops]
        await queue.listen(
            redis_url(settings),
            {
                PROCESS: lambda video_id: parts.enricher.enrich(UUID(video_id)),
                ENRICH: lambda video_id: parts.enricher.enrich(UUID(video_id)),
                EXPAND: lambda collection_id: parts.expander.expand(UUID(collection_id)),
            },
            max_jobs=settings.max_concurrent_videos,
            stopping=stopping,
            grace_seconds=GRACE_SECONDS,
        )
        for task in tasks:
            task.cancel()


async def _ensure_schema(stores: Stores, stopping: asyncio.Event, *, wait_for_schema: bool) -> None:
    until = time.monotonic() + (SCHEMA_WAIT_SECONDS if wait_for_schema else 0.0)
    while not stopping.is_set():
        try:
            async with stores.database.read() as connection:
                await ensure_current(connection)
        except (SQLAlchemyError, OSError) as problem:
            failure = StartupError(UNREACHABLE)
            failure.__cause__ = problem
        except StartupError as problem:
            failure = problem
        else:
            return
        if time.monotonic() >= until:
            raise failure
        await asyncio.sleep(SCHEMA_LOOK_SECONDS)
