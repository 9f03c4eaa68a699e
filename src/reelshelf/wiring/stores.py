"""The two stores, opened and closed, and how fast each part of an upstream may be asked."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reelshelf.errors import StartupError
from reelshelf.kit.db import Database, create_engine
from reelshelf.kit.redis import connect
from reelshelf.upstreams.endpoints import Endpoints, endpoints_for

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from redis.asyncio import Redis

    from reelshelf.settings import Settings


@dataclass(frozen=True, slots=True)
class Stores:
    database: Database
    redis: Redis


def database_url(settings: Settings) -> str:
    """Raises StartupError when there is none."""
    if settings.database_url is None:
        raise StartupError("Set REELSHELF_DATABASE_URL, or start everything at once with “reelshelf up”.")
    return settings.database_url.get_secret_value()


def redis_url(settings: Settings) -> str:
    """Raises StartupError when there is none."""
    if settings.redis_url is None:
        raise StartupError("Set REELSHELF_REDIS_URL, or start everything at once with “reelshelf up”.")
    return settings.redis_url.get_secret_value()


@asynccontextmanager
async def open_stores(settings: Settings, name: str) -> AsyncIterator[Stores]:
    database = Database(create_engine(database_url(settings), application_name=f"reelshelf {name}"))
    redis = connect(redis_url(settings))
    try:
        yield Stores(database, redis)
    finally:
        await redis.aclose()
        await database.close()


def endpoints_of(settings: Settings) -> Endpoints:
    return endpoints_for(
        settings.youtube_requests_per_hour, speech_seconds_per_day=settings.speech_audio_seconds_per_day
    )
