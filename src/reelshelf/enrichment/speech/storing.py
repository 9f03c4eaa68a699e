"""The end of a speech work: captions, or that there are none, stored and told while the claim is ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

from reelshelf.enrichment import pipeline
from reelshelf.errors import LeaseLost
from reelshelf.progress import events

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

    from reelshelf.enrichment.pipeline import Change
    from reelshelf.progress.events import Event

_LOCK = text("SELECT 1 FROM video_enrichments WHERE video_id = :id FOR UPDATE")

_END = text("""
DELETE FROM speech_works WHERE video_id = :id AND fence = :fence AND lease_until IS NOT NULL RETURNING video_id
""")

# Somebody may have asked for the whole video again meanwhile: then its status is for that to settle.
_STORE = text("""
UPDATE video_enrichments SET
  captions_vtt = :captions_vtt, captions_language = :captions_language, captions_source = :captions_source,
  transcript_text = :transcript_text,
  status = CASE WHEN due_at IS NULL THEN :status ELSE status END,
  progress_message = CASE WHEN due_at IS NULL THEN :progress_message ELSE progress_message END,
  processed_at = now()
WHERE video_id = :id RETURNING status
""")

_SHOW = text("UPDATE videos SET captions = :captions, updated_at = now() WHERE id = :id")

_COLUMNS = ("captions_vtt", "captions_language", "captions_source", "transcript_text", "progress_message")


async def finish(connection: AsyncConnection, change: Change) -> list[Event]:
    """What is to be published after the commit. Raises LeaseLost."""
    snapshot = change.snapshot
    named = {"id": snapshot.video_id}
    # In the order in which everybody locks: enrichment, speech work, video, cursor.
    await connection.execute(_LOCK, named)
    if await connection.scalar(_END, {**named, "fence": snapshot.fence}) is None:
        raise LeaseLost(str(snapshot.video_id))
    values = {name: change.columns.get(name) for name in _COLUMNS}
    status = await connection.scalar(_STORE, {**named, **values, "status": change.columns["status"]})
    await connection.execute(_SHOW, {**named, "captions": change.columns["captions"]})
    told = {**pipeline.event_of(change, "complete"), "enrichment_status": status}
    return await events.append(connection, snapshot.user_id, [told])
