"""Thumbnails: fetched once from YouTube's image host, kept under the data folder by hashed name."""

from __future__ import annotations

import asyncio
import re
from http import HTTPStatus
from typing import TYPE_CHECKING

from reelshelf.providers.outbound import open_client
from reelshelf.providers.picture_folder import PictureFolder
from reelshelf.upstreams.failures import Failure, FailureKind, UpstreamError

if TYPE_CHECKING:
    import httpx

    from reelshelf.settings import Settings
    from reelshelf.upstreams.guard import Guard
    from reelshelf.upstreams.store import Endpoint

HOST = "https://i.ytimg.com"
YOUTUBE_ID = re.compile(r"[A-Za-z0-9_-]{11}")
MAX_BYTES = 500_000
JPEG = b"\xff\xd8\xff"
PATIENCE_SECONDS = 10.0
"""A whole page of pictures is asked for at once; its last ones may wait a little."""

_KINDS: dict[int, FailureKind] = {
    HTTPStatus.NOT_FOUND: FailureKind.GONE,
    HTTPStatus.TOO_MANY_REQUESTS: FailureKind.RATE_LIMITED,
    HTTPStatus.FORBIDDEN: FailureKind.BLOCKED,
}


class Thumbnails:
    """Raises UpstreamError when there is none, or none right now."""

    def __init__(self, settings: Settings, guard: Guard, endpoint: Endpoint) -> None:
        self._settings = settings
        self._guard = guard
        self._endpoint = endpoint
        self._folder = PictureFolder(
            settings.data_dir / "thumbnails", settings.thumbnail_cache_megabytes * 1_000_000
        )
        self._client: httpx.AsyncClient | None = None

    async def close(self) -> None:
        if self._client is not None:
            await self._client.aclose()

    async def get(self, youtube_id: str) -> bytes:
        """The image, a JPEG of 320×180 pixels."""
        known = await asyncio.to_thread(self._folder.read, youtube_id)
        if known is not None:
            return known
        image = await self._guard.call(
            self._endpoint, 1, lambda: self._fetch(youtube_id), patience_seconds=PATIENCE_SECONDS
        )
        await asyncio.to_thread(self._folder.write, youtube_id, image)
        return image

    async def _fetch(self, youtube_id: str) -> bytes:
        if not YOUTUBE_ID.fullmatch(youtube_id):
            raise UpstreamError(Failure(FailureKind.INVALID_INPUT, "not a video id"))
        import httpx  # noqa: PLC0415 - a fifth of a second that the start need not wait for

        self._client = self._client or open_client(self._settings)
        try:
            async with self._client.stream("GET", f"{HOST}/vi/{youtube_id}/mqdefault.jpg") as answer:
                return await _body(answer)
        except httpx.HTTPError as problem:
            raise UpstreamError(Failure(FailureKind.NETWORK, repr(problem))) from problem


async def _body(answer: httpx.Response) -> bytes:
    # YouTube sends a grey placeholder picture along with its 404.
    if answer.status_code != HTTPStatus.OK:
        kind = _KINDS.get(answer.status_code, FailureKind.TRANSIENT)
        raise UpstreamError(Failure(kind, f"thumbnail: status {answer.status_code}"))
    body = b""
    async for part in answer.aiter_bytes():
        body += part
        if len(body) > MAX_BYTES:
            raise UpstreamError(Failure(FailureKind.TRANSIENT, "thumbnail: too large"))
    if not body.startswith(JPEG):
        raise UpstreamError(Failure(FailureKind.TRANSIENT, "thumbnail: not a picture"))
    return body
