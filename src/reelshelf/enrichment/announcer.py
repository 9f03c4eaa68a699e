"""Announcing work after the commit that made it: losing a word of it is harmless."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends
from fastapi.requests import HTTPConnection
from redis.asyncio import Redis
from redis.exceptions import RedisError

from reelshelf.kit import queue

if TYPE_CHECKING:
    from collections.abc import Sequence

log = logging.getLogger(__name__)

DOORBELL = "reelshelf:doorbell"
PATIENCE_SECONDS = 1.0
"""Somebody waits for an answer, and losing a word of it is harmless."""
PROCESS = "process_video"
ENRICH = "enrich_video"


class Announcer:
    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    async def announce_urgent(self, video_ids: Sequence[str]) -> None:
        """Straight to a worker, ahead of every bulk import."""
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await queue.announce(self._redis, PROCESS, video_ids, urgent=True)
        except (RedisError, OSError) as problem:
            log.warning("not announced, the tables will be read: %s", problem or type(problem).__name__)

    async def ring(self) -> None:
        """There is something new in the backlog."""
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await self._redis.publish(DOORBELL, b"")
        except (RedisError, OSError) as problem:
            log.warning("doorbell not rung, the tables will be read: %s", problem or type(problem).__name__)


async def _announcer(connection: HTTPConnection) -> Announcer:
    announcer: Announcer = connection.app.state.announcer
    return announcer


AnnouncerOf = Annotated[Announcer, Depends(_announcer)]
