"""The scout goes ahead of the workers: it learns what many waiting videos are called in few calls.

Nobody waits for it. What it cannot learn, or gets wrong, the video's own look brings.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from typing import TYPE_CHECKING

from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from reelshelf.enrichment import scouting
from reelshelf.upstreams.failures import WAITING_FOR_BUDGET, UpstreamError
from reelshelf.upstreams.fallback import fallback

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from reelshelf.enrichment.ports import Metadata, MetadataSource
    from reelshelf.enrichment.scouting import Nameless
    from reelshelf.kit.db import Database
    from reelshelf.progress.publisher import Publisher

log = logging.getLogger(__name__)

LOOK_SECONDS = 1.0
"""How often it looks for videos without a name."""
AFTER_A_BUG_SECONDS = 60.0


class Scout:
    """`sources` in the order in which they are asked."""

    def __init__(self, database: Database, publisher: Publisher, sources: Sequence[MetadataSource]) -> None:
        self._database = database
        self._publisher = publisher
        self._sources = sources

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            rest = LOOK_SECONDS
            try:
                if await self.scout():
                    continue
            except (SQLAlchemyError, RedisError, OSError) as problem:
                log.warning("nothing scouted: %s", problem)
            except Exception:
                # A worker does not end for want of a title.
                log.exception("scouting failed")
                rest = AFTER_A_BUG_SECONDS
            await asyncio.sleep(rest)

    async def scout(self) -> int:
        """Ask once, if there is somebody to ask; how many videos were stored."""
        rooms = [(source, await source.room()) for source in self._sources]
        ready = [(source, room) for source, room in rooms if room > 0]
        if not ready:
            return 0
        async with self._database.begin() as connection:
            taken = await scouting.take(connection, ready[0][1])
        if not taken:
            return 0
        learnt: list[tuple[Nameless, Metadata]] = []
        asked: set[UUID] = set()
        try:
            told = await self._ask([source for source, _ in ready], taken)
            asked = {video.video_id for video in taken if video.youtube_id in told}
            learnt = [(video, known) for video in taken if (known := told.get(video.youtube_id)) is not None]
            stored = await self._store(learnt)
            asked -= {video.video_id for video, _ in learnt} - stored
        finally:
            await asyncio.shield(self._give_back([each for each in taken if each.video_id not in asked]))
        return len(stored)

    async def _ask(
        self, sources: Sequence[MetadataSource], videos: Sequence[Nameless]
    ) -> Mapping[str, Metadata | None]:
        """The same video may stand on many shelves: it is asked for once."""
        youtube_ids = list(dict.fromkeys(video.youtube_id for video in videos))
        return await fallback(sources, lambda each: each.fetch_metadata(youtube_ids), _failed) or {}

    async def _store(self, learnt: Sequence[tuple[Nameless, Metadata]]) -> set[UUID]:
        by_user: dict[UUID, list[tuple[Nameless, Metadata]]] = defaultdict(list)
        for video, metadata in learnt:
            by_user[video.user_id].append((video, metadata))
        stored: set[UUID] = set()
        for user_id, items in by_user.items():
            async with self._database.begin() as connection:
                ids, told = await scouting.store(connection, user_id, items)
            stored |= ids
            await self._publisher.publish(user_id, told)
        return stored

    async def _give_back(self, videos: Sequence[Nameless]) -> None:
        if not videos:
            return
        try:
            async with self._database.begin() as connection:
                await scouting.give_back(connection, videos)
        except (SQLAlchemyError, OSError) as problem:
            # They are taken again after a while by themselves.
            log.warning("videos not given back: %s", problem)


def _failed(problem: UpstreamError) -> None:
    if problem.failure.code != WAITING_FOR_BUDGET:
        log.info("not scouted: %s", problem.failure)
