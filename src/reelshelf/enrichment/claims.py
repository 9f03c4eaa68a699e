"""Claims: one conditional write takes a video, a lease keeps it, a fence proves it. Time is the database's."""

from __future__ import annotations

import asyncio
import logging
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from reelshelf.captions.tracks import CaptionTrack
from reelshelf.enrichment.pipeline import Snapshot

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from uuid import UUID

    from reelshelf.kit.db import Database

log = logging.getLogger(__name__)

LEASE_SECONDS = 30
RENEWAL_SECONDS = 10
RENEW_AGAIN_SECONDS = 0.5
"""After an outage of the database, before somebody takes us for dead."""
REST_SECONDS = 3
TRACK_LIFE_HOURS = 3
"""YouTube's caption addresses are good for some six hours."""

_CLAIM = text(f"""
UPDATE video_enrichments e SET
  fence = e.fence + 1,
  lease_until = now() + interval '{LEASE_SECONDS} seconds',
  status = CASE WHEN e.status = 'partial' THEN 'partial' ELSE 'processing' END,
  crashes = e.crashes + CASE WHEN e.lease_until IS NULL THEN 0 ELSE 1 END
FROM videos v
WHERE e.video_id = :id AND v.id = e.video_id AND e.due_at <= now()
  AND (e.lease_until IS NULL OR e.lease_until < now())
RETURNING e.fence, e.attempts, e.retry_count, e.crashes, e.priority,
  e.captions_vtt IS NOT NULL AS has_captions,
  CASE WHEN e.facts_at > now() - interval '{TRACK_LIFE_HOURS} hours' THEN e.caption_track END AS track,
  v.id AS video_id, v.user_id, v.list_id, v.job_id, v.youtube_id, v.import_stage AS stage
""")  # noqa: S608 - constants

# Whoever locks many enrichments locks them by rising id, and before anything but jobs and lists:
# then nobody waits in a circle.
_RENEW = text(f"""
WITH held AS MATERIALIZED (
  SELECT e.video_id, e.fence
  FROM video_enrichments e
  JOIN unnest(CAST(:ids AS uuid[]), CAST(:fences AS integer[])) AS claimed (video_id, fence)
    ON e.video_id = claimed.video_id AND e.fence = claimed.fence
  WHERE e.lease_until IS NOT NULL ORDER BY e.video_id FOR UPDATE OF e
)
UPDATE video_enrichments e SET lease_until = now() + interval '{LEASE_SECONDS} seconds'
FROM held WHERE e.video_id = held.video_id
RETURNING e.video_id, e.fence
""")  # noqa: S608 - constants

_HAND_BACK = text("""
UPDATE video_enrichments SET lease_until = NULL, released_at = NULL,
  status = CASE WHEN status = 'processing' THEN 'pending' ELSE status END,
  due_at = CASE WHEN :rest_seconds = 0 THEN due_at
    ELSE greatest(due_at, now() + make_interval(secs => :rest_seconds)) END,
  crashes = crashes + :crashes
WHERE video_id = :id AND fence = :fence AND lease_until IS NOT NULL
RETURNING video_id
""")

# Whoever took it over took us for dead, and counted a crash.
_ALIVE = text("""
UPDATE video_enrichments SET crashes = crashes - 1 WHERE video_id = :id AND fence > :fence AND crashes > 0
""")


class Claims:
    """The claims of one worker. `run` renews them; losing one cancels the work on it.

    Taking over a lease that ran out counts a crash. A worker that was only away, and not dead, takes that back
    when it finds its lease lost.
    """

    def __init__(self, database: Database, *, renewal_seconds: float = RENEWAL_SECONDS) -> None:
        self._database = database
        self._renewal_seconds = renewal_seconds
        self._held: dict[tuple[UUID, int], asyncio.Task[object] | None] = {}
        """Who works on which video, under which fence."""

    @asynccontextmanager
    async def claim(self, video_id: UUID) -> AsyncIterator[Snapshot | None]:
        """The video, ours while the block runs; None when it is not due, not there, or somebody else's.

        Whatever ends the block early hands the video back; a write that ended the claim makes that a no-op.
        """
        # After an outage our own lease may have run out too: the work on it goes on all the same.
        ours = any(held == video_id for held, _ in self._held)
        snapshot = None if ours else await self._take(video_id)
        if snapshot is None:
            yield None
            return
        self._held[video_id, snapshot.fence] = asyncio.current_task()
        try:
            yield snapshot
        except BaseException:
            await asyncio.shield(self._hand_back(snapshot))
            raise
        finally:
            del self._held[video_id, snapshot.fence]

    async def _take(self, video_id: UUID) -> Snapshot | None:
        async with self._database.read() as connection:
            row = (await connection.execute(_CLAIM, {"id": video_id})).mappings().one_or_none()
        if row is None:
            return None
        track = CaptionTrack(**row["track"]) if row["track"] else None
        return Snapshot(**{**row, "track": track})

    async def rest(self, snapshot: Snapshot, *, crashes: int = 0) -> None:
        """Hand it back, due again a little later; nothing if it is somebody else's by now. Never raises."""
        await self._hand_back(snapshot, rest_seconds=REST_SECONDS, crashes=crashes)

    async def _hand_back(self, snapshot: Snapshot, *, rest_seconds: float = 0.0, crashes: int = 0) -> None:
        claim = {"id": snapshot.video_id, "fence": snapshot.fence}
        change = {"rest_seconds": rest_seconds, "crashes": crashes}
        try:
            async with self._database.read() as connection:
                if await connection.scalar(_HAND_BACK, {**claim, **change}) is None:
                    await connection.execute(_ALIVE, claim)
        except (SQLAlchemyError, OSError) as problem:
            # The lease runs out by itself.
            log.warning("video not handed back: %s", problem, extra=snapshot.names)

    async def run(self) -> None:
        """Renew every lease until cancelled."""
        pause = self._renewal_seconds
        while True:
            await asyncio.sleep(pause)
            pause = self._renewal_seconds
            try:
                await self._renew()
            except (SQLAlchemyError, OSError) as problem:
                log.warning("leases not renewed: %s", problem)
                pause = min(RENEW_AGAIN_SECONDS, self._renewal_seconds)

    async def _renew(self) -> None:
        claimed = list(self._held)
        if not claimed:
            return
        ids, fences = zip(*claimed, strict=True)
        async with self._database.read() as connection:
            rows = await connection.execute(_RENEW, {"ids": list(ids), "fences": list(fences)})
            kept = {(row.video_id, row.fence) for row in rows}
        for claim in set(claimed) - kept:
            task = self._held.get(claim)
            if task is not None:
                log.warning("lease lost", extra={"video_id": claim[0]})
                task.cancel()
