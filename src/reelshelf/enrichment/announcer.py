"""Announcing work after the commit that made it: losing a word of it is harmless."""

from __future__ import annotations

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
PROCESS = "process_video"
ENRICH = "enrich_video"


class Announcer:
    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    async def announce_urgent(self, video_ids: Sequence[str]) -> None:
        """Straight to a worker, ahead of every bulk import."""
        try:
            await queue.announce(self._redis, PROCESS, video_ids, urgent=True)
        except (RedisError, OSError) as problem:
            log.warning("not announced, the tables will be: %s", problem)

    async def ring(self) -> None:
        """There is something new in the backlog."""
        try:
            await self._redis.publish(DOORBELL, b"")
        except (RedisError, OSError) as problem:
            log.warning("doorbell not rung, the tables will be read: %s", problem)


def _announcer(connection: HTTPConnection) -> Announcer:
    announcer: Announcer = connection.app.state.announcer
    return announcer


AnnouncerOf = Annotated[Announcer, Depends(_announcer)]
