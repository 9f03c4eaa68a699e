"""Intake: entries become rows, all in one transaction, before anybody on the network is asked."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import orjson
from sqlalchemy import text

from reelshelf.enrichment.priority import BULK, SINGLE
from reelshelf.errors import NotFound, Unprocessable
from reelshelf.imports import jobs, keepsakes
from reelshelf.kit.ids import new_id, new_id_texts
from reelshelf.progress import events

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncConnection

    from reelshelf.imports.entries import ParsedInput, VideoEntry
    from reelshelf.progress.events import Event

JobKind = Literal["single", "batch", "file"]

_INSERT_VIDEOS = text("""
WITH wanted AS (
  SELECT * FROM unnest(CAST(:ids AS uuid[]), CAST(:youtube_ids AS text[]), CAST(:titles AS text[]))
    AS w (id, youtube_id, title)
), created AS (
  INSERT INTO videos (id, user_id, list_id, job_id, youtube_id, title, thumbnail_url)
  SELECT id, :user_id, :list_id, :job_id, youtube_id, title,
         'https://i.ytimg.com/vi/' || youtube_id || '/mqdefault.jpg'
  FROM wanted ON CONFLICT (list_id, youtube_id) DO NOTHING
  RETURNING id, youtube_id, title
), work AS (
  INSERT INTO video_enrichments (video_id, user_id, priority, released_at)
  SELECT id, :user_id, :priority, CASE WHEN :released THEN now() END FROM created
)
SELECT id::text, youtube_id, title FROM created
""")

_INSERT_JOB = text("""
INSERT INTO processing_jobs (id, user_id, list_id, kind, label, idempotency_key, request_hash, invalid, playlists)
VALUES (:id, :user_id, :list_id, :kind, :label, :key, :hash, CAST(:invalid AS jsonb), CAST(:playlists AS jsonb))
ON CONFLICT (user_id, idempotency_key) DO NOTHING RETURNING id
""")


class NothingToImport(Unprocessable):
    code = "nothing_to_import"
    title = "There is nothing in it that could be imported"


class KeyReused(Unprocessable):
    code = "idempotency_key_reused"
    title = "This Idempotency-Key was used for another import"


@dataclass(frozen=True, slots=True)
class Request:
    """An import as somebody asked for it. `key` makes a repetition of it harmless."""

    user_id: UUID
    list_id: UUID
    kind: JobKind
    parsed: ParsedInput
    label: str | None = None
    key: str | None = None


class NewVideo(NamedTuple):
    """One that was put on the list, as far as it is known then."""

    id: str
    youtube_id: str
    title: str | None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of it: `total == created + duplicates + len(invalid)`. `videos` in the order of the shelf;
    `tagged` if some of them came with tags. `told` is to be published after the commit; it is empty for a repetition.
    """

    job_id: UUID
    total: int
    created: int
    duplicates: int
    invalid: list[dict[str, Any]]
    playlists: list[dict[str, Any]]
    videos: list[NewVideo]
    tagged: bool
    told: list[Event] = field(default_factory=list)

    @property
    def video_ids(self) -> list[str]:
        return [video.id for video in self.videos]


async def receive(connection: AsyncConnection, request: Request) -> Receipt:
    """Put everything on the shelf. Raises NotFound, NothingToImport, KeyReused; then nothing is stored."""
    parsed = request.parsed
    if not (parsed.videos or parsed.collections or parsed.invalid):
        raise NothingToImport
    await lock_list(connection, request.user_id, request.list_id)
    job_id = await _create_job(connection, request)
    if job_id is None:
        return await _repeat(connection, request)
    created = await add_videos(
        connection,
        user_id=request.user_id,
        list_id=request.list_id,
        job_id=job_id,
        entries=parsed.videos,
        priority=SINGLE if request.kind == "single" else BULK,
        released=request.kind == "single",
    )
    ids = [video.id for video in created]
    tagged = await keepsakes.restore(connection, request.user_id, ids, parsed.videos)
    await _add_collections(connection, request, job_id)
    await jobs.add_counts(
        connection,
        job_id,
        total=len(parsed.videos) + len(parsed.invalid),
        created=len(created),
        duplicates=len(parsed.videos) - len(created),
    )
    told = await tell_added(connection, request.user_id, request.list_id, job_id, len(created), tagged=tagged)
    return Receipt(
        job_id=job_id,
        total=len(parsed.videos) + len(parsed.invalid),
        created=len(created),
        duplicates=len(parsed.videos) - len(created),
        invalid=_plain(parsed.invalid),
        playlists=_plain(parsed.collections),
        videos=created,
        tagged=tagged,
        told=told,
    )


async def add_videos(
    connection: AsyncConnection,
    *,
    user_id: UUID,
    list_id: UUID,
    job_id: UUID,
    entries: Sequence[VideoEntry],
    priority: int,
    released: bool = False,
) -> list[NewVideo]:
    """Insert what the list does not have yet, in the order given. The new ones, in that order."""
    titles: dict[str, str | None] = {}
    for entry in entries:
        titles.setdefault(entry.youtube_id, entry.title)
    rows = await connection.execute(
        _INSERT_VIDEOS,
        {
            "ids": new_id_texts(len(titles)),
            "youtube_ids": list(titles),
            "titles": list(titles.values()),
            "user_id": user_id,
            "list_id": list_id,
            "job_id": job_id,
            "priority": priority,
            "released": released,
        },
    )
    return sorted(NewVideo(*row) for row in rows)


async def tell_added(
    connection: AsyncConnection,
    user_id: UUID,
    list_id: UUID,
    job_id: UUID,
    count: int,
    *,
    tagged: bool = False,
) -> list[Event]:
    """The last act of a transaction that put videos on a list."""
    added = {"type": "videos_added", "list_id": str(list_id), "job_id": str(job_id), "count": count}
    report = await jobs.report(connection, job_id)
    happened = [added, *([report.event] if report else []), *([{"type": "tags_changed"}] if tagged else [])]
    return await events.append(connection, user_id, happened)


async def lock_list(connection: AsyncConnection, user_id: UUID, list_id: UUID) -> None:
    """Imports into one list take turns: in different orders they would lock each other out.

    Raises NotFound, also for somebody else's.
    """
    found = await connection.scalar(
        text("SELECT 1 FROM lists WHERE id = :id AND user_id = :user_id FOR NO KEY UPDATE"),
        {"id": list_id, "user_id": user_id},
    )
    if found is None:
        raise NotFound


async def _create_job(connection: AsyncConnection, request: Request) -> UUID | None:
    job_id: UUID | None = await connection.scalar(
        _INSERT_JOB,
        {
            "id": new_id(),
            "user_id": request.user_id,
            "list_id": request.list_id,
            "kind": request.kind,
            "label": request.label,
            "key": request.key,
            "hash": _fingerprint(request) if request.key else None,
            "invalid": orjson.dumps(_plain(request.parsed.invalid)).decode(),
            "playlists": orjson.dumps(_plain(request.parsed.collections)).decode(),
        },
    )
    return job_id


async def _add_collections(connection: AsyncConnection, request: Request, job_id: UUID) -> None:
    wanted = {(each.kind, each.youtube_id): each for each in request.parsed.collections}
    if wanted:
        await connection.execute(
            text("""
            INSERT INTO job_collections (id, job_id, user_id, line, kind, youtube_id)
            VALUES (:id, :job_id, :user_id, :line, :kind, :youtube_id)
            """),
            [
                {"id": new_id(), "job_id": job_id, "user_id": request.user_id, **asdict(each)}
                for each in wanted.values()
            ],
        )


async def _repeat(connection: AsyncConnection, request: Request) -> Receipt:
    """The answer that the first request with this key got."""
    rows = await connection.execute(
        text("SELECT * FROM processing_jobs WHERE user_id = :user_id AND idempotency_key = :key"),
        {"user_id": request.user_id, "key": request.key},
    )
    job = rows.one()
    if bytes(job.request_hash) != _fingerprint(request):
        raise KeyReused
    found = await connection.execute(
        text("""
        SELECT id::text, youtube_id, title, EXISTS (SELECT 1 FROM video_tags WHERE video_id = v.id) AS tagged
        FROM videos v WHERE job_id = :job_id ORDER BY id
        """),
        {"job_id": job.id},
    )
    videos = found.all()
    return Receipt(
        job_id=job.id,
        total=job.total,
        created=job.created,
        duplicates=job.duplicates,
        invalid=job.invalid,
        playlists=job.playlists,
        videos=[NewVideo(*row[:3]) for row in videos],
        tagged=any(row.tagged for row in videos),
    )


def _fingerprint(request: Request) -> bytes:
    parsed = request.parsed
    content = [
        str(request.list_id),
        [video.youtube_id for video in parsed.videos],
        _plain(parsed.collections),
    ]
    return hashlib.sha256(orjson.dumps(content)).digest()


def _plain(entries: Sequence[Any]) -> list[dict[str, Any]]:
    return [asdict(entry) for entry in entries]
