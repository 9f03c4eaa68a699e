"""Moving videos between lists and removing them, many at once; what their imports count follows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import text

from reelshelf.imports import intake, jobs
from reelshelf.library import changes, videos
from reelshelf.progress import events

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncConnection

    from reelshelf.progress.events import Event

_OWN = "v.id = ANY(:ids) AND v.user_id = :user_id"

_LOCK_JOBS = text("""
SELECT j.id FROM processing_jobs j
WHERE j.id IN (SELECT v.job_id FROM videos v WHERE v.id = ANY(:ids) AND v.user_id = :user_id)
ORDER BY j.id FOR NO KEY UPDATE
""")

# Of the same video on several lists, one can come; the others, and what the list has already, stay where they are.
_MOVE = text("""
WITH chosen AS (
  SELECT DISTINCT ON (v.youtube_id) v.id, v.list_id AS came_from FROM videos v
  WHERE v.id = ANY(:ids) AND v.user_id = :user_id AND v.list_id <> :list_id
    AND NOT EXISTS (SELECT 1 FROM videos o WHERE o.list_id = :list_id AND o.youtube_id = v.youtube_id)
  ORDER BY v.youtube_id, v.id
)
UPDATE videos v SET list_id = :list_id, touched_at = now(), updated_at = now()
FROM chosen WHERE v.id = chosen.id RETURNING v.id, chosen.came_from
""")

_REMOVE = text(
    "DELETE FROM videos v WHERE v.id = ANY(:ids) AND v.user_id = :user_id RETURNING v.id, v.list_id"
)

_COUNT = text("SELECT count(*) FROM videos v WHERE v.id = ANY(:ids) AND v.user_id = :user_id")


@dataclass(frozen=True, slots=True)
class Shelved:
    """How many videos went, and how many of those asked for stayed. `told` is to be published after the commit."""

    went: int
    stayed: int = 0
    told: list[Event] = field(default_factory=list)


async def move(
    connection: AsyncConnection, user_id: UUID, video_ids: Sequence[UUID], list_id: UUID
) -> Shelved:
    """To another list, together with all that is known of them and still to be done. What that list has already
    stays where it is. Raises NotFound when the list is not there, or somebody else's.
    """
    await intake.lock_list(connection, user_id, list_id)
    own = await _lock(connection, user_id, video_ids)
    moved = list(await connection.execute(_MOVE, {**own, "list_id": list_id}))
    stayed = int(await connection.scalar(_COUNT, own) or 0) - len(moved)
    told = []
    if moved:
        left = changes.of_lists("videos_removed", [(row.id, row.came_from) for row in moved])
        # Whoever shows that list does not know these videos: it is loaded anew.
        came = {"type": "videos_changed", "list_id": str(list_id), "video_ids": None}
        told = await events.append(connection, user_id, [*left, came])
    return Shelved(len(moved), stayed, told)


async def remove(connection: AsyncConnection, user_id: UUID, video_ids: Sequence[UUID]) -> Shelved:
    """Off the shelf. Their imports count them as removed from then on, and are over when nothing else is left."""
    own = {"ids": list(set(video_ids)), "user_id": user_id}
    job_ids = list((await connection.execute(_LOCK_JOBS, own)).scalars())
    await videos.lock(connection, _OWN, own)
    removed = list(await connection.execute(_REMOVE, own))
    if not removed:
        return Shelved(0)
    gone = changes.of_lists("videos_removed", [(row.id, row.list_id) for row in removed])
    reports = [await jobs.report(connection, job_id) for job_id in job_ids]
    happened = [*gone, *(report.event for report in reports if report is not None)]
    return Shelved(len(removed), told=await events.append(connection, user_id, happened))


async def _lock(connection: AsyncConnection, user_id: UUID, video_ids: Sequence[UUID]) -> dict[str, Any]:
    """The videos that are asked for, as values for the statements above; nobody else writes them meanwhile."""
    own = {"ids": list(set(video_ids)), "user_id": user_id}
    await videos.lock(connection, _OWN, own)
    return own
