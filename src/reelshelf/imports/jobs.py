"""Jobs: what a person asked for and how far it is. Counts are counted, never kept, so they cannot drift."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import text

from reelshelf.errors import Conflict, NotFound
from reelshelf.library import changes, videos
from reelshelf.progress import events

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncConnection

    from reelshelf.progress.events import Event

_COLUMNS = """
j.id, j.user_id, j.list_id, l.name AS list_name, j.kind, j.label, j.status, j.total, j.created, j.duplicates,
jsonb_array_length(j.invalid) AS invalid_count, j.created_at, j.finished_at,
n.complete, n.with_captions, n.without_captions, n.captions_follow, n.unavailable, n.pending,
j.created - n.present AS removed, c.expanding, a.again,
h.held_until AS paused_until, h.held_until AS resumes_at,
CASE WHEN j.status = 'running' AND n.pending > 0 AND h.held_until IS NULL AND NOT c.expanding
       AND r.seconds_each IS NOT NULL
     THEN CAST(ceil(greatest(n.pending * r.seconds_each, extract(epoch FROM w.last_at - now()))) AS integer)
     END AS eta_seconds
"""
# A job is over no sooner than the last of its videos that wait for a moment of their own.

_FROM = """
FROM processing_jobs j
JOIN lists l ON l.id = j.list_id
CROSS JOIN LATERAL (
  SELECT count(*) AS present,
    count(*) FILTER (WHERE v.import_stage = 'complete') AS complete,
    count(*) FILTER (WHERE v.import_stage = 'complete' AND v.captions = 'present') AS with_captions,
    count(*) FILTER (WHERE v.import_stage = 'complete' AND v.captions = 'none') AS without_captions,
    count(*) FILTER (WHERE v.import_stage = 'complete' AND v.captions = 'follow') AS captions_follow,
    count(*) FILTER (WHERE v.import_stage = 'error') AS unavailable,
    count(*) FILTER (WHERE v.import_stage NOT IN ('complete', 'error')) AS pending,
    count(*) FILTER (WHERE v.import_stage IN ('complete', 'error')
                     AND v.updated_at > now() - interval '1 minute') AS lately,
    count(*) FILTER (WHERE v.import_stage IN ('complete', 'error')
                     AND v.updated_at > now() - interval '10 minutes') AS recently
  FROM videos v WHERE v.job_id = j.id
) n
CROSS JOIN LATERAL (
  SELECT EXISTS (SELECT 1 FROM job_collections jc WHERE jc.job_id = j.id AND jc.due_at IS NOT NULL) AS expanding
) c
CROSS JOIN LATERAL (
  -- Somebody asked again for something of a video that is open already: its captions.
  SELECT j.finished_at IS NULL AND n.pending = 0 AND EXISTS (
    SELECT 1 FROM video_enrichments e JOIN videos v ON v.id = e.video_id
    WHERE v.job_id = j.id AND v.import_stage = 'complete' AND e.status IN ('pending', 'processing')) AS again
) a
LEFT JOIN LATERAL (
  SELECT min(e.due_at) AS next_at, max(e.due_at) AS last_at
  FROM video_enrichments e JOIN videos v ON v.id = e.video_id
  WHERE j.status = 'running' AND n.pending > 0 AND v.job_id = j.id
    AND v.import_stage NOT IN ('complete', 'error') AND e.due_at < 'infinity'
) w ON true
CROSS JOIN LATERAL (
  SELECT CASE WHEN w.next_at > now() + interval '5 seconds' THEN w.next_at END AS held_until
) h
CROSS JOIN LATERAL (
  SELECT least(extract(epoch FROM now() - j.created_at), CASE WHEN n.lately > 2 THEN 60 ELSE 600 END)
    / CASE WHEN n.lately > 2 THEN n.lately WHEN n.recently > 2 THEN n.recently END AS seconds_each
) r
"""

_WAKE = text("""
UPDATE video_enrichments e SET due_at = now(), released_at = NULL
FROM videos v WHERE v.id = e.video_id AND v.job_id = :id AND e.due_at = 'infinity'
""")

NUMBERS = (
    "total",
    "created",
    "duplicates",
    "invalid_count",
    "complete",
    "with_captions",
    "without_captions",
    "captions_follow",
    "unavailable",
    "pending",
    "removed",
)


class JobOver(Conflict):
    code = "job_over"
    title = "This import is over already"


@dataclass(frozen=True, slots=True)
class Report:
    """A job's state as an event; `over` when nothing of it is left to do."""

    user_id: UUID
    event: Event
    over: bool


async def get(connection: AsyncConnection, user_id: UUID, job_id: UUID) -> dict[str, Any]:
    """Raises NotFound, also for somebody else's."""
    rows = await connection.execute(
        text(f"SELECT {_COLUMNS}, j.invalid {_FROM} WHERE j.id = :id AND j.user_id = :user_id"),
        {"id": job_id, "user_id": user_id},
    )
    row = rows.mappings().one_or_none()
    if row is None:
        raise NotFound
    return dict(row)


async def find(connection: AsyncConnection, job_id: UUID) -> dict[str, Any]:
    """A job whoever asked for it. Raises NotFound."""
    rows = await connection.execute(
        text(f"SELECT {_COLUMNS} {_FROM} WHERE j.id = :id"),
        {"id": job_id},
    )
    row = rows.mappings().one_or_none()
    if row is None:
        raise NotFound
    return dict(row)


async def page(
    connection: AsyncConnection, user_id: UUID, before: UUID | None, limit: int
) -> list[dict[str, Any]]:
    """Newest first; one row more than `limit` when there is another page."""
    rows = await connection.execute(
        text(f"""
        SELECT {_COLUMNS} {_FROM}
        WHERE j.user_id = :user_id AND (CAST(:before AS uuid) IS NULL OR j.id < :before)
        ORDER BY j.id DESC LIMIT :limit
        """),
        {"user_id": user_id, "before": before, "limit": limit + 1},
    )
    return [dict(row) for row in rows.mappings()]


async def unfinished(connection: AsyncConnection, user_id: UUID) -> list[Event]:
    rows = await connection.execute(
        text(f"SELECT {_COLUMNS} {_FROM} WHERE j.user_id = :user_id AND j.finished_at IS NULL ORDER BY j.id"),
        {"user_id": user_id},
    )
    return [as_event(dict(row)) for row in rows.mappings()]


async def report(connection: AsyncConnection, job_id: UUID) -> Report | None:
    """Count, finish the job if nothing is left, and say so; None when the job is gone."""
    try:
        job = await find(connection, job_id)
    except NotFound:
        return None
    if _is_over(job) and job["finished_at"] is None:
        # Looked at again under the lock: something of it may just have been put in line again.
        await lock(connection, job_id)
        job = await find(connection, job_id)
        if _is_over(job) and job["finished_at"] is None:
            await _finish(connection, job_id, "completed")
            job["status"] = "completed"
    return Report(job["user_id"], as_event(job), _is_over(job))


def _is_over(job: dict[str, Any]) -> bool:
    return job["pending"] == 0 and not job["expanding"] and not job["again"]


def as_event(job: dict[str, Any]) -> Event:
    return {
        "type": "job_progress",
        "job_id": str(job["id"]),
        "list_id": str(job["list_id"]),
        "status": job["status"],
        **{name: job[name] for name in NUMBERS},
        "expanding": job["expanding"],
        "paused_until": _iso(job["paused_until"]),
        "resumes_at": _iso(job["resumes_at"]),
        "eta_seconds": job["eta_seconds"],
    }


async def add_counts(
    connection: AsyncConnection, job_id: UUID, *, total: int, created: int, duplicates: int
) -> None:
    await connection.execute(
        text("""
        UPDATE processing_jobs SET total = total + :total, created = created + :created,
          duplicates = duplicates + :duplicates WHERE id = :id
        """),
        {"id": job_id, "total": total, "created": created, "duplicates": duplicates},
    )


async def pause(connection: AsyncConnection, user_id: UUID, job_id: UUID) -> None:
    """What is in work is finished, the rest waits."""
    await _change(connection, user_id, job_id, "paused")
    await _set_due(connection, job_id, "'infinity'")


async def resume(connection: AsyncConnection, user_id: UUID, job_id: UUID) -> None:
    await _change(connection, user_id, job_id, "running")
    await _set_due(connection, job_id, "now()")


async def cancel(connection: AsyncConnection, user_id: UUID, job_id: UUID) -> list[tuple[UUID, UUID]]:
    """Take what is not done yet off the shelf. The `(video, list)` of what that was.

    What somebody has changed meanwhile stays, as with `undo`, and goes on by itself: that is somebody's wish, too.
    """
    await _change(connection, user_id, job_id, "cancelled")
    await connection.execute(
        text("UPDATE job_collections SET due_at = NULL, fence = fence + 1 WHERE job_id = :id"), {"id": job_id}
    )
    await _finish(connection, job_id, "cancelled")
    unfinished = "v.import_stage NOT IN ('complete', 'error')"
    return await _remove(connection, job_id, f"{unfinished} AND v.touched_at IS NULL")


async def undo(connection: AsyncConnection, user_id: UUID, job_id: UUID) -> list[tuple[UUID, UUID]]:
    """Take everything off that this import created and nobody has changed since, as `cancel` does."""
    await lock(connection, job_id)
    job = await get(connection, user_id, job_id)
    await connection.execute(
        text("UPDATE job_collections SET due_at = NULL, fence = fence + 1 WHERE job_id = :id"), {"id": job_id}
    )
    if job["finished_at"] is None:
        await _finish(connection, job_id, "cancelled")
    return await _remove(connection, job_id, "v.touched_at IS NULL")


async def lock(connection: AsyncConnection, job_id: UUID) -> None:
    """Whoever changes a job and what belongs to it locks the job first, so that nobody waits in a circle."""
    await connection.execute(
        text("SELECT 1 FROM processing_jobs WHERE id = :id FOR NO KEY UPDATE"), {"id": job_id}
    )


async def _change(connection: AsyncConnection, user_id: UUID, job_id: UUID, status: str) -> None:
    changed = await connection.scalar(
        text("""
        UPDATE processing_jobs SET status = :status
        WHERE id = :id AND user_id = :user_id AND finished_at IS NULL RETURNING id
        """),
        {"id": job_id, "user_id": user_id, "status": status},
    )
    if changed is None:
        await get(connection, user_id, job_id)
        raise JobOver


async def _set_due(connection: AsyncConnection, job_id: UUID, due_at: str) -> None:
    """For all that has something left to do, captions that follow too. Playlists being read begin anew."""
    await connection.execute(
        text(f"""
        WITH mine AS MATERIALIZED (
          SELECT e.video_id FROM video_enrichments e JOIN videos v ON v.id = e.video_id
          WHERE v.job_id = :id AND e.due_at IS NOT NULL ORDER BY e.video_id FOR UPDATE OF e
        )
        UPDATE video_enrichments e SET due_at = {due_at}, released_at = NULL
        FROM mine WHERE e.video_id = mine.video_id
        """),  # noqa: S608 - constants
        {"id": job_id},
    )
    await connection.execute(
        text(f"""
        UPDATE job_collections SET due_at = {due_at}, released_at = NULL, lease_until = NULL, fence = fence + 1
        WHERE job_id = :id AND due_at IS NOT NULL
        """),  # noqa: S608 - constants
        {"id": job_id},
    )


async def _finish(connection: AsyncConnection, job_id: UUID, status: str) -> None:
    await connection.execute(
        text("UPDATE processing_jobs SET status = :status, finished_at = now() WHERE id = :id"),
        {"id": job_id, "status": status},
    )


async def _remove(connection: AsyncConnection, job_id: UUID, condition: str) -> list[tuple[UUID, UUID]]:
    await videos.lock(connection, "v.job_id = :id", {"id": job_id})
    # What stays does not stay paused: nobody could resume it any more.
    await connection.execute(_WAKE, {"id": job_id})
    removed = await connection.execute(
        text(f"DELETE FROM videos v WHERE v.job_id = :id AND {condition} RETURNING v.id, v.list_id"),  # noqa: S608 - constants
        {"id": job_id},
    )
    return [(row.id, row.list_id) for row in removed]


async def tell(
    connection: AsyncConnection, user_id: UUID, job_id: UUID, *, removed: Sequence[tuple[UUID, UUID]] = ()
) -> list[Event]:
    """The last act of a transaction that changed a job. Some of its videos may stand on other lists by now."""
    told = await report(connection, job_id)
    if told is None:
        return []
    on_lists = Counter(str(list_id) for _, list_id in removed)
    gone = [
        {**event, "job_id": str(job_id), "count": on_lists[event["list_id"]]}
        for event in changes.of_lists("videos_removed", removed)
    ]
    return await events.append(connection, user_id, [*gone, told.event])


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
