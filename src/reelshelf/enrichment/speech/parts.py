"""Parts of a video's sound that were heard: kept until all are, so that a crash repeats one at most."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson
from sqlalchemy import text

from reelshelf.captions.speech import Part, Span
from reelshelf.captions.webvtt import Cue
from reelshelf.errors import LeaseLost

if TYPE_CHECKING:
    from reelshelf.enrichment.speech.works import Work
    from reelshelf.kit.db import Database

_LOAD = text("""
SELECT start_seconds, end_seconds, language, cues FROM speech_parts WHERE video_id = :id ORDER BY part_index
""")

_STORE = text("""
INSERT INTO speech_parts (video_id, part_index, start_seconds, end_seconds, language, cues)
SELECT w.video_id, :index, :start, :end, :language, CAST(:cues AS jsonb) FROM speech_works w
WHERE w.video_id = :id AND w.fence = :fence AND w.lease_until IS NOT NULL
RETURNING part_index
""")


async def load(database: Database, work: Work) -> list[Part]:
    """In order, without gaps."""
    async with database.read() as connection:
        rows = list(await connection.execute(_LOAD, {"id": work.snapshot.video_id}))
    return [
        Part(
            Span(row.start_seconds, row.end_seconds),
            tuple(Cue(start, end, said) for start, end, said in row.cues),
            row.language,
        )
        for row in rows
    ]


async def store(database: Database, work: Work, index: int, part: Part) -> None:
    """Raises LeaseLost when the work is somebody else's now."""
    cues = [(cue.start_seconds, cue.end_seconds, cue.text.replace("\0", "")) for cue in part.cues]
    given = {
        "id": work.snapshot.video_id,
        "fence": work.snapshot.fence,
        "index": index,
        "start": part.span.start_seconds,
        "end": part.span.end_seconds,
        "language": part.language,
        "cues": orjson.dumps(cues).decode(),
    }
    async with database.read() as connection:
        if await connection.scalar(_STORE, given) is None:
            raise LeaseLost(str(work.snapshot.video_id))
