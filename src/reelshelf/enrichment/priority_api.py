"""What is on somebody's screen is fetched first."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, Field

from reelshelf.accounts.access import Me
from reelshelf.enrichment import priority
from reelshelf.errors import NotSignedIn
from reelshelf.kit.web import DatabaseOf, problems

router = APIRouter(prefix="/api/videos", tags=["library"], responses=problems(NotSignedIn))

MAX_SEEN = 200


class SeenVideos(BaseModel):
    video_ids: list[UUID] = Field(max_length=MAX_SEEN)


class Moved(BaseModel):
    moved: int = Field(description="How many of them go ahead of the rest from now on")


@router.post("/seen")
async def see_videos(body: SeenVideos, me: Me, database: DatabaseOf) -> Moved:
    """Say what somebody looks at: those of it that still wait go ahead of bulk imports, behind single links."""
    async with database.read() as connection:
        return Moved(moved=await priority.see(connection, me.user_id, body.video_ids))
