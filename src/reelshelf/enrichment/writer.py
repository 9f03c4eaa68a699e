"""The writer: stores changes, and their progress events with them, only while the claim is still ours.

Changes that arrive while a write is under way go together into the next one (group commit), so that a busy
worker pays for few transactions and an idle one waits for none.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from reelshelf.enrichment import pipeline
from reelshelf.errors import LeaseLost
from reelshelf.kit.db import is_passing
from reelshelf.progress import events

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from uuid import UUID

    from reelshelf.enrichment.pipeline import Change
    from reelshelf.kit.db import Database
    from reelshelf.progress.events import Event
    from reelshelf.progress.publisher import Publisher

log = logging.getLogger(__name__)

MAX_BATCH = 50
AGAIN_SECONDS = 0.2
"""How long a write waits for a database that is gone."""

_ADVANCE = text("""
WITH change AS (
  SELECT * FROM jsonb_to_recordset(CAST(:changes AS jsonb)) AS c (
    video_id uuid, fence integer, stage text, progress integer, then_do text, delay_seconds float8,
    title text, channel text, channel_id text, duration integer, published_at timestamptz, description text,
    view_count bigint, thumbnail_url text, processing_status text, captions text,
    error_code text, error_message text,
    status text, progress_message text, retry_count integer, attempts integer, facts boolean,
    caption_track jsonb, captions_vtt text, captions_language text, captions_source text,
    transcript_text text, chapters_vtt text, chapters_json jsonb, chapters_source text, speech text)
), locked AS MATERIALIZED (
  -- By rising id, as everywhere.
  SELECT e.video_id, e.fence FROM video_enrichments e
  JOIN change c ON e.video_id = c.video_id AND e.fence = c.fence
  WHERE e.lease_until IS NOT NULL ORDER BY e.video_id FOR UPDATE OF e
), held AS (
  UPDATE video_enrichments e SET
    status = coalesce(c.status, e.status),
    progress_message = c.progress_message,
    retry_count = coalesce(c.retry_count, e.retry_count),
    attempts = coalesce(c.attempts, e.attempts),
    error_message = c.error_message,
    caption_track = CASE WHEN c.facts THEN nullif(c.caption_track, 'null') ELSE e.caption_track END,
    facts_at = CASE WHEN c.facts THEN now() ELSE e.facts_at END,
    captions_vtt = coalesce(c.captions_vtt, e.captions_vtt),
    captions_language = coalesce(c.captions_language, e.captions_language),
    captions_source = coalesce(c.captions_source, e.captions_source),
    transcript_text = coalesce(c.transcript_text, e.transcript_text),
    chapters_vtt = coalesce(c.chapters_vtt, e.chapters_vtt),
    chapters_json = coalesce(nullif(c.chapters_json, 'null'), e.chapters_json),
    chapters_source = coalesce(c.chapters_source, e.chapters_source),
    processed_at = CASE c.then_do WHEN 'done' THEN now() ELSE e.processed_at END,
    -- Whoever got this far did not die of it. Learning the same again is not far.
    crashes = CASE WHEN c.then_do = 'go_on' AND c.stage IS NULL THEN e.crashes ELSE 0 END,
    due_at = CASE WHEN c.then_do = 'done' THEN NULL
      -- Infinity: paused while it was in work.
      WHEN c.then_do = 'go_on' OR e.due_at = 'infinity' THEN e.due_at
      ELSE now() + make_interval(secs => c.delay_seconds) END,
    released_at = CASE c.then_do WHEN 'go_on' THEN e.released_at END,
    lease_until = CASE c.then_do WHEN 'go_on' THEN e.lease_until END
  FROM change c JOIN locked l ON l.video_id = c.video_id AND l.fence = c.fence
  WHERE e.video_id = c.video_id
  RETURNING e.video_id, e.fence, e.user_id
), wanted AS (
  INSERT INTO speech_works (video_id, user_id)
  SELECT h.video_id, h.user_id FROM change c JOIN held h ON h.video_id = c.video_id AND h.fence = c.fence
  WHERE c.speech = 'wanted' ORDER BY h.video_id
  ON CONFLICT (video_id) DO UPDATE SET due_at = now(), attempts = 0
), unneeded AS (
  DELETE FROM speech_works w USING change c, held h
  WHERE c.speech = 'unneeded' AND h.video_id = c.video_id AND h.fence = c.fence AND w.video_id = h.video_id
)
UPDATE videos v SET
  import_stage = coalesce(c.stage, v.import_stage),
  import_progress = greatest(v.import_progress, c.progress),
  title = CASE WHEN v.title_is_own THEN v.title ELSE coalesce(c.title, v.title) END,
  channel = coalesce(c.channel, v.channel),
  channel_id = coalesce(c.channel_id, v.channel_id),
  duration = coalesce(c.duration, v.duration),
  -- A look tells the day only; what is known to the second stays.
  published_at = CASE WHEN abs(extract(epoch FROM c.published_at - v.published_at)) < 172800
    THEN v.published_at ELSE coalesce(c.published_at, v.published_at) END,
  description = coalesce(c.description, v.description),
  view_count = coalesce(c.view_count, v.view_count),
  thumbnail_url = coalesce(c.thumbnail_url, v.thumbnail_url),
  processing_status = coalesce(c.processing_status, v.processing_status),
  captions = coalesce(c.captions, v.captions),
  error_code = c.error_code,
  error_message = c.error_message,
  updated_at = now()
FROM change c JOIN held h ON h.video_id = c.video_id AND h.fence = c.fence
WHERE v.id = c.video_id
RETURNING v.id, c.fence, v.import_progress, v.list_id, v.title
""")


@dataclass(slots=True)
class _Waiting:
    change: Change
    stored: asyncio.Future[None]


class Writer:
    """`write` returns once the change is committed and told. `changed` hears of jobs that moved on."""

    def __init__(self, database: Database, publisher: Publisher, changed: Callable[[UUID], None]) -> None:
        self._database = database
        self._publisher = publisher
        self._changed = changed
        self._waiting: list[_Waiting] = []
        self._bell = asyncio.Event()

    async def write(self, change: Change) -> None:
        """Raises LeaseLost when the claim ended meanwhile; then nothing was stored."""
        waiting = _Waiting(change, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        self._bell.set()
        await waiting.stored

    async def run(self) -> None:
        """Store what comes, until cancelled."""
        while True:
            await self._bell.wait()
            batch, self._waiting = self._waiting[:MAX_BATCH], self._waiting[MAX_BATCH:]
            if not self._waiting:
                self._bell.clear()
            by_user: dict[UUID, list[_Waiting]] = defaultdict(list)
            for waiting in batch:
                by_user[waiting.change.snapshot.user_id].append(waiting)
            for user_id, items in by_user.items():
                await self._store(user_id, items)

    async def _store(self, user_id: UUID, items: Sequence[_Waiting]) -> None:
        try:
            told = await self._commit_patiently(user_id, items)
        except Exception as problem:  # noqa: BLE001 - whoever asked for the write gets it
            if len(items) > 1:
                # One bad row must not take the others with it.
                for item in items:
                    await self._store(user_id, [item])
                return
            _settle(items, problem)
        except BaseException as problem:
            _settle(items, problem)
            raise
        else:
            _settle(items, None)
            await self._publisher.publish(user_id, told)
            for item in items:
                if item.change.then != "go_on" and item.change.snapshot.job_id:
                    self._changed(item.change.snapshot.job_id)

    async def _commit_patiently(self, user_id: UUID, items: Sequence[_Waiting]) -> list[Event]:
        """Through outages of the database: what was fetched is not thrown away. The fence still decides."""
        while True:
            try:
                return await self._commit(user_id, items)
            except (SQLAlchemyError, OSError) as problem:
                if not is_passing(problem):
                    raise
                log.warning("%d changes not stored yet: %s", len(items), problem)
            await asyncio.sleep(AGAIN_SECONDS)

    async def _commit(self, user_id: UUID, items: Sequence[_Waiting]) -> list[Event]:
        rows = orjson.dumps([_row(item.change) for item in items]).decode()
        async with self._database.begin() as connection:
            stored = {
                (row.id, row.fence): row for row in await connection.execute(_ADVANCE, {"changes": rows})
            }
            steps = [step for item in items for step in _steps(item.change, stored)]
            told = await events.append(connection, user_id, steps)
        for item in items:
            if _claim_of(item.change) not in stored and not item.stored.done():
                item.stored.set_exception(LeaseLost(str(item.change.snapshot.video_id)))
        return told


def _claim_of(change: Change) -> tuple[UUID, int]:
    return change.snapshot.video_id, change.snapshot.fence


def _steps(change: Change, stored: dict[tuple[UUID, int], Any]) -> Iterator[Event]:
    """The events of a change that was stored; an error stands at the progress that was reached. Since the claim
    the video may have been moved to another list, or been given a title.
    """
    row = stored.get(_claim_of(change))
    if row is None:
        return
    for stage in change.steps:
        event = {**pipeline.event_of(change, stage), "list_id": str(row.list_id)}
        if "title" in event:
            event["title"] = row.title
        yield {**event, "progress": row.import_progress} if stage == "error" else event


def _row(change: Change) -> dict[str, Any]:
    last = change.steps[-1] if change.steps else None
    return {
        **change.columns,
        "video_id": str(change.snapshot.video_id),
        "fence": change.snapshot.fence,
        "stage": last,
        "progress": pipeline.PROGRESS.get(last, 0) if last else 0,
        "then_do": change.then,
        "delay_seconds": change.delay_seconds,
    }


def _settle(items: Sequence[_Waiting], problem: BaseException | None) -> None:
    for item in items:
        if item.stored.done():
            continue
        if problem is None:
            item.stored.set_result(None)
        else:
            item.stored.set_exception(problem)
