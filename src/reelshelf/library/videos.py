"""Videos: one by one and in pages, always within one account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from sqlalchemy import text

from reelshelf.errors import NotFound
from reelshelf.library import names
from reelshelf.library.filters import VideoFilter, conditions

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncConnection

Sort = Literal[
    "-created_at",
    "created_at",
    "title",
    "-title",
    "channel",
    "-channel",
    "duration",
    "-duration",
    "published_at",
    "-published_at",
]

# Each as it stands in an index of its own.
_SORTS: dict[str, tuple[str, str]] = {
    "created_at": ("v.created_at", "timestamptz"),
    "title": ("lower(left(coalesce(v.title, ''), 200))", "text"),
    "channel": ("lower(left(coalesce(v.channel, ''), 200))", "text"),
    "duration": ("coalesce(v.duration, -1)", "integer"),
    "published_at": ("coalesce(v.published_at, 'epoch')", "timestamptz"),
}
_READERS: dict[str, Callable[[str], object]] = {
    "timestamptz": datetime.fromisoformat,
    "integer": int,
    "text": str,
}

COLUMNS = """
v.id, v.list_id, v.job_id, v.youtube_id, v.title, v.channel, v.channel_id, v.duration, v.published_at,
v.description, v.view_count, v.thumbnail_url, v.notes, v.position_seconds, v.import_stage, v.import_progress, v.captions,
v.processing_status, v.error_code, v.error_message, v.created_at, v.updated_at,
e.status AS enrichment_status, e.captions_source, e.captions_language,
ARRAY(SELECT vt.tag_id FROM video_tags vt WHERE vt.video_id = v.id ORDER BY vt.tag_id) AS tag_ids
"""
_FROM = "FROM videos v JOIN video_enrichments e ON e.video_id = v.id"

MOST_COUNTED = 10_000
FEW = 1_000
"""Put in order when they are asked for; more than that are found along their order."""


@dataclass(frozen=True, slots=True)
class VideoQuery:
    """What of a list is asked for. `after` is the sort value (as text) and id of the last video seen, `many` whether
    the page before knows that a filter lets many by.
    """

    list_id: UUID
    wanted: VideoFilter
    sort: Sort = "-created_at"
    after: tuple[str, str] | None = None
    many: bool = False
    limit: int = 50


class VideoRows(NamedTuple):
    """One row more than `limit` when there is another page; each with its `sort_value`. `matched` is how many a
    filter lets by, if it is known already: for a thousand at most. None: many.
    """

    rows: list[dict[str, Any]]
    matched: int | None


def ensure_mark(sort: Sort, value: str) -> None:
    """Raises ValueError when no video could have this sort value."""
    _, kind = _SORTS[sort.lstrip("-")]
    read = _READERS[kind](value)
    if "\0" in value or (isinstance(read, int) and not -1 <= read < 2**31):
        raise ValueError(value)


async def page(connection: AsyncConnection, user_id: UUID, query: VideoQuery) -> VideoRows:
    """A filter that lets few by is asked first, its videos put in order afterwards: a walk along the order might
    pass by all others before it has a page of them. One that lets many by finds a page soon on such a walk.
    """
    if query.wanted != VideoFilter() and not query.many:
        proposed = await names.propose(connection, query.list_id, query.wanted.q or "")
        rows = await _page(connection, user_id, query, _FILTERED, proposed)
        matched = rows[0]["matched"] if rows else 0
        if matched <= FEW:
            return VideoRows(rows, matched)
    return VideoRows(await _page(connection, user_id, query, _WALKED), None)


_WALKED = "matched AS (SELECT NULL), chosen AS ({parts})"
_FILTERED = """
matched AS MATERIALIZED (
  SELECT v.id, v.list_id, {expression} AS sort_key FROM videos v WHERE {where} LIMIT {most}
), chosen AS ({parts})
"""


async def _page(
    connection: AsyncConnection,
    user_id: UUID,
    query: VideoQuery,
    way: str,
    proposed: Sequence[UUID] | None = None,
) -> list[dict[str, Any]]:
    expression, kind = _SORTS[query.sort.lstrip("-")]
    where, values = conditions(user_id, query.list_id, query.wanted, proposed)
    if query.after is not None:
        values |= {"after_value": query.after[0], "after_id": query.after[1]}
    direction = "DESC" if query.sort.startswith("-") else "ASC"
    source, key = ("videos", expression) if way is _WALKED else ("matched", "v.sort_key")
    known = where if way is _WALKED else "true"
    parts = [
        f"(SELECT v.id, {key} AS sort_key FROM {source} v WHERE {known} {beyond} ORDER BY {key} {direction}, v.id LIMIT {query.limit + 1})"  # noqa: S608, E501 - our own constants and a number
        for beyond in _beyond(query, key, kind)
    ]
    found = way.format(expression=expression, where=where, most=FEW + 1, parts=" UNION ALL ".join(parts))
    rows = await connection.execute(
        text(f"""
        WITH {found}
        SELECT {COLUMNS}, CAST(chosen.sort_key AS text) AS sort_value, (SELECT count(*) FROM matched) AS matched
        FROM chosen JOIN videos v ON v.id = chosen.id JOIN video_enrichments e ON e.video_id = v.id
        ORDER BY chosen.sort_key {direction}, v.id LIMIT {query.limit + 1}
        """),  # noqa: S608 - as above
        values,
    )
    return [dict(row) for row in rows.mappings()]


def _beyond(query: VideoQuery, expression: str, kind: str) -> tuple[str, ...]:
    """What lies behind the last video seen: those of the same value, and those of others. Each is a stretch of
    an index; both in one condition would be none.
    """
    if query.after is None:
        return ("",)
    mark = f"CAST(CAST(:after_value AS text) AS {kind})"
    other = "<" if query.sort.startswith("-") else ">"
    return (
        f"AND {expression} = {mark} AND v.id > CAST(CAST(:after_id AS text) AS uuid)",
        f"AND {expression} {other} {mark}",
    )


async def count(connection: AsyncConnection, user_id: UUID, query: VideoQuery) -> int | None:
    """How many there are in all. None where counting would take longer than showing: for more than ten thousand that
    a filter lets by, and with `q`.
    """
    if query.wanted.q:
        return None
    where, values = conditions(user_id, query.list_id, query.wanted)
    if query.wanted == VideoFilter():
        where = "v.list_id = (SELECT l.id FROM lists l WHERE l.id = :list_id AND l.user_id = :user_id)"
        return int(await connection.scalar(text(f"SELECT count(*) FROM videos v WHERE {where}"), values) or 0)  # noqa: S608 - as above
    some = f"SELECT 1 FROM videos v WHERE {where} LIMIT {MOST_COUNTED + 1}"  # noqa: S608 - as above
    found = await connection.scalar(text(f"SELECT count(*) FROM ({some}) AS counted"), values)  # noqa: S608 - as above
    return int(found or 0) if int(found or 0) <= MOST_COUNTED else None


async def ids(connection: AsyncConnection, user_id: UUID, query: VideoQuery) -> list[UUID]:
    """All that match, up to `limit`, in their order."""
    proposed = await names.propose(connection, query.list_id, query.wanted.q or "")
    where, values = conditions(user_id, query.list_id, query.wanted, proposed)
    rows = await connection.execute(
        text(f"SELECT v.id FROM videos v WHERE {where} ORDER BY {_order(query.sort)} LIMIT :limit"),  # noqa: S608 - as above
        {**values, "limit": query.limit},
    )
    return list(rows.scalars())


def _order(sort: Sort) -> str:
    expression, _ = _SORTS[sort.lstrip("-")]
    return f"{expression} {'DESC' if sort.startswith('-') else 'ASC'}, v.id"


async def get(connection: AsyncConnection, user_id: UUID, video_id: UUID) -> dict[str, Any]:
    """Raises NotFound, also for somebody else's."""
    rows = await connection.execute(
        text(f"SELECT {COLUMNS} {_FROM} WHERE v.id = :id AND v.user_id = :user_id"),
        {"id": video_id, "user_id": user_id},
    )
    row = rows.mappings().one_or_none()
    if row is None:
        raise NotFound
    return dict(row)


async def update(connection: AsyncConnection, user_id: UUID, video_id: UUID, changes: dict[str, Any]) -> None:
    """`changes` may have `title` and `notes`. Raises NotFound."""
    updated = await connection.execute(
        text("""
        UPDATE videos SET
          title = CASE WHEN :has_title THEN CAST(:title AS text) ELSE title END,
          title_is_own = CASE WHEN :has_title THEN coalesce(CAST(:title AS text), '') <> '' ELSE title_is_own END,
          notes = CASE WHEN :has_notes THEN CAST(:notes AS text) ELSE notes END,
          touched_at = CASE WHEN :has_title OR :has_notes THEN now() ELSE touched_at END,
          updated_at = now()
        WHERE id = :id AND user_id = :user_id
        """),
        {
            "id": video_id,
            "user_id": user_id,
            "has_title": "title" in changes,
            "title": changes.get("title"),
            "has_notes": "notes" in changes,
            "notes": changes.get("notes"),
        },
    )
    if updated.rowcount == 0:
        raise NotFound


async def set_position(connection: AsyncConnection, user_id: UUID, video_id: UUID, seconds: int) -> None:
    """Where the person stopped watching: no change of the video. Raises NotFound."""
    updated = await connection.execute(
        text("UPDATE videos SET position_seconds = :seconds WHERE id = :id AND user_id = :user_id"),
        {"id": video_id, "user_id": user_id, "seconds": seconds},
    )
    if updated.rowcount == 0:
        raise NotFound


async def lock(connection: AsyncConnection, condition: str, values: dict[str, Any]) -> None:
    """Wait for whoever writes these videos now, and keep others away until the transaction ends.

    Writers lock enrichments before videos, many of them by rising id; so does everybody who removes them,
    or they would wait for each other. `condition` is SQL on `v`.
    """
    await connection.execute(
        text(f"""
        SELECT count(*) FROM (
          SELECT 1 FROM video_enrichments e JOIN videos v ON v.id = e.video_id
          WHERE {condition} ORDER BY e.video_id FOR UPDATE OF e) AS locked
        """),  # noqa: S608 - the callers' constants
        values,
    )


async def delete(connection: AsyncConnection, user_id: UUID, video_id: UUID) -> dict[str, Any]:
    """The row's `list_id, job_id, youtube_id`. Raises NotFound."""
    await lock(connection, "v.id = :id AND v.user_id = :user_id", {"id": video_id, "user_id": user_id})
    rows = await connection.execute(
        text("""
        DELETE FROM videos WHERE id = :id AND user_id = :user_id RETURNING id, list_id, job_id, youtube_id
        """),
        {"id": video_id, "user_id": user_id},
    )
    row = rows.mappings().one_or_none()
    if row is None:
        raise NotFound
    return dict(row)
