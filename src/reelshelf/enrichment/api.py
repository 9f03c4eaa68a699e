"""A video's captions, chapters and transcript."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Response
from fastapi.responses import PlainTextResponse
from pydantic import BaseModel, Field

from reelshelf.accounts.access import Me
from reelshelf.enrichment import queries
from reelshelf.errors import NotFound, NotSignedIn
from reelshelf.kit.language import Language, LanguageOf
from reelshelf.kit.web import DatabaseOf, problems
from reelshelf.library.wire import CaptionsSource, EnrichmentStatusName, VideoError
from reelshelf.upstreams.messages import translated

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
    def of(cls, row: dict[str, Any], language: Language) -> EnrichmentView:
        message = row["progress_message"]
        return cls.model_validate(
            {
                **row,
                "progress_message": translated(message, language) if message else None,
                "chapters": row["chapters_json"] or [],
                "error": VideoError.of(row, language),
            }
        )


@router.get("/enrichment")
async def get_enrichment(
    video_id: UUID, me: Me, database: DatabaseOf, language: LanguageOf
) -> EnrichmentView:
    """Where the work on this video stands, and its chapters."""
    async with database.read() as connection:
        return EnrichmentView.of(await queries.get(connection, me.user_id, video_id), language)


@router.get("/captions.vtt", responses={200: {"content": {"text/vtt": {}}}}, response_class=Response)
async def get_captions(video_id: UUID, me: Me, database: DatabaseOf) -> Response:
    """Its captions as WebVTT; 404 while there are none."""
    async with database.read() as connection:
        found = await queries.get_text(connection, me.user_id, video_id, "captions_vtt")
    return Response(found, media_type=VTT)


@router.get("/chapters.vtt", responses={200: {"content": {"text/vtt": {}}}}, response_class=Response)
async def get_chapters(video_id: UUID, me: Me, database: DatabaseOf) -> Response:
    """Its chapters as WebVTT; 404 while there are none."""
    async with database.read() as connection:
        found = await queries.get_text(connection, me.user_id, video_id, "chapters_vtt")
    return Response(found, media_type=VTT)


@router.get("/transcript", response_class=PlainTextResponse)
async def get_transcript(video_id: UUID, me: Me, database: DatabaseOf) -> PlainTextResponse:
    """Its captions as plain text; 404 while there are none."""
    async with database.read() as connection:
        return PlainTextResponse(await queries.get_text(connection, me.user_id, video_id, "transcript_text"))
