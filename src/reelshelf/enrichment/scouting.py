"""Which videos still have no name, and storing what was learnt of them: without a claim, so that nobody waits for it.

A video that somebody works on is left alone: what its own look brings is better.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson
from sqlalchemy import text

from reelshelf.enrichment.pipeline import PROGRESS, clean
from reelshelf.progress import events

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncConnection

    from reelshelf.enrichment.pipeline import Stage
    from reelshelf.enrichment.ports import Metadata
    from reelshelf.progress.events import Event

AGAIN_MINUTES = 15
"""What nothing was learnt of is asked for again after so long; so is what a worker took along when it died."""

_TAKE = text(f"""
WITH RECURSIVE account AS (
  (SELECT user_id FROM video_enrichments WHERE due_at IS NOT NULL ORDER BY user_id LIMIT 1)
  UNION ALL
  SELECT (SELECT e.user_id FROM video_enrichments e
          WHERE e.due_at IS NOT NULL AND e.user_id > account.user_id ORDER BY e.user_id LIMIT 1)
  FROM account WHERE account.user_id IS NOT NULL
), nameless AS (
  SELECT mine.video_id, mine.priority,
         row_number() OVER (PARTITION BY account.user_id ORDER BY mine.priority, mine.due_at, mine.video_id) AS turn
  FROM account CROSS JOIN LATERAL (
    SELECT e.video_id, e.priority, e.due_at FROM video_enrichments e JOIN videos v ON v.id = e.video_id
    WHERE e.user_id = account.user_id AND e.due_at < 'infinity'
      AND (e.scouted_at IS NULL OR e.scouted_at < now() - interval '{AGAIN_MINUTES} minutes')
      AND (e.lease_until IS NULL OR e.lease_until < now())
      AND v.import_stage = 'created' AND v.channel IS NULL
    ORDER BY e.priority, e.due_at, e.video_id LIMIT :limit
  ) mine
), chosen AS MATERIALIZED (
  SELECT e.video_id FROM nameless n JOIN video_enrichments e ON e.video_id = n.video_id
  -- Once more on the locked row: another worker may just have taken it.
  WHERE e.scouted_at IS NULL OR e.scouted_at < now() - interval '{AGAIN_MINUTES} minutes'
  ORDER BY n.priority, n.turn LIMIT :limit FOR UPDATE OF e SKIP LOCKED
)
UPDATE video_enrichments e SET scouted_at = now() FROM chosen c JOIN videos v ON v.id = c.video_id
WHERE e.video_id = c.video_id
RETURNING v.id AS video_id, v.user_id, v.list_id, v.job_id, v.youtube_id
""")  # noqa: S608 - constants

_GIVE_BACK = text("""
WITH mine AS MATERIALIZED (
  -- By rising id, as everywhere.
  SELECT e.video_id FROM video_enrichments e WHERE e.video_id = ANY(:ids) ORDER BY e.video_id FOR UPDATE OF e
)
UPDATE video_enrichments e SET scouted_at = NULL FROM mine WHERE e.video_id = mine.video_id
""")

_STORE = text("""
WITH told AS (
  SELECT * FROM jsonb_to_recordset(CAST(:told AS jsonb)) AS t (
    video_id uuid, stage text, progress integer, processing_status text, title text, channel text, channel_id text,
    duration integer, published_at timestamptz, description text, view_count bigint)
), free AS MATERIALIZED (
  -- By rising id, as everywhere.
  SELECT e.video_id FROM video_enrichments e JOIN told t ON t.video_id = e.video_id
  WHERE e.lease_until IS NULL OR e.lease_until < now() ORDER BY e.video_id FOR UPDATE OF e
)
UPDATE videos v SET
  import_stage = t.stage,
  import_progress = greatest(v.import_progress, t.progress),
  processing_status = coalesce(t.processing_status, v.processing_status),
  -- A person's own title stays.
  title = CASE WHEN v.title_is_own THEN v.title ELSE t.title END,
  channel = coalesce(t.channel, v.channel),
  channel_id = coalesce(t.channel_id, v.channel_id),
  duration = coalesce(t.duration, v.duration),
  published_at = coalesce(t.published_at, v.published_at),
  description = coalesce(t.description, v.description),
  view_count = coalesce(t.view_count, v.view_count),
  updated_at = now()
FROM told t JOIN free f ON f.video_id = t.video_id
WHERE v.id = t.video_id AND v.import_stage = 'created'
RETURNING v.id, v.title
""")


@dataclass(frozen=True, slots=True)
class Nameless:
    """A video on a shelf of which nothing is known but its id."""

    video_id: UUID
    user_id: UUID
    list_id: UUID
    job_id: UUID | None
    youtube_id: str


async def take(connection: AsyncConnection, limit: int) -> list[Nameless]:
    """Up to `limit` videos to ask for, accounts in turn; nobody else takes them for a while."""
    rows = await connection.execute(_TAKE, {"limit": limit})
    return [Nameless(**row) for row in rows.mappings()]


async def give_back(connection: AsyncConnection, videos: Sequence[Nameless]) -> None:
    """They were not asked for after all."""
    await connection.execute(_GIVE_BACK, {"ids": [video.video_id for video in videos]})


async def store(
    connection: AsyncConnection, user_id: UUID, learnt: Sequence[tuple[Nameless, Metadata]]
) -> tuple[set[UUID], list[Event]]:
    """The videos that were stored, all of this account, and what to publish after the commit."""
    rows = [_row(video, metadata) for video, metadata in learnt]
    stored = await connection.execute(_STORE, {"told": orjson.dumps(rows).decode()})
    titles: dict[UUID, str] = {row.id: row.title for row in stored}
    steps = [
        _event(video, row, titles[video.video_id])
        for (video, _), row in zip(learnt, rows, strict=True)
        if video.video_id in titles
    ]
    return set(titles), await events.append(connection, user_id, steps)


def _row(video: Nameless, metadata: Metadata) -> dict[str, Any]:
    """Without a channel and a duration a video is not at the stage `metadata`, but has its title."""
    stage: Stage = "metadata" if metadata.is_complete else "created"
    return {
        "video_id": str(video.video_id),
        "stage": stage,
        "progress": PROGRESS[stage],
        "processing_status": "processing" if metadata.is_complete else None,
        "title": clean(metadata.title),
        "channel": clean(metadata.channel) if metadata.channel else None,
        "channel_id": metadata.channel_id,
        "duration": metadata.duration_seconds,
        "published_at": metadata.published_at,
        "description": clean(metadata.description) if metadata.description is not None else None,
        "view_count": metadata.view_count,
    }


def _event(video: Nameless, row: dict[str, Any], title: str) -> Event:
    told = {"channel": row["channel"], "duration": row["duration"]}
    return {
        "type": "import_progress",
        "video_id": str(video.video_id),
        "youtube_id": video.youtube_id,
        "list_id": str(video.list_id),
        "job_id": str(video.job_id) if video.job_id else None,
        "stage": row["stage"],
        "progress": row["progress"],
        "message": None,
        "title": title,
        **{name: value for name, value in told.items() if value is not None},
    }
