"""Imports as the API shows them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from reelshelf.library.wire import MAX_CHOSEN

JobStatus = Literal["running", "paused", "completed", "cancelled"]


class InvalidLine(BaseModel):
    line: int
    text: str
    code: str


class CollectionLine(BaseModel):
    line: int
    kind: Literal["playlist", "channel"]
    youtube_id: str


class VideoLine(BaseModel):
    line: int
    youtube_id: str


class NewVideo(BaseModel):
    id: UUID
    youtube_id: str
    title: str | None


class ImportReceipt(BaseModel):
    """`total == created + duplicates + len(invalid)`; the videos of `playlists` are counted as they come.

    `videos` are those of `video_ids`, in the order of the list: what a page needs to show them at once. It is null
    where some came with tags; then there is more to ask for.
    """

    job_id: UUID
    total: int
    created: int
    duplicates: int
    invalid: list[InvalidLine]
    playlists: list[CollectionLine]
    video_ids: list[UUID]
    videos: list[NewVideo] | None


class Preview(BaseModel):
    format: str
    total: int
    videos: list[VideoLine]
    playlists: list[CollectionLine]
    invalid: list[InvalidLine]
    duplicates_in_input: int
    already_in_list: int


class JobView(BaseModel):
    id: UUID
    list_id: UUID
    list_name: str
    kind: Literal["single", "batch", "file"]
    label: str | None
    status: JobStatus
    total: int
    created: int
    duplicates: int
    invalid_count: int
    complete: int
    with_captions: int
    without_captions: int
    captions_follow: int
    unavailable: int
    pending: int
    removed: int
    expanding: bool = Field(description="A playlist or channel of it is still being read")
    paused_until: datetime | None = Field(
        description="It runs, but nothing of it can go on before then: an upstream asked for a pause"
    )
    resumes_at: datetime | None = Field(description="The same moment, as the socket has always called it")
    eta_seconds: int | None = Field(
        description="How long it will take yet at its pace of the last minutes; null while that is unknown"
    )
    created_at: datetime
    finished_at: datetime | None


class JobDetail(JobView):
    invalid: list[InvalidLine]


class RetriedJob(JobView):
    """The import after it was put in line again; `started` is how many of its videos were."""

    started: int


class VideoChoice(BaseModel):
    video_ids: list[UUID] = Field(max_length=MAX_CHOSEN)


class RetriedVideos(BaseModel):
    """`started + unchanged + missing` is how many different videos were asked for."""

    started: int
    unchanged: int = Field(description="Nothing to try again: complete, or in line already")
    missing: int = Field(description="Not there")


class ProgressHistory(BaseModel):
    """Events as on the socket; `last_seq` is where to go on."""

    items: list[dict[str, Any]]
    next_cursor: str | None
    last_seq: int
    first_seq: int = Field(description="The oldest event of the account that is kept; before it is nothing")
