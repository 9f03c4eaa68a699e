"""Lists and videos as the API shows them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, Field, StringConstraints, WithJsonSchema

from reelshelf.kit.language import Language
from reelshelf.kit.web import NO_NULL, NO_NULL_PATTERN, Text, WholeNumber
from reelshelf.upstreams.messages import UNAVAILABLE, message_of

ImportStage = Literal["created", "metadata", "captions", "chapters", "complete", "error"]
EnrichmentStatusName = Literal["pending", "processing", "completed", "partial", "failed"]
CaptionsSource = Literal["youtube_manual", "youtube_auto", "whisper", "none"]
TagColor = Literal["red", "orange", "amber", "green", "teal", "blue", "violet", "pink", "gray"]
MAX_POSITION_SECONDS = 10_000_000
MAX_TAG_CHARACTERS = 60
MAX_CHOSEN = 10_000
"""Videos that one bulk request changes at most."""
# Limits hold for what is left without the blanks around it, so they stand before anything else.
Name = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), NO_NULL, NO_NULL_PATTERN
]
Description = Annotated[Text, Field(max_length=5000)]


class NewList(BaseModel):
    name: Name
    description: Description | None = None


class ListChanges(BaseModel):
    name: Name = Field(default="")
    description: Description | None = None


class ListView(BaseModel):
    id: UUID
    name: str
    description: str | None
    video_count: int
    created_at: datetime
    updated_at: datetime


TagName = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_TAG_CHARACTERS),
    NO_NULL,
    NO_NULL_PATTERN,
]


class NewTag(BaseModel):
    name: TagName
    color: TagColor = "gray"


class TagChanges(BaseModel):
    name: TagName = Field(default="")
    color: TagColor = "gray"


class TagView(BaseModel):
    id: UUID
    name: str
    color: TagColor
    video_count: int


class TaggedVideos(BaseModel):
    """Which tags to put on these videos, and which to take off."""

    video_ids: list[UUID] = Field(max_length=MAX_CHOSEN)
    add: list[UUID] = Field(default=[], max_length=100)
    remove: list[UUID] = Field(default=[], max_length=100)


class Changed(BaseModel):
    changed: int = Field(description="How many videos have other tags than before")


class ChannelView(BaseModel):
    channel_id: str | None
    name: str
    video_count: int


class VideoError(BaseModel):
    """Why a video cannot be had, in plain words."""

    # Documented as an enumeration, so that the web app's sentences are complete; a code that another
    # version stored must not make the answer fail.
    code: Annotated[str, WithJsonSchema({"type": "string", "enum": sorted(UNAVAILABLE)})]
    message: str = Field(description="In the language of `Accept-Language`, if it is German, else in English")

    @classmethod
    def of(cls, row: dict[str, Any], language: Language) -> VideoError | None:
        code = row["error_code"]
        return cls(code=code, message=message_of(code, language)) if code else None


class VideoView(BaseModel):
    id: UUID
    list_id: UUID
    job_id: UUID | None
    youtube_id: str
    title: str | None
    channel: str | None
    channel_id: str | None
    duration: int | None = Field(description="Seconds")
    published_at: datetime | None
    description: str | None
    view_count: int | None
    thumbnail_url: str
    notes: str | None
    tag_ids: list[UUID]
    position_seconds: int | None = Field(description="Where the person stopped watching")
    import_stage: ImportStage
    import_progress: int = Field(ge=0, le=100)
    error: VideoError | None
    enrichment_status: EnrichmentStatusName
    captions_source: CaptionsSource | None
    captions_language: str | None
    created_at: datetime
    updated_at: datetime

    @classmethod
    def of(cls, row: dict[str, Any], language: Language) -> VideoView:
        return cls.model_validate({**row, "error": VideoError.of(row, language)})


class VideoChanges(BaseModel):
    title: Annotated[Text, Field(max_length=500)] = ""
    notes: Annotated[Text, Field(max_length=20_000)] | None = None


class VideoIds(BaseModel):
    ids: list[UUID] = Field(description="All of them, in the order of the sort")


class Position(BaseModel):
    seconds: WholeNumber = Field(ge=0, le=MAX_POSITION_SECONDS)


class VideoPage(BaseModel):
    items: list[VideoView]
    next_cursor: str | None = None
    total: int | None = Field(
        None,
        description="How many there are in all; on the first page only. Null for more than 10,000 that a filter lets by, "
        "1,000 with `q`",
    )
