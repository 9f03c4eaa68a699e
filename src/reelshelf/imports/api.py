"""Importing over HTTP: the rows are there before the answer is, and before any network call."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Annotated, Any
from uuid import UUID

import orjson
from fastapi import APIRouter, Depends, File, Header, Request, Response, UploadFile
from sqlalchemy import text

from reelshelf.accounts.access import Me
from reelshelf.accounts.limits import IMPORTS, LimiterOf, take
from reelshelf.enrichment.announcer import AnnouncerOf
from reelshelf.errors import Conflict, NotFound, NotSignedIn, TooLarge, Unprocessable
from reelshelf.imports import intake, reading
from reelshelf.imports.asked import BatchImport, PreviewRequest, SingleImport
from reelshelf.imports.entries import (
    CollectionEntry,
    InputTooLarge,
    InvalidEntry,
    ParsedInput,
    UnreadableFile,
    VideoEntry,
)
from reelshelf.imports.intake import KeyReused, NothingToImport, Receipt
from reelshelf.imports.links import parse_link
from reelshelf.imports.reading import Read, UnusableBody
from reelshelf.imports.wire import ImportReceipt, Preview
from reelshelf.kit.db import Database
from reelshelf.kit.language import LanguageOf
from reelshelf.kit.web import DatabaseOf, problems
from reelshelf.library import lists, videos
from reelshelf.library.wire import VideoView
from reelshelf.progress.dependencies import PublisherOf

router = APIRouter(prefix="/api", tags=["imports"], responses=problems(NotSignedIn, NotFound))

MAX_FILE_BYTES = 50_000_000
MEGABYTE = 1_000_000
Key = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=200,
        description="A repetition with the same key imports nothing twice and gets the first answer.",
    ),
]


class AlreadyInList(Conflict):
    code = "already_in_list"
    title = "This video is on this list already"


class NotAVideoLink(Unprocessable):
    code = "not_a_video_link"
    title = "This is not a link to a video"


class FileUnreadable(Unprocessable):
    code = "unreadable_file"
    title = "This file cannot be read"


async def room_to_read(me: Me, request: Request, limiter: LimiterOf) -> None:
    """Of routes that read a text or a file: a large one counts for as many as it has megabytes."""
    announced = request.headers.get("content-length", "")
    size_bytes = int(announced) if announced.isdigit() else MAX_FILE_BYTES
    tokens = min(1 + size_bytes // MEGABYTE, IMPORTS.burst)
    await take(limiter, f"imports:{me.user_id}", IMPORTS, tokens=tokens)


READING = [Depends(room_to_read)]


@router.post("/lists/{list_id}/videos", status_code=201, responses=problems(AlreadyInList, NotAVideoLink))
async def import_one(
    list_id: UUID,
    body: SingleImport,
    me: Me,
    database: DatabaseOf,
    publisher: PublisherOf,
    announcer: AnnouncerOf,
    language: LanguageOf,
    key: Key = None,
) -> VideoView:
    """Put one video on the list."""
    entry = _video_of(body.url)
    parsed = ParsedInput("text", videos=[entry])
    request = intake.Request(me.user_id, list_id, "single", parsed, label=entry.youtube_id, key=key)
    async with database.begin() as connection:
        receipt = await intake.receive(connection, request)
        if not receipt.video_ids:
            existing = await _find(connection, list_id, entry.youtube_id)
            if existing is None:
                raise NotFound("This request was fulfilled before, and its video has been removed since.")
            raise AlreadyInList(video_id=str(existing))
        row = await videos.get(connection, me.user_id, UUID(receipt.video_ids[0]))
    await announcer.announce_urgent(receipt.video_ids)
    await publisher.publish(me.user_id, receipt.told)
    return VideoView.of(row, language)


@router.post(
    "/lists/{list_id}/videos/batch",
    status_code=201,
    dependencies=READING,
    response_model=ImportReceipt,
    responses=problems(NothingToImport, KeyReused, TooLarge),
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": BatchImport.model_json_schema()}},
        }
    },
)
async def import_batch(
    list_id: UUID,
    asked: Request,
    me: Me,
    database: DatabaseOf,
    publisher: PublisherOf,
    announcer: AnnouncerOf,
    key: Key = None,
) -> Response:
    """Put every video of a text or of a list of links on the list."""
    read = await _told(reading.read_body("batch", await asked.body()))
    request = intake.Request(me.user_id, list_id, "batch", read.parsed, key=key)
    async with database.begin() as connection:
        receipt = await intake.receive(connection, request)
    await announcer.ring()
    await publisher.publish(me.user_id, receipt.told)
    return _created(receipt)


@router.post(
    "/lists/{list_id}/videos/bulk",
    status_code=201,
    dependencies=READING,
    response_model=ImportReceipt,
    responses=problems(NothingToImport, KeyReused, TooLarge, FileUnreadable),
)
async def import_file(
    list_id: UUID,
    me: Me,
    database: DatabaseOf,
    publisher: PublisherOf,
    announcer: AnnouncerOf,
    file: Annotated[
        UploadFile, File(description="CSV, TXT, JSON, bookmarks, OPML, Takeout, NewPipe, FreeTube …")
    ],
    key: Key = None,
) -> Response:
    """Put every video of a file on the list; its kind is told by its content."""
    parsed = (await _read_upload(file)).parsed
    request = intake.Request(me.user_id, list_id, "file", parsed, label=(file.filename or "")[:200], key=key)
    async with database.begin() as connection:
        receipt = await intake.receive(connection, request)
    await announcer.ring()
    await publisher.publish(me.user_id, receipt.told)
    return _created(receipt)


@router.post(
    "/imports/preview",
    dependencies=READING,
    response_model=Preview,
    responses=problems(TooLarge, FileUnreadable),
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {"schema": PreviewRequest.model_json_schema()},
                "multipart/form-data": {
                    "schema": {
                        "type": "object",
                        "required": ["file"],
                        "properties": {
                            "file": {"type": "string", "format": "binary"},
                            "list_id": {"type": "string", "format": "uuid"},
                        },
                    }
                },
            },
        }
    },
)
async def preview(request: Request, me: Me, database: DatabaseOf) -> Response:
    """What an import would do; asks nobody and changes nothing."""
    read = await _preview_input(request)
    parsed, list_id = read.parsed, read.list_id
    wanted = list(dict.fromkeys(video.youtube_id for video in parsed.videos))
    known = await _known(database, me.user_id, list_id, wanted) if list_id else 0
    return _json(
        {
            "format": parsed.format,
            "total": len(parsed.videos) + len(parsed.invalid),
            "videos": [{"line": video.line, "youtube_id": video.youtube_id} for video in parsed.videos],
            "playlists": parsed.collections,
            "invalid": parsed.invalid,
            "duplicates_in_input": len(parsed.videos) - len(wanted),
            "already_in_list": known,
        }
    )


async def _preview_input(request: Request) -> Read:
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        return await _told(reading.read_body("preview", await request.body()))
    async with request.form(max_files=1) as form:
        upload, wanted = form.get("file"), form.get("list_id")
        if upload is None or isinstance(upload, str):
            raise Unprocessable("Send the file in the field “file”.")
        return Read((await _read_upload(upload)).parsed, _list_id(wanted))


def _list_id(wanted: Any) -> UUID | None:
    try:
        return UUID(wanted) if wanted is not None else None
    except (ValueError, TypeError, AttributeError) as problem:
        raise Unprocessable("list_id: this is no id of a list.") from problem


def _video_of(url: str) -> VideoEntry:
    match parse_link(url):
        case VideoEntry() as entry:
            return entry
        case CollectionEntry(kind=kind):
            raise NotAVideoLink(f"This is a {kind}, not one video. Import it as a text to get all of it.")
        case InvalidEntry():
            raise NotAVideoLink


async def _read_upload(file: Any) -> Read:
    if file.size > MAX_FILE_BYTES:
        raise TooLarge(f"A file may have up to {MAX_FILE_BYTES // MEGABYTE} MB.")
    return await _told(reading.read_file(file.file, file.size, file.filename))


async def _told(reader: Awaitable[Read]) -> Read:
    """What was read, with the reader's errors as answers."""
    try:
        return await reader
    except InputTooLarge as problem:
        raise TooLarge(str(problem)) from problem
    except UnreadableFile as problem:
        raise FileUnreadable(str(problem)) from problem
    except UnusableBody as problem:
        raise Unprocessable(str(problem)) from problem


async def _find(connection: Any, list_id: UUID, youtube_id: str) -> UUID | None:
    found: UUID | None = await connection.scalar(
        text("SELECT id FROM videos WHERE list_id = :list_id AND youtube_id = :youtube_id"),
        {"list_id": list_id, "youtube_id": youtube_id},
    )
    return found


async def _known(database: Database, user_id: UUID, list_id: UUID, youtube_ids: list[str]) -> int:
    async with database.read() as connection:
        await lists.get(connection, user_id, list_id)
        counted = await connection.scalar(
            text("SELECT count(*) FROM videos WHERE list_id = :list_id AND youtube_id = ANY(:ids)"),
            {"list_id": list_id, "ids": youtube_ids},
        )
    return int(counted or 0)


def _created(receipt: Receipt) -> Response:
    return _json(
        {
            "job_id": str(receipt.job_id),
            "total": receipt.total,
            "created": receipt.created,
            "duplicates": receipt.duplicates,
            "invalid": receipt.invalid,
            "playlists": receipt.playlists,
            "video_ids": receipt.video_ids,
            "videos": [each._asdict() for each in receipt.videos] if not receipt.tagged else None,
        },
        status_code=201,
    )


def _json(body: Any, status_code: int = 200) -> Response:
    """Ten thousand videos need no validation on their way out."""
    return Response(orjson.dumps(body), status_code, media_type="application/json")
