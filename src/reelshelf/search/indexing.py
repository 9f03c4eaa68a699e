"""Bringing what can be searched up to what is stored: some videos at a time, in one transaction."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import orjson
from sqlalchemy import text

from reelshelf.captions.webvtt import cues_from_vtt
from reelshelf.search.folding import fold
from reelshelf.search.languages import SIMPLE, configuration_of
from reelshelf.search.passages import passages_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncConnection

SEARCH_LOCK = 0x66696E64
MAX_PASSAGES = 32_000
"""Of one video: two weeks of speech."""

# Deleted first, read afterwards: a change that is not seen below has a mark that is not taken here.
_TAKE = text("""
WITH taken AS (
  DELETE FROM search_backlog WHERE id IN (SELECT id FROM search_backlog ORDER BY id LIMIT :limit) RETURNING video_id
)
SELECT DISTINCT video_id FROM taken
""")

# Those that are just being removed are not waited for, as whoever removes them may wait for us.
_LOOK = text("""
SELECT v.id, v.user_id, v.list_id, v.title, v.channel, v.description, v.notes, e.captions_language,
  hashtextextended(concat_ws(chr(1), coalesce(v.title, ''), coalesce(v.channel, ''), coalesce(v.description, ''),
    coalesce(v.notes, ''), coalesce(e.captions_language, ''), e.captions_vtt), 1) AS digest,
  d.digest AS known_digest, d.list_id AS known_list_id
FROM videos v JOIN video_enrichments e ON e.video_id = v.id LEFT JOIN search_documents d ON d.video_id = v.id
WHERE v.id = ANY(:ids) ORDER BY v.id FOR KEY SHARE OF v SKIP LOCKED
""")
# Who looks for letters in names reads its name itself.
_LEAVE_OUT = text("""
WITH refused AS (
  DELETE FROM search_backlog WHERE id = (SELECT min(id) FROM search_backlog) RETURNING video_id
), left_out AS (
  INSERT INTO search_documents (video_id, user_id, list_id, configuration, digest, vector, name_parts)
  SELECT v.id, v.user_id, v.list_id, 'simple', 0, '', ARRAY['?'] FROM videos v JOIN refused r ON r.video_id = v.id
  ON CONFLICT (video_id) DO UPDATE SET name_parts = excluded.name_parts, list_id = excluded.list_id, digest = 0
)
SELECT video_id FROM refused
""")
_PUT_BACK = text("INSERT INTO search_backlog (video_id) SELECT id FROM videos WHERE id = ANY(:ids)")
_CAPTIONS = text("SELECT video_id, captions_vtt FROM video_enrichments WHERE video_id = ANY(:ids)")

_RESCOPE = text("""
WITH moved AS (
  SELECT * FROM unnest(CAST(:ids AS uuid[]), CAST(:lists AS uuid[])) AS m (video_id, list_id)
), documents AS (
  UPDATE search_documents d SET list_id = m.list_id,
    vector = ts_delete(d.vector, '=' || d.list_id) || array_to_tsvector(ARRAY['=' || m.list_id])
  FROM moved m WHERE d.video_id = m.video_id
)
UPDATE search_passages p SET vector = array_to_tsvector(ARRAY['=' || p.user_id, '=' || m.list_id])
  || ts_delete(p.vector, ARRAY['=' || p.user_id, '=' || d.list_id])
FROM moved m JOIN search_documents d ON d.video_id = m.video_id WHERE p.video_id = m.video_id
""")

# Whole words first, then stems, with a gap between them, so that no phrase crosses over.
_WORDS = """
to_tsvector('simple', w.{column}) || CASE WHEN w.configuration = 'simple' THEN ''::tsvector
  ELSE '=\\:1'::tsvector || to_tsvector(CAST(w.configuration AS regconfig), w.{column}) END
"""

_DOCUMENTS = text(f"""
INSERT INTO search_documents (video_id, user_id, list_id, configuration, digest, name_parts, vector)
SELECT w.video_id, w.user_id, w.list_id, w.configuration, w.digest,
  name_parts(w.title_as_is, w.channel_as_is),
  array_to_tsvector(ARRAY['=' || w.user_id, '=' || w.list_id])
  || setweight({_WORDS.format(column="title")}, 'A') || '=\\:1'::tsvector
  || setweight({_WORDS.format(column="channel")}, 'B') || '=\\:1'::tsvector
  || setweight({_WORDS.format(column="more")}, 'C')
FROM jsonb_to_recordset(CAST(:documents AS jsonb)) AS w (
  video_id uuid, user_id uuid, list_id uuid, configuration text, digest bigint, title text, channel text, more text,
  title_as_is text, channel_as_is text)
ON CONFLICT (video_id) DO UPDATE SET user_id = excluded.user_id, list_id = excluded.list_id,
  configuration = excluded.configuration, digest = excluded.digest, vector = excluded.vector,
  name_parts = excluded.name_parts
""")  # noqa: S608 - constants

_FORGET = text("DELETE FROM search_passages WHERE video_id = ANY(:ids)")

_PASSAGES = text(f"""
INSERT INTO search_passages (video_id, position, user_id, configuration, body, cue_starts, vector)
SELECT w.video_id, w.position, w.user_id, w.configuration, w.body, w.cue_starts,
  array_to_tsvector(ARRAY['=' || w.user_id, '=' || w.list_id]) || {_WORDS.format(column="folded")}
FROM jsonb_to_recordset(CAST(:passages AS jsonb)) AS w (
  video_id uuid, position smallint, user_id uuid, list_id uuid, configuration text, body text,
  cue_starts integer[], folded text)
""")  # noqa: S608 - constants


async def index(connection: AsyncConnection, limit: int) -> int:
    """Look at up to `limit` marks and make the videos behind them searchable as they are now; how many videos.

    0 as well when another worker is at it.
    """
    ours = await connection.scalar(text("SELECT pg_try_advisory_xact_lock(:key)"), {"key": SEARCH_LOCK})
    if not ours:
        return 0
    ids = list((await connection.execute(_TAKE, {"limit": limit})).scalars())
    if not ids:
        return 0
    found = list(await connection.execute(_LOOK, {"ids": ids}))
    missing = set(ids) - {row.id for row in found}
    if missing:
        await connection.execute(_PUT_BACK, {"ids": list(missing)})
    await _rescope(connection, [row for row in found if row.digest == row.known_digest])
    await _write(connection, [row for row in found if row.digest != row.known_digest])
    return len(found)


async def leave_out(connection: AsyncConnection) -> UUID | None:
    """Forget the oldest mark; the video it was for."""
    video_id: UUID | None = await connection.scalar(_LEAVE_OUT)
    return video_id


async def _rescope(connection: AsyncConnection, rows: Iterable[Any]) -> None:
    """Those that only stand on another list."""
    moved = [row for row in rows if row.list_id != row.known_list_id]
    if moved:
        await connection.execute(
            _RESCOPE, {"ids": [row.id for row in moved], "lists": [row.list_id for row in moved]}
        )


async def _write(connection: AsyncConnection, rows: Sequence[Any]) -> None:
    if not rows:
        return
    ids = [row.id for row in rows]
    captions = {row.video_id: row.captions_vtt for row in await connection.execute(_CAPTIONS, {"ids": ids})}
    documents, passages = await asyncio.to_thread(_texts, rows, captions)
    await connection.execute(_DOCUMENTS, {"documents": documents})
    await connection.execute(_FORGET, {"ids": ids})
    await connection.execute(_PASSAGES, {"passages": passages})


def _texts(rows: Sequence[Any], captions: Mapping[UUID, str | None]) -> tuple[str, str]:
    documents = [_document(row) for row in rows]
    passages = [each for row in rows for each in _passages(row, captions.get(row.id))]
    return orjson.dumps(documents).decode(), orjson.dumps(passages).decode()


def _document(row: Any) -> dict[str, Any]:
    return {
        **_scope(row),
        "digest": row.digest,
        "title": fold(row.title or ""),
        "channel": fold(row.channel or ""),
        "title_as_is": row.title,
        "channel_as_is": row.channel,
        "more": fold("\n".join(filter(None, (row.description, row.notes)))),
    }


def _passages(row: Any, captions_vtt: str | None) -> list[dict[str, Any]]:
    cut = passages_of(cues_from_vtt(captions_vtt))[:MAX_PASSAGES] if captions_vtt else []
    return [
        {
            **_scope(row),
            "position": position,
            "body": passage.body,
            "cue_starts": passage.cue_starts,
            "folded": fold(passage.body),
        }
        for position, passage in enumerate(cut)
    ]


def _scope(row: Any) -> dict[str, Any]:
    return {
        "video_id": str(row.id),
        "user_id": str(row.user_id),
        "list_id": str(row.list_id),
        "configuration": configuration_of(row.captions_language) if row.captions_language else SIMPLE,
    }
