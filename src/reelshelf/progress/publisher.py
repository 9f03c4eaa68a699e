"""The loudspeaker: committed events to Redis. Losing one is harmless, the tables have it."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

import orjson
from redis.exceptions import RedisError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from redis.asyncio import Redis

    from reelshelf.progress.events import Event

log = logging.getLogger(__name__)

PATIENCE_SECONDS = 1.0
"""Writers and people wait until it is said; those who should hear it look for themselves after a while."""


def channel_of(user_id: UUID) -> str:
    return f"progress:user:{user_id}"


class Publisher:
    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    async def publish(self, user_id: UUID, events: Sequence[Event]) -> None:
        """Tell what has been committed. Never raises: sockets catch up from the tables."""
        if not events:
            return
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await self._redis.publish(channel_of(user_id), orjson.dumps(list(events)))
        except (RedisError, OSError) as problem:
            log.warning("progress not published: %s", str(problem) or type(problem).__name__)
