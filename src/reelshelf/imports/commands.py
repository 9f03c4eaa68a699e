"""What the command line does with imports: the same intake as the API's, on the same tables."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import text

from reelshelf.accounts.commands import account
from reelshelf.enrichment.announcer import Announcer
from reelshelf.errors import NotFound, TooLarge, Unprocessable
from reelshelf.imports import intake, jobs
from reelshelf.imports.entries import InputTooLarge, UnreadableFile
from reelshelf.imports.formats import parse_file
from reelshelf.imports.formats.export import ExportItem, render_csv, render_html, render_json, render_txt
from reelshelf.imports.intake import NothingToImport
from reelshelf.kit.db import Database, create_engine
from reelshelf.kit.redis import connect
from reelshelf.library import lists
from reelshelf.progress.publisher import Publisher

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Sequence
    from datetime import datetime
    from uuid import UUID

    from redis.asyncio import Redis

    from reelshelf.imports.entries import ParsedInput
    from reelshelf.imports.intake import Receipt
    from reelshelf.settings import Settings

WATCH_SECONDS = 0.25
ENDED = {"completed", "cancelled"}


@dataclass(frozen=True, slots=True)
class ImportInput:
    """One text or file as it came; `name` says where from."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class InvalidInput:
    source: str
    line: int
    text: str
    code: str


@dataclass(frozen=True, slots=True)
class ImportStarted:
    """One job per input that held something; `total == created + duplicates + len(invalid)`."""

    job_ids: tuple[UUID, ...]
    total: int
    created: int
    duplicates: int
    playlists: int
    invalid: tuple[InvalidInput, ...]


@dataclass(frozen=True, slots=True)
class JobSnapshot:
    """`total == complete + unavailable + pending`, counting the videos the job has put on the list."""

    status: Literal["running", "paused", "completed", "cancelled"]
    total: int
    complete: int
    with_captions: int
    without_captions: int
    captions_follow: int
    unavailable: int
    pending: int
    invalid_count: int
    """Lines that are no video link, and playlists that could not be had."""
    resumes_at: datetime | None
    eta_seconds: int | None


async def start_import(
    settings: Settings, *, owner_email: str | None, list_name: str, inputs: Sequence[ImportInput]
) -> ImportStarted:
    """Put everything on the list, which is made if there is none of that name. Raises Problem."""
    parsed = [(each.name, _parse(each)) for each in inputs]
    async with _stores(settings) as (database, redis):
        async with database.begin() as connection:
            user_id = await account(connection, owner_email)
            list_id = await lists.find_or_create(connection, user_id, list_name)
            receipts = [
                (
                    name,
                    await intake.receive(connection, intake.Request(user_id, list_id, "file", content, name)),
                )
                for name, content in parsed
                if content.videos or content.collections or content.invalid
            ]
            if not receipts:
                raise NothingToImport
        await Announcer(redis).ring()
        for _, receipt in receipts:
            await Publisher(redis).publish(user_id, receipt.told)
    return _started(receipts)


async def watch_job(settings: Settings, job_id: UUID) -> AsyncIterator[JobSnapshot]:
    """One now, one at each change, and none after the job has ended."""
    last: JobSnapshot | None = None
    async with _stores(settings) as (database, _):
        while last is None or last.status not in ENDED:
            async with database.read() as connection:
                job = await jobs.find(connection, job_id)
            snapshot = _snapshot(job)
            if snapshot != last:
                yield snapshot
            last = snapshot
            await asyncio.sleep(0 if snapshot.status in ENDED else WATCH_SECONDS)


async def export_list(settings: Settings, *, owner_email: str | None, list_name: str, format_: str) -> str:
    """The list's videos in the order of the shelf. Raises NotFound for an unknown list."""
    async with _stores(settings) as (database, _), database.begin() as connection:
        user_id = await account(connection, owner_email)
        rows = await connection.execute(_EXPORT, {"user_id": user_id, "name": list_name})
        items = [ExportItem(**{**row, "tags": tuple(row["tags"])}) for row in rows.mappings()]
        if not items and await _is_unknown(connection, user_id, list_name):
            raise NotFound(f"There is no list “{list_name}”.")
    renderers: dict[str, Callable[[Iterable[ExportItem]], str]] = {
        "csv": render_csv,
        "json": render_json,
        "html": render_html,
        "txt": render_txt,
    }
    return renderers[format_](items)


_EXPORT = text("""
SELECT v.youtube_id, v.title, v.channel, v.duration AS duration_seconds, v.notes,
       to_char(v.published_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS published_at,
       to_char(v.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS added_at,
       ARRAY(SELECT t.name FROM video_tags vt JOIN tags t ON t.id = vt.tag_id
             WHERE vt.video_id = v.id ORDER BY lower(t.name)) AS tags
FROM videos v JOIN lists l ON l.id = v.list_id
WHERE l.user_id = :user_id AND l.name = :name ORDER BY v.created_at DESC, v.id
""")


async def _is_unknown(connection: Any, user_id: UUID, name: str) -> bool:
    found = await connection.scalar(
        text("SELECT 1 FROM lists WHERE user_id = :user_id AND name = :name"),
        {"user_id": user_id, "name": name},
    )
    return found is None


def _parse(given: ImportInput) -> ParsedInput:
    try:
        return parse_file(given.content, given.name)
    except InputTooLarge as problem:
        raise TooLarge(f"{given.name}: {problem}") from problem
    except UnreadableFile as problem:
        raise Unprocessable(f"{given.name}: {problem}", code="unreadable_file") from problem


def _started(receipts: Sequence[tuple[str, Receipt]]) -> ImportStarted:
    only = [receipt for _, receipt in receipts]
    return ImportStarted(
        job_ids=tuple(receipt.job_id for receipt in only),
        total=sum(receipt.total for receipt in only),
        created=sum(receipt.created for receipt in only),
        duplicates=sum(receipt.duplicates for receipt in only),
        playlists=sum(len(receipt.playlists) for receipt in only),
        invalid=tuple(
            InvalidInput(name, line["line"], line["text"], line["code"])
            for name, receipt in receipts
            for line in receipt.invalid
        ),
    )


def _snapshot(job: dict[str, Any]) -> JobSnapshot:
    total = job["complete"] + job["unavailable"] + job["pending"]
    names = {each.name for each in fields(JobSnapshot)} - {"total"}
    return JobSnapshot(total=total, **{name: job[name] for name in names})


@asynccontextmanager
async def _stores(settings: Settings) -> AsyncIterator[tuple[Database, Redis]]:
    if settings.database_url is None or settings.redis_url is None:
        raise Unprocessable("There is no database to talk to.", code="no_database")
    database = Database(create_engine(settings.database_url.get_secret_value(), pool_size=2))
    redis = connect(settings.redis_url.get_secret_value())
    try:
        yield database, redis
    finally:
        await redis.aclose()
        await database.close()
