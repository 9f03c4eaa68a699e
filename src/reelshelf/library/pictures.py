"""A video's picture, through our own cache: the page asks no foreign host."""

from __future__ import annotations

import logging
from typing import Annotated, Protocol
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Response
from fastapi.requests import HTTPConnection

from reelshelf.accounts.access import Viewer
from reelshelf.errors import NotFound, NotSignedIn
from reelshelf.kit.web import DatabaseOf, problems
from reelshelf.library import videos
from reelshelf.upstreams.failures import UpstreamError

router = APIRouter(
    prefix="/api/videos/{video_id}", tags=["library"], responses=problems(NotSignedIn, NotFound)
)

log = logging.getLogger(__name__)

DAY_SECONDS = 86_400


class PictureProvider(Protocol):
    async def get(self, youtube_id: str) -> bytes:
        """A JPEG. Raises UpstreamError."""
        ...


async def _pictures(connection: HTTPConnection) -> PictureProvider:
    pictures: PictureProvider = connection.app.state.pictures
    return pictures


@router.get("/thumbnail", responses={200: {"content": {"image/jpeg": {}}}, 304: {}}, response_class=Response)
async def get_thumbnail(
    video_id: UUID,
    viewer: Viewer,
    database: DatabaseOf,
    pictures: Annotated[PictureProvider, Depends(_pictures)],
    known: Annotated[str | None, Header(alias="If-None-Match")] = None,
) -> Response:
    """Its picture, for an `<img>`: the cookie set by signing in is enough."""
    async with database.read() as connection:
        video = await videos.get(connection, viewer.user_id, video_id)
    tag = f'"{video["youtube_id"]}"'
    caching = {"ETag": tag, "Cache-Control": f"private, max-age={DAY_SECONDS}"}
    if known == tag:
        return Response(status_code=304, headers=caching)
    try:
        picture = await pictures.get(video["youtube_id"])
    except UpstreamError as problem:
        log.info("no picture of %s: %s", video["youtube_id"], problem.failure)
        raise NotFound from problem
    return Response(picture, media_type="image/jpeg", headers=caching)
