"""Trying again what could not be had, and captions that were put off: of a job, or of some videos."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import text

from reelshelf.enrichment import queries
from reelshelf.imports import jobs
from reelshelf.progress import events

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncConnection

    from reelshelf.progress.events import Event

_LOCK_JOBS = """
SELECT j.id FROM processing_jobs j
WHERE j.id IN (SELECT v.job_id FROM videos v WHERE {scope} AND v.user_id = :user_id)
ORDER BY j.id FOR NO KEY UPDATE
"""

# What was decided is looked at on the locked row alone, so that of two requests at once one starts a video.
# A paused job stays paused: what is tried again waits with the rest of it.
_RESTART = """
WITH wanted AS MATERIALIZED (
  SELECT e.video_id, j.status = 'paused' AS waits
  FROM video_enrichments e
  JOIN videos v ON v.id = e.video_id
  LEFT JOIN processing_jobs j ON j.id = v.job_id
  WHERE {scope} AND v.user_id = :user_id AND e.status IN ('failed', 'partial')
    AND (e.lease_until IS NULL OR e.lease_until < now())
  ORDER BY e.video_id FOR UPDATE OF e
)
UPDATE video_enrichments e SET status = 'pending', released_at = NULL, lease_until = NULL,
  due_at = CASE WHEN w.waits THEN timestamptz 'infinity' ELSE now() END,
  attempts = 0, crashes = 0, progress_message = NULL, retry_count = e.retry_count + 1,
  caption_track = CASE WHEN e.status = 'partial' THEN e.caption_track END
FROM wanted w WHERE e.video_id = w.video_id
RETURNING e.video_id
"""

_SHOW = text("""
UPDATE videos SET import_stage = CASE WHEN import_progress >= 25 THEN 'metadata' ELSE 'created' END,
  processing_status = 'pending', error_code = NULL, error_message = NULL, updated_at = now()
WHERE id = ANY(:ids) AND import_stage = 'error'
""")

# Apart from the change: joined to its rows, ten thousand of each would be compared with each other.
_SHOWN = text("""
SELECT id, youtube_id, list_id, job_id, import_stage, import_progress FROM videos
WHERE id = ANY(:ids) ORDER BY id
""")

# Not `= ANY(:ids)`: that may be searched from one end to the other for each row.
_CHOSEN = "v.id IN (SELECT unnest(CAST(:ids AS uuid[])))"

_REOPEN = text("""
UPDATE processing_jobs SET status = 'running', finished_at = NULL
WHERE id = ANY(:ids) AND finished_at IS NOT NULL
""")

_COUNT = text("SELECT count(*) FROM videos WHERE id = ANY(:ids) AND user_id = :user_id")


@dataclass(frozen=True, slots=True)
class Retried:
    """`started` videos were put in line again; of those asked for, `unchanged` had no reason to be, and
    `missing` are not there. `told` is to be published after the commit.
    """

    started: int
    told: list[Event]
    unchanged: int = 0
    missing: int = 0


async def retry_job(connection: AsyncConnection, user_id: UUID, job_id: UUID) -> Retried:
    """Everything of this import that is not available or whose captions follow. Raises NotFound."""
    await jobs.get(connection, user_id, job_id)
    started, told = await _restart(connection, user_id, "v.job_id = :job_id", {"job_id": job_id})
    return Retried(started, told)


async def retry_videos(connection: AsyncConnection, user_id: UUID, video_ids: Sequence[UUID]) -> Retried:
    """Those of these videos that are not available or whose captions follow."""
    wanted = list(set(video_ids))
    started, told = await _restart(connection, user_id, _CHOSEN, {"ids": wanted})
    own = int(await connection.scalar(_COUNT, {"ids": wanted, "user_id": user_id}) or 0)
    return Retried(started, told, unchanged=own - started, missing=len(wanted) - own)


async def retry_one(connection: AsyncConnection, user_id: UUID, video_id: UUID) -> Retried:
    """One video, ahead of others and whatever became of it before. Raises NotFound, AlreadyRunning."""
    await _lock_jobs(connection, user_id, "v.id = :id", {"id": video_id})
    await queries.start_again(connection, user_id, video_id)
    return Retried(1, await _tell(connection, user_id, [video_id]))


async def _restart(
    connection: AsyncConnection, user_id: UUID, scope: str, values: dict[str, Any]
) -> tuple[int, list[Event]]:
    """`scope` is SQL on `v`. Jobs are locked first, then enrichments by rising id, as everywhere."""
    await _lock_jobs(connection, user_id, scope, values)
    restarted = await connection.execute(text(_RESTART.format(scope=scope)), {**values, "user_id": user_id})
    ids = list(restarted.scalars())
    return len(ids), await _tell(connection, user_id, ids) if ids else []


async def _lock_jobs(connection: AsyncConnection, user_id: UUID, scope: str, values: dict[str, Any]) -> None:
    await connection.execute(text(_LOCK_JOBS.format(scope=scope)), {**values, "user_id": user_id})


async def _tell(connection: AsyncConnection, user_id: UUID, video_ids: Sequence[UUID]) -> list[Event]:
    """Take the videos off the list of what failed; jobs that have something to do again run again."""
    await connection.execute(_SHOW, {"ids": list(video_ids)})
    rows = list(await connection.execute(_SHOWN, {"ids": list(video_ids)}))
    concerned = sorted({row.job_id for row in rows if row.job_id})
    await connection.execute(_REOPEN, {"ids": concerned})
    reports = [await jobs.report(connection, job_id) for job_id in concerned]
    return await events.append(
        connection,
        user_id,
        [*map(_started, rows), *(report.event for report in reports if report is not None)],
    )


def _started(row: Any) -> Event:
    return {
        "type": "import_progress",
        "video_id": str(row.id),
        "youtube_id": row.youtube_id,
        "list_id": str(row.list_id),
        "job_id": str(row.job_id) if row.job_id else None,
        "stage": row.import_stage,
        "progress": row.import_progress,
        "message": None,
        "error": None,
        "enrichment_status": "pending",
    }
