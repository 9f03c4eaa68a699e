"""Progress events: numbered inside the transaction that makes them true, told after it.

A transaction appends with `append`; once it has committed, the returned events go to `publisher.publish`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
from sqlalchemy import text

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncConnection

Event = dict[str, Any]
"""`{"type", "seq", …}` as the socket sends it."""

_APPEND = text("""
WITH cursor AS (
  INSERT INTO progress_cursors (user_id, seq) VALUES (:user_id, :count)
  ON CONFLICT (user_id) DO UPDATE SET seq = progress_cursors.seq + :count
  RETURNING seq
), told AS (
  SELECT cursor.seq - :count + item.position AS seq, item.event
  FROM cursor, jsonb_array_elements(CAST(:events AS jsonb)) WITH ORDINALITY AS item (event, position)
)
INSERT INTO job_progress_events (user_id, seq, job_id, video_id, event)
SELECT :user_id, seq, (event->>'job_id')::uuid, (event->>'video_id')::uuid, event FROM told
RETURNING seq
""")

_SINCE = text("""
SELECT seq, event FROM job_progress_events
WHERE user_id = :user_id AND seq > :since ORDER BY seq LIMIT :limit
""")

_SINCE_OF_JOB = text("""
SELECT seq, event FROM job_progress_events
WHERE user_id = :user_id AND job_id = :job_id AND seq > :since ORDER BY seq LIMIT :limit
""")


async def append(connection: AsyncConnection, user_id: UUID, events: Sequence[Event]) -> list[Event]:
    """Number and store `events` as the last act of a transaction: the account's cursor stays locked until
    it ends, which is what makes `seq` rise in the order of commits.
    """
    if not events:
        return []
    stored = await connection.execute(
        _APPEND, {"user_id": user_id, "count": len(events), "events": orjson.dumps(list(events)).decode()}
    )
    numbers = sorted(stored.scalars())
    return [{**event, "seq": seq} for event, seq in zip(events, numbers, strict=True)]


async def since(
    connection: AsyncConnection, user_id: UUID, seq: int, *, limit: int, job_id: UUID | None = None
) -> list[Event]:
    """Up to `limit` events after `seq`, in order; of one job if asked."""
    scope: dict[str, Any] = {"user_id": user_id, "since": seq, "limit": limit}
    if job_id is None:
        rows = await connection.execute(_SINCE, scope)
    else:
        rows = await connection.execute(_SINCE_OF_JOB, {**scope, "job_id": job_id})
    return [{**row.event, "seq": row.seq} for row in rows]


async def first_seq(connection: AsyncConnection, user_id: UUID) -> int:
    """The oldest number that is kept; all from there to the last are. Beyond the last when none is."""
    seq = await connection.scalar(
        text("SELECT min(seq) FROM job_progress_events WHERE user_id = :user_id"), {"user_id": user_id}
    )
    return int(seq) if seq is not None else await last_seq(connection, user_id) + 1


async def last_seq(connection: AsyncConnection, user_id: UUID) -> int:
    seq = await connection.scalar(
        text("SELECT seq FROM progress_cursors WHERE user_id = :user_id"), {"user_id": user_id}
    )
    return int(seq or 0)


async def last_seqs(connection: AsyncConnection, user_ids: Collection[UUID]) -> dict[UUID, int]:
    """Of accounts that have had an event."""
    rows = await connection.execute(
        text("SELECT user_id, seq FROM progress_cursors WHERE user_id = ANY(:ids)"), {"ids": list(user_ids)}
    )
    return {row.user_id: row.seq for row in rows}
