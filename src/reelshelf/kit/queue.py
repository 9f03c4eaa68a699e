"""The doorbell: ARQ behind one small file.

ARQ is maintenance-only and forgets, so nothing depends on its memory: it carries ids, as JSON, keeps no
results, and a job whose announcement is lost is announced again from the tables.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

import orjson
from arq.connections import ArqRedis, RedisSettings
from arq.constants import default_queue_name, in_progress_key_prefix, job_key_prefix
from arq.jobs import serialize_job
from arq.worker import Worker, func
from redis.exceptions import RedisError

if TYPE_CHECKING:
    from redis.asyncio import Redis

log = logging.getLogger(__name__)

POLL_SECONDS = 0.02
JOB_SECONDS = 6 * 3600
"""No limit of its own: each call inside a job has one."""
RECONNECT_SECONDS = 0.5
ANNOUNCEMENT_LIFE_MS = 6 * 3600 * 1000
YEAR_MS = 365 * 24 * 3_600_000
"""How far in the past everything is filed, and what is urgent twice as far, so that it is read first: whoever
announces may have a clock that is hours ahead of that of the worker, which reads nothing from its future.
"""

JobFunction = Callable[..., Awaitable[None]]


async def announce(
    redis: Redis,
    function: str,
    ids: Sequence[str],
    *,
    urgent: bool = False,
    clock: Callable[[], float] = time.time,
) -> None:
    """Ring for each id, in one round trip. Raises RedisError; the caller may ignore it.

    `clock` (Unix seconds) may be hours wrong: it only tells what was announced earlier.
    """
    now = int(clock() * 1000)
    score = now - (2 if urgent else 1) * YEAR_MS
    async with redis.pipeline(transaction=False) as pipe:
        for item in ids:
            job_id = f"{function}:{item}:{now}"
            body = serialize_job(function, (item,), {}, None, now, serializer=orjson.dumps)
            pipe.psetex(job_key_prefix + job_id, ANNOUNCEMENT_LIFE_MS, body)
            pipe.zadd(default_queue_name, {job_id: score})
        await pipe.execute()


async def depth(redis: Redis) -> int:
    """Announcements that nobody has taken up yet."""
    return int(await redis.zcard(default_queue_name))


class _Leaving(Exception):
    """The worker polls no more."""


class _Worker(Worker):
    """ARQ's worker, taking an announcement off the queue when it begins instead of when it ends.

    What a killed worker had begun is found in the tables; left in the queue it would only be in the way
    until ARQ's own marker runs out, and be looked at anew at every poll.
    """

    leaving = False

    async def _poll_iteration(self) -> None:
        # Cancelling alone is not enough: the Redis client may take a cancellation for an answer that came.
        if self.leaving:
            raise _Leaving
        await super()._poll_iteration()

    async def run_job(self, job_id: str, score: int) -> None:
        if not self.allow_pick_jobs:
            # Picked in the same breath in which we were told to stop: left to the next worker, at once.
            await self.pool.delete(in_progress_key_prefix + job_id)
            return
        await self.pool.zrem(self.queue_name, job_id)
        await super().run_job(job_id, score)


def _connection(redis_url: str) -> ArqRedis:
    settings = RedisSettings.from_dsn(redis_url)
    return ArqRedis(
        host=settings.host if isinstance(settings.host, str) else "localhost",
        port=settings.port,
        unix_socket_path=settings.unix_socket_path,
        username=settings.username,
        password=settings.password,
        db=settings.database,
        ssl=settings.ssl,
        # The kernel finds out about a peer that vanished.
        socket_keepalive=True,
        job_serializer=orjson.dumps,
        job_deserializer=orjson.loads,
    )


async def listen(
    redis_url: str,
    functions: dict[str, JobFunction],
    *,
    max_jobs: int,
    stopping: asyncio.Event,
    grace_seconds: float = 0.0,
) -> None:
    """Answer the doorbell until `stopping`; outlives any outage of Redis.

    What runs then may finish within `grace_seconds`; the rest is cancelled.
    """
    while not stopping.is_set():
        worker = _Worker(
            [func(cast("Any", _without_context(each)), name=name) for name, each in functions.items()],
            redis_pool=_connection(redis_url),
            max_jobs=max_jobs,
            job_timeout=JOB_SECONDS,
            keep_result=0,
            max_tries=1_000_000,
            poll_delay=POLL_SECONDS,
            handle_signals=False,
            health_check_interval=60,
            job_serializer=orjson.dumps,
            job_deserializer=orjson.loads,
            log_results=False,
        )
        await _run_until(worker, stopping, grace_seconds)


async def _run_until(worker: _Worker, stopping: asyncio.Event, grace_seconds: float) -> None:
    running = asyncio.create_task(worker.async_run())
    stop = asyncio.create_task(stopping.wait())
    try:
        await asyncio.wait({running, stop}, return_when=asyncio.FIRST_COMPLETED)
        worker.allow_pick_jobs = False
        with suppress(TimeoutError):
            async with asyncio.timeout(grace_seconds):
                await _finish(worker)
        if running.done() and not stopping.is_set():
            _explain(running)
            await asyncio.wait({stop}, timeout=RECONNECT_SECONDS)
    finally:
        await _end(worker, running, stop)


async def _finish(worker: _Worker) -> None:
    """Without Redis too: what is in work needs it for nothing. A poll under way may add tasks meanwhile."""
    while tasks := [task for task in worker.tasks.values() if not task.done()]:
        await asyncio.wait(tasks)


def _explain(running: asyncio.Task[None]) -> None:
    problem = running.exception()
    if isinstance(problem, RedisError | OSError):
        log.warning("queue lost, reconnecting: %s", problem)
    else:
        log.error("queue worker ended", exc_info=problem)


async def _end(worker: _Worker, running: asyncio.Task[None], stop: asyncio.Task[bool]) -> None:
    """Running jobs are cancelled and hand their videos back."""
    worker.leaving = True
    stop.cancel()
    for task in worker.tasks.values():
        task.cancel()
    await asyncio.gather(running, stop, *worker.tasks.values(), return_exceptions=True)
    try:
        await worker.pool.aclose()
    except (RedisError, OSError) as problem:
        log.debug("queue connection did not close: %s", problem)


def _without_context(function: JobFunction) -> Callable[..., Awaitable[None]]:
    async def call(_context: dict[Any, Any], *arguments: Any) -> None:
        try:
            await function(*arguments)
        except Exception as problem:  # noqa: BLE001 - ARQ would log it at length; the tables announce it again
            log.warning("%s not done, it will be announced again: %r", arguments, problem)

    return call
