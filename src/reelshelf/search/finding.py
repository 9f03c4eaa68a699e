"""Finding: a bounded number of candidates from the indexes, ranked, one line for each video."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from reelshelf.kit.db import sqlstate_of
from reelshelf.search import compiling, words

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncConnection

    from reelshelf.search.compiling import Compiled

TITLES = 1_000
"""Titles that are ranked at most: all that match, but of words that are in more of them than anybody reads."""
CANDIDATES = 400
"""Documents and passages that are ranked at most, of each. Of words that are in more than that, not all are looked
at: ranking a hundred thousand videos takes seconds.
"""
PHRASES = 100
"""The same of phrases. Where their words stand together is known by the row only, not by the index."""
PATIENCE_SECONDS = 1.5
"""How long all of it may be looked for; what takes longer is looked for in titles only."""
MOMENTS = 3
QUERY_CANCELED = "57014"

# What is found depends on the words, so the plan has to; the order of rows in a table is nobody's wish; and several
# processes would read on where one has found enough.
_PLANNING = text("""
SELECT set_config('plan_cache_mode', 'force_custom_plan', true), set_config('enable_seqscan', 'off', true),
  set_config('max_parallel_workers_per_gather', '0', true), set_config('work_mem', '32MB', true),
  set_config('statement_timeout', :milliseconds, true)
""")

# What stands before the first `@@` is what ix_search_documents_title holds: no title is lost among descriptions.
_FIND = text("""
WITH titled AS MATERIALIZED (
  SELECT video_id, vector FROM (
    SELECT d.video_id, d.vector FROM search_documents d
    WHERE ts_filter(d.vector, '{a}') || array_to_tsvector(
      ARRAY['=' || CAST(d.user_id AS text), '=' || CAST(d.list_id AS text)]) @@ CAST(:required AS tsquery)
      AND d.user_id = :user_id
    OFFSET 0) by_title
  WHERE vector @@ CAST(:required AS tsquery) LIMIT :titles
), described AS MATERIALIZED (
  SELECT d.video_id, d.vector FROM search_documents d
  WHERE d.vector @@ CAST(:required AS tsquery) AND d.user_id = :user_id
  LIMIT (SELECT greatest(0, :candidates - count(*)) FROM titled)
), said AS MATERIALIZED (
  SELECT p.video_id, p.position, p.vector FROM search_passages p
  WHERE p.vector @@ CAST(:required AS tsquery) AND p.user_id = :user_id LIMIT :candidates
), documents AS (
  SELECT video_id, max(ts_rank(vector, CAST(:wished AS tsquery))) AS rank
  FROM (SELECT * FROM titled UNION ALL SELECT * FROM described) both_ways GROUP BY video_id
), passages AS (
  SELECT video_id, max(rank) AS rank, (array_agg(position ORDER BY rank DESC, position))[1 : :moments] AS positions
  FROM (SELECT video_id, position, ts_rank(vector, CAST(:wished AS tsquery)) AS rank FROM said) ranked
  GROUP BY video_id
), scored AS (
  SELECT video_id, CAST(coalesce(d.rank, 0) AS float8) + coalesce(p.rank, 0) AS score,
    d.video_id IS NOT NULL AS in_document, p.positions
  FROM documents d FULL JOIN passages p USING (video_id)
)
SELECT v.id AS video_id, v.list_id, v.youtube_id, v.title, v.channel, v.duration, v.thumbnail_url, v.import_stage,
  s.score, s.in_document, coalesce(s.positions, '{}') AS positions
FROM scored s JOIN videos v ON v.id = s.video_id
WHERE v.user_id = :user_id AND (CAST(:list_id AS uuid) IS NULL OR v.list_id = :list_id)
  AND (CAST(:score AS float8) IS NULL OR (s.score, v.id) < (CAST(:score AS float8), CAST(:video_id AS uuid)))
ORDER BY s.score DESC, v.id DESC LIMIT :limit
""")

_FIELDS = text("""
SELECT d.video_id, d.configuration, d.vector @@ CAST(:a AS tsquery) AS all_in_title,
  d.vector @@ CAST(:b AS tsquery) AS all_in_channel, d.vector @@ CAST(:c AS tsquery) AS all_in_description,
  d.vector @@ CAST(:any_a AS tsquery) AS some_in_title, d.vector @@ CAST(:any_b AS tsquery) AS some_in_channel,
  concat_ws(E'\\n', nullif(v.description, ''), nullif(v.notes, '')) AS more
FROM search_documents d JOIN videos v ON v.id = d.video_id WHERE d.video_id = ANY(:ids) AND v.user_id = :user_id
""")

_PASSAGES = text("""
SELECT p.video_id, p.position, p.configuration, p.body, p.cue_starts FROM search_passages p
JOIN unnest(CAST(:ids AS uuid[]), CAST(:positions AS smallint[])) AS w (video_id, position) USING (video_id, position)
WHERE p.user_id = :user_id
""")


@dataclass(frozen=True, slots=True)
class Wanted:
    """`after` is the score and the video of the last hit seen."""

    user_id: UUID
    query: str
    list_id: UUID | None = None
    after: tuple[float, UUID] | None = None
    limit: int = 20


@dataclass(frozen=True, slots=True)
class Found:
    """The best videos, one more than `limit` when there is another page, and what was looked for."""

    rows: list[Any]
    compiled: Compiled


async def find(connection: AsyncConnection, wanted: Wanted) -> Found | None:
    """None when there is no word in the query that could be found."""
    await connection.execute(_PLANNING, {"milliseconds": str(int(PATIENCE_SECONDS * 1000))})
    groups = words.parse(wanted.query)
    if not groups:
        return None
    names = await compiling.languages(connection, wanted.user_id)
    compiled = await compiling.compile_terms(connection, groups, names)
    if compiled is None:
        return None
    score, video_id = wanted.after or (None, None)
    values = {
        "required": f"'={wanted.list_id or wanted.user_id}' & ({compiled.required})",
        "wished": compiled.wished,
        "user_id": wanted.user_id,
        "list_id": wanted.list_id,
        "titles": TITLES,
        "candidates": PHRASES if compiled.has_phrase else CANDIDATES,
        "moments": MOMENTS,
        "score": score,
        "video_id": video_id,
        "limit": wanted.limit + 1,
    }
    return Found(await _rows(connection, values), compiled)


async def _rows(connection: AsyncConnection, values: dict[str, Any]) -> list[Any]:
    try:
        async with connection.begin_nested():
            return list(await connection.execute(_FIND, values))
    except DBAPIError as problem:
        if sqlstate_of(problem) != QUERY_CANCELED:
            raise
    return list(await connection.execute(_FIND, {**values, "candidates": 0}))


async def fields(
    connection: AsyncConnection, user_id: UUID, compiled: Compiled, ids: list[UUID]
) -> dict[UUID, Any]:
    """Where in their documents these videos match."""
    scope = {"ids": ids, "user_id": user_id}
    everything = {weight: compiled.in_field(weight) for weight in "ABC"}
    anything = {f"any_{weight.lower()}": compiled.wished_in_field(weight) for weight in "AB"}
    values = {**scope, **{weight.lower(): query for weight, query in everything.items()}, **anything}
    return {row.video_id: row for row in await connection.execute(_FIELDS, values)}


async def passages(
    connection: AsyncConnection, user_id: UUID, places: list[tuple[UUID, int]]
) -> dict[tuple[UUID, int], Any]:
    rows = await connection.execute(
        _PASSAGES,
        {
            "ids": [video_id for video_id, _ in places],
            "positions": [position for _, position in places],
            "user_id": user_id,
        },
    )
    return {(row.video_id, row.position): row for row in rows}
