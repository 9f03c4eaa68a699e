"""Progress events are kept for a month, and no more than the newest twenty thousand of an account.

Always the oldest go, so that what is kept has no holes: whoever asks for something older takes the snapshot.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

    from reelshelf.kit.db import Database

log = logging.getLogger(__name__)

KEPT_DAYS = 30
KEPT_EVENTS = 20_000
BATCH = 5_000
"""Events of one account removed in one transaction: none of them takes long."""
LOOK_SECONDS = 300.0
PAUSE_SECONDS = 0.2
RETENTION_LOCK = 0x7072756E

# The oldest of each account are looked at along the primary key; no index by time is needed, and the number of
# an event says how many are newer.
_PRUNE = text("""
WITH bound AS (
  SELECT c.user_id, (
    SELECT max(oldest.seq) FROM (
      SELECT e.seq, e.created_at FROM job_progress_events e
      WHERE e.user_id = c.user_id ORDER BY e.seq LIMIT :batch) oldest
    WHERE oldest.seq <= c.seq - :events OR oldest.created_at < now() - make_interval(days => :days)) AS seq
  FROM progress_cursors c
)
DELETE FROM job_progress_events e USING bound WHERE e.user_id = bound.user_id AND e.seq <= bound.seq
""")


async def prune(
    connection: AsyncConnection, *, days: int = KEPT_DAYS, events: int = KEPT_EVENTS, batch: int = BATCH
) -> int:
    """Remove what is too old or too much, up to `batch` of each account; how many that were.

    0 as well when another worker is at it.
    """
    ours = await connection.scalar(text("SELECT pg_try_advisory_xact_lock(:key)"), {"key": RETENTION_LOCK})
    if not ours:
        return 0
    pruned = await connection.execute(_PRUNE, {"days": days, "events": events, "batch": batch})
    return pruned.rowcount


class Retention:
    """Keeps the history bounded; one worker of all at a time."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            removed = await self._prune()
            await asyncio.sleep(PAUSE_SECONDS if removed else LOOK_SECONDS)

    async def _prune(self) -> int:
        try:
            async with self._database.begin() as connection:
                return await prune(connection)
        except (SQLAlchemyError, OSError) as problem:
            log.warning("history not pruned: %s", problem)
            return 0
