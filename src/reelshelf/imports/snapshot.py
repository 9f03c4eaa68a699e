"""What a socket is told first: imports under way, and the videos that are on their way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

from reelshelf.imports import jobs

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncConnection

    from reelshelf.progress.events import Event

MAX_VIDEOS = 500
"""More are found on the list itself, which carries their progress too."""

_ON_THEIR_WAY = text("""
SELECT v.id, v.youtube_id, v.list_id, v.job_id, v.import_stage, v.import_progress, e.progress_message, e.status
FROM video_enrichments e JOIN videos v ON v.id = e.video_id
WHERE e.user_id = :user_id AND e.due_at IS NOT NULL AND v.import_stage NOT IN ('complete', 'error')
ORDER BY e.priority, e.due_at, e.video_id LIMIT :limit
""")


async def snapshot(connection: AsyncConnection, user_id: UUID) -> list[Event]:
    """Events without `seq`, as if they had just happened."""
    rows = await connection.execute(_ON_THEIR_WAY, {"user_id": user_id, "limit": MAX_VIDEOS})
    videos = [
        {
            "type": "import_progress",
            "video_id": str(row.id),
            "youtube_id": row.youtube_id,
            "list_id": str(row.list_id),
            "job_id": str(row.job_id) if row.job_id else None,
            "stage": row.import_stage,
            "progress": row.import_progress,
            "message": row.progress_message,
            "enrichment_status": row.status,
        }
        for row in rows
    ]
    return [*await jobs.unfinished(connection, user_id), *videos]
