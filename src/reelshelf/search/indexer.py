"""The indexer: makes what was stored or changed searchable, a second later or so, beside everything else."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

from reelshelf.kit.db import is_passing
from reelshelf.search import indexing

if TYPE_CHECKING:
    from reelshelf.kit.db import Database

log = logging.getLogger(__name__)

BATCH = 25
"""Marks looked at in one transaction: none of them takes long."""
PAUSE_SECONDS = 0.05
"""Between two batches, so that an import under way goes first."""
LOOK_SECONDS = 1.0


class Indexer:
    """Keeps the index up to date; one worker of all at a time. What is marked survives every restart."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._batch = BATCH

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            indexed = await self._index()
            await asyncio.sleep(PAUSE_SECONDS if indexed else LOOK_SECONDS)

    async def _index(self) -> int:
        """A video that the database refuses is found by going one by one, and left out."""
        try:
            async with self._database.begin() as connection:
                indexed = await indexing.index(connection, self._batch)
        except (SQLAlchemyError, OSError) as problem:
            log.warning("search not brought up to date: %s", problem)
            if is_passing(problem):
                return 0
            if self._batch == 1:
                await self._leave_out()
            self._batch = 1
            return 1
        self._batch = BATCH
        return indexed

    async def _leave_out(self) -> None:
        try:
            async with self._database.begin() as connection:
                video_id = await indexing.leave_out(connection)
        except (SQLAlchemyError, OSError) as problem:
            log.warning("nothing left out of search: %s", problem)
        else:
            log.error("left out of search", extra={"video_id": video_id})
