"""Reading an enrichment, and asking for it again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import text

from reelshelf.errors import Conflict, NotFound

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncConnection


class AlreadyRunning(Conflict):
    code = "already_running"
    title = "This video is being fetched already"


async def get(connection: AsyncConnection, user_id: UUID, video_id: UUID) -> dict[str, Any]:
    """All but the long texts. Raises NotFound, also for somebody else's."""
    rows = await connection.execute(
        text("""
        SELECT e.video_id, e.status, e.progress_message, e.retry_count, e.captions_language, e.captions_source,
               e.chapters_json, e.chapters_source, e.processed_at, v.error_code, v.error_message,
               v.import_stage, v.import_progress
        FROM video_enrichments e JOIN videos v ON v.id = e.video_id
        WHERE v.id = :id AND v.user_id = :user_id
        """),
        {"id": video_id, "user_id": user_id},
    )
    row = rows.mappings().one_or_none()
    if row is None:
        raise NotFound
    return dict(row)


async def get_text(connection: AsyncConnection, user_id: UUID, video_id: UUID, column: str) -> str:
    """One of `captions_vtt`, `chapters_vtt`, `transcript_text`. Raises NotFound, also when there is none yet."""
    found = await connection.scalar(
        text(f"""
        SELECT e.{column} FROM video_enrichments e JOIN videos v ON v.id = e.video_id
        WHERE v.id = :id AND v.user_id = :user_id
        """),  # noqa: S608 - the column is one of ours
        {"id": video_id, "user_id": user_id},
    )
    if found is None:
        raise NotFound
    return str(found)


async def start_again(connection: AsyncConnection, user_id: UUID, video_id: UUID) -> dict[str, Any]:
    """Make the video due now, whatever became of it before. Raises NotFound, AlreadyRunning.

    Progress stays where it was: what is stored is kept until something newer is.
    """
    row = await get(connection, user_id, video_id)
    restarted = await connection.scalar(
        text("""
        UPDATE video_enrichments SET status = 'pending', due_at = now(), released_at = now(), priority = 0,
          attempts = 0, crashes = 0, caption_track = NULL, progress_message = NULL, lease_until = NULL,
          retry_count = retry_count + 1
        WHERE video_id = :id AND (lease_until IS NULL OR lease_until < now())
          AND NOT (status = 'pending' AND due_at <= now())
        RETURNING video_id
        """),
        {"id": video_id},
    )
    if restarted is None:
        raise AlreadyRunning
    if row["import_stage"] == "error":
        await connection.execute(
            text("""
            UPDATE videos SET import_stage = CASE WHEN import_progress >= 25 THEN 'metadata' ELSE 'created' END,
              processing_status = 'pending', error_code = NULL, error_message = NULL, updated_at = now()
            WHERE id = :id
            """),
            {"id": video_id},
        )
    return await get(connection, user_id, video_id)
