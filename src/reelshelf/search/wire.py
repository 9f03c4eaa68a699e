"""What a search found, as the API shows it."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from pydantic import BaseModel, Field

from reelshelf.library.wire import ImportStage

MatchedIn = Literal["title", "channel", "description", "transcript"]

_SNIPPET = Field(description="HTML-escaped text; matches stand between `<mark>` and `</mark>`")


class Moment(BaseModel):
    start_seconds: int
    snippet: str = _SNIPPET


class SearchHit(BaseModel):
    video_id: UUID
    list_id: UUID
    youtube_id: str
    title: str | None
    channel: str | None
    duration: int | None = Field(description="Seconds")
    thumbnail_url: str
    import_stage: ImportStage
    matched_in: MatchedIn = Field(description="`description` stands for notes as well")
    start_seconds: int | None = Field(description="Where in the video the best moment is")
    snippet: str = _SNIPPET
    moments: list[Moment] = Field(description="Where it is said, three at most, in order of time")
