"""What there is to hear, claimed with a lease and a fence. Time is the database's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import text

from reelshelf.enrichment.pipeline import Snapshot

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncConnection

LEASE_SECONDS = 60

_OPEN = """
FROM speech_works w JOIN videos v ON v.id = w.video_id LEFT JOIN processing_jobs j ON j.id = v.job_id
WHERE w.due_at <= now() AND (w.lease_until IS NULL OR w.lease_until < now()) AND j.status IS DISTINCT FROM 'paused'
"""

# A budget of a few hours a day is shared by drawing lots among accounts: who imported a thousand videos has
# no better chance than who imported one.
_CLAIM = text(f"""
WITH account AS (
  SELECT user_id FROM (SELECT DISTINCT w.user_id {_OPEN}) somebody ORDER BY random() LIMIT 1
), chosen AS (
  SELECT w.video_id {_OPEN} AND w.user_id = (SELECT user_id FROM account)
  ORDER BY w.due_at, w.video_id LIMIT 1 FOR UPDATE OF w SKIP LOCKED
)
UPDATE speech_works w SET fence = w.fence + 1, lease_until = now() + interval '{LEASE_SECONDS} seconds',
  crashes = w.crashes + CASE WHEN w.lease_until IS NULL THEN 0 ELSE 1 END
FROM chosen c JOIN videos v ON v.id = c.video_id WHERE w.video_id = c.video_id
RETURNING v.id AS video_id, v.user_id, v.list_id, v.job_id, v.youtube_id, v.duration,
  w.fence, w.attempts, w.crashes
""")  # noqa: S608 - constants

_RENEW = text(f"""
UPDATE speech_works SET lease_until = now() + interval '{LEASE_SECONDS} seconds'
WHERE video_id = :id AND fence = :fence AND lease_until IS NOT NULL RETURNING video_id
""")  # noqa: S608 - constants

_HAND_BACK = text("""
UPDATE speech_works SET lease_until = NULL WHERE video_id = :id AND fence = :fence AND lease_until IS NOT NULL
""")

_PUT_OFF = text("""
UPDATE speech_works SET lease_until = NULL, crashes = 0, attempts = attempts + :spent,
  due_at = now() + make_interval(secs => :seconds)
WHERE video_id = :id AND fence = :fence AND lease_until IS NOT NULL RETURNING video_id
""")

_SAY = text(
    "UPDATE video_enrichments SET progress_message = :message WHERE video_id = :id AND status = 'partial'"
)


@dataclass(frozen=True, slots=True)
class Work:
    """A claimed video. `snapshot.fence` proves the claim on the speech work, not on the enrichment."""

    snapshot: Snapshot
    duration_seconds: float


async def claim(connection: AsyncConnection) -> Work | None:
    """One that is due, of an account drawn by lot; None when there is none."""
    row = (await connection.execute(_CLAIM)).mappings().one_or_none()
    if row is None:
        return None
    known = {name: row[name] for name in row if name != "duration"}
    return Work(Snapshot(**known, stage="complete"), float(row["duration"] or 0))


async def renew(connection: AsyncConnection, work: Work) -> bool:
    """Whether it is still ours."""
    return await connection.scalar(_RENEW, _names(work)) is not None


async def hand_back(connection: AsyncConnection, work: Work) -> None:
    """Due at once, for anybody."""
    await connection.execute(_HAND_BACK, _names(work))


async def put_off(
    connection: AsyncConnection, work: Work, seconds: float, message: str, *, costs_attempt: bool
) -> None:
    """Due again in `seconds`; nothing if it is no longer ours."""
    await connection.execute(_SAY, {"id": work.snapshot.video_id, "message": message})
    await connection.execute(_PUT_OFF, {**_names(work), "seconds": seconds, "spent": int(costs_attempt)})


def _names(work: Work) -> dict[str, UUID | int]:
    return {"id": work.snapshot.video_id, "fence": work.snapshot.fence}
