"""A video's captions, chapters and transcript, and fetching them again."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Response
from fastapi.responses import PlainTextResponse
from pydantic import BaseModel, Field

from reelshelf.accounts.access import Me
from reelshelf.enrichment import queries
from reelshelf.enrichment.announcer import AnnouncerOf
from reelshelf.enrichment.queries import AlreadyRunning
from reelshelf.errors import NotFound, NotSignedIn
from reelshelf.kit.web import DatabaseOf, problems
from reelshelf.library import videos
from reelshelf.library.wire import CaptionsSource, EnrichmentStatusName, VideoError
from reelshelf.progress import events
from reelshelf.progress.dependencies import PublisherOf

router = APIRouter(
    prefix="/api/videos/{video_id}", tags=["enrichment"], responses=problems(NotSignedIn, NotFound)
)

VTT = "text/vtt; charset=utf-8"


class ChapterView(BaseModel):
    start_seconds: float
    end_seconds: float
    title: str


class EnrichmentView(BaseModel):
    video_id: UUID
    status: EnrichmentStatusName
    progress_message: str | None
    retry_count: int
    captions_language: str | None
    captions_source: CaptionsSource | None
    chapters: list[ChapterView]
    chapters_source: str | None = Field(description="youtube or description")
    error: VideoError | None
    processed_at: datetime | None

    @classmethod
    def of(cls, row: dict[str, Any]) -> EnrichmentView:
        error = {"code": row["error_code"], "message": row["error_message"]} if row["error_code"] else None
        return cls.model_validate({**row, "chapters": row["chapters_json"] or [], "error": error})


@router.get("/enrichment")
async def get_enrichment(video_id: UUID, me: Me, database: DatabaseOf) -> EnrichmentView:
    async with database.read() as connection:
        return EnrichmentView.of(await queries.get(connection, me.user_id, video_id))


@router.post("/enrichment", status_code=202, responses=problems(AlreadyRunning))
@router.post("/enrichment/retry", status_code=202, responses=problems(AlreadyRunning))
async def start_enrichment(
    video_id: UUID, me: Me, database: DatabaseOf, announcer: AnnouncerOf, publisher: PublisherOf
) -> EnrichmentView:
    """Fetch again what can be fetched; 409 while that is under way."""
    async with database.begin() as connection:
        row = await queries.start_again(connection, me.user_id, video_id)
        video = await videos.get(connection, me.user_id, video_id)
        event = {
            "type": "import_progress",
            "video_id": str(video_id),
            "youtube_id": video["youtube_id"],
            "list_id": str(video["list_id"]),
            "job_id": str(video["job_id"]) if video["job_id"] else None,
            "stage": video["import_stage"],
            "progress": video["import_progress"],
            "message": None,
            "error": None,
            "enrichment_status": "pending",
        }
        told = await events.append(connection, me.user_id, [event])
    await announcer.announce_urgent([str(video_id)])
    await publisher.publish(me.user_id, told)
    return EnrichmentView.of(row)


@router.get("/captions.vtt", responses={200: {"content": {"text/vtt": {}}}}, response_class=Response)
async def get_captions(video_id: UUID, me: Me, database: DatabaseOf) -> Response:
    async with database.read() as connection:
        found = await queries.get_text(connection, me.user_id, video_id, "captions_vtt")
    return Response(found, media_type=VTT)


@router.get("/chapters.vtt", responses={200: {"content": {"text/vtt": {}}}}, response_class=Response)
async def get_chapters(video_id: UUID, me: Me, database: DatabaseOf) -> Response:
    async with database.read() as connection:
        found = await queries.get_text(connection, me.user_id, video_id, "chapters_vtt")
    return Response(found, media_type=VTT)


@router.get("/transcript", response_class=PlainTextResponse)
async def get_transcript(video_id: UUID, me: Me, database: DatabaseOf) -> PlainTextResponse:
    async with database.read() as connection:
        return PlainTextResponse(await queries.get_text(connection, me.user_id, video_id, "transcript_text"))
