"""A writer at work, and things to write."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from reelshelf.enrichment.outcomes import RetryAt
from reelshelf.enrichment.pipeline import NoCaptions
from reelshelf.enrichment.ports import VideoFacts
from reelshelf.enrichment.writer import Writer
from reelshelf.progress.publisher import Publisher

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from uuid import UUID

    from redis.asyncio import Redis

    from reelshelf.enrichment.pipeline import Change
    from reelshelf.kit.db import Database

LATER = RetryAt(60.0, "Short pause", costs_attempt=False)
NO_CAPTIONS = NoCaptions()


class RunningWriter:
    """A writer whose loop runs; `changed_jobs` is what it reported."""

    def __init__(self, database: Database, redis: Redis) -> None:
        self.changed_jobs: list[UUID] = []
        self.writer = Writer(database, Publisher(redis), self.changed_jobs.append)
        self._loop: asyncio.Task[None] | None = None

    async def write(self, change: Change) -> None:
        await self.writer.write(change)

    def go_on(self) -> None:
        """Once those who write have had their turn, so that what they want comes as one batch."""
        self._loop = asyncio.create_task(self.writer.run())

    async def stop(self) -> None:
        if self._loop is not None:
            self._loop.cancel()
            await asyncio.wait({self._loop})

    @property
    def is_running(self) -> bool:
        return self._loop is not None and not self._loop.done()


@asynccontextmanager
async def writing(database: Database, redis: Redis, *, paused: bool = False) -> AsyncIterator[RunningWriter]:
    """`paused`: nothing is stored before `go_on`."""
    running = RunningWriter(database, redis)
    if not paused:
        running.go_on()
    try:
        yield running
    finally:
        await running.stop()


def facts(youtube_id: str, title: str = "A talk", duration_seconds: int = 120) -> VideoFacts:
    return VideoFacts(
        youtube_id=youtube_id,
        title=title,
        channel="Somebody",
        channel_id=None,
        duration_seconds=duration_seconds,
        published_at=None,
        description="",
        view_count=None,
        thumbnail_url=f"https://i.ytimg.com/vi/{youtube_id}/mqdefault.jpg",
        original_language=None,
        tracks=(),
        chapters=(),
    )
