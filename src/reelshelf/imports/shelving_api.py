"""Moving and removing many videos over HTTP."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, Field

from reelshelf.accounts.access import Me
from reelshelf.errors import NotFound, NotSignedIn
from reelshelf.imports import shelving
from reelshelf.kit.web import DatabaseOf, problems
from reelshelf.library.wire import MAX_CHOSEN
from reelshelf.progress.dependencies import PublisherOf

router = APIRouter(prefix="/api/videos", tags=["library"], responses=problems(NotSignedIn))


class ChosenVideos(BaseModel):
    """What is not there, or not yours, is left out and not counted."""

    video_ids: list[UUID] = Field(max_length=MAX_CHOSEN)


class MovedVideos(ChosenVideos):
    list_id: UUID


class MoveReceipt(BaseModel):
    moved: int
    already_there: int = Field(description="The list has this video already; these stay where they are")


class RemovalReceipt(BaseModel):
    removed: int


@router.post("/move", responses=problems(NotFound))
async def move_videos(body: MovedVideos, me: Me, database: DatabaseOf, publisher: PublisherOf) -> MoveReceipt:
    """Put videos on another list, with all that is known of them."""
    async with database.begin() as connection:
        moved = await shelving.move(connection, me.user_id, body.video_ids, body.list_id)
    await publisher.publish(me.user_id, moved.told)
    return MoveReceipt(moved=moved.went, already_there=moved.stayed)


@router.post("/remove")
async def remove_videos(
    body: ChosenVideos, me: Me, database: DatabaseOf, publisher: PublisherOf
) -> RemovalReceipt:
    """Take videos off the shelf."""
    async with database.begin() as connection:
        removed = await shelving.remove(connection, me.user_id, body.video_ids)
    await publisher.publish(me.user_id, removed.told)
    return RemovalReceipt(removed=removed.went)
