"""oEmbed: title and channel of one video, without a key, and from another door than the player's."""

from __future__ import annotations

import re
from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING

from pydantic import BaseModel, ValidationError

from reelshelf.enrichment.ports import Metadata
from reelshelf.providers.outbound import Outbound
from reelshelf.upstreams.failures import Failure, FailureKind, UpstreamError, classify

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reelshelf.settings import Settings

ADDRESS = "https://www.youtube.com/oembed"
YOUTUBE_ID = re.compile(r"[A-Za-z0-9_-]{11}")
MOST_BYTES = 100_000


class _Card(BaseModel):
    title: str = ""
    author_name: str = ""


class OEmbed:
    """A `MetadataProvider`, one video a call. It knows neither duration nor date: the video's own look follows.

    What it refuses (private, not embeddable, gone) is not known to it. That is no verdict: it gives no reason, and
    YouTube's pages answer 404 now and then for none at all.
    """

    most_at_once = 1

    def __init__(self, settings: Settings) -> None:
        self._outbound = Outbound(settings, "oembed")

    async def close(self) -> None:
        await self._outbound.close()

    async def fetch_metadata(self, youtube_ids: Sequence[str]) -> Mapping[str, Metadata | None]:
        return {youtube_id: await self._fetch(youtube_id) for youtube_id in youtube_ids}

    async def _fetch(self, youtube_id: str) -> Metadata | None:
        if not YOUTUBE_ID.fullmatch(youtube_id):
            raise UpstreamError(Failure(FailureKind.INVALID_INPUT, "not a video id"))
        query = {"url": f"https://www.youtube.com/watch?v={youtube_id}", "format": "json"}
        reply = await self._outbound.get(ADDRESS, query, {}, most_bytes=MOST_BYTES)
        if reply.status == HTTPStatus.OK:
            return _metadata(youtube_id, reply.body)
        text = reply.body[:200].decode(errors="replace")
        failure = classify(f"HTTP Error {reply.status}: {text}", source="oembed", status=reply.status)
        if failure.kind.is_final:
            return None
        raise UpstreamError(replace(failure, retry_after_seconds=reply.retry_after_seconds))


def _metadata(youtube_id: str, body: bytes) -> Metadata | None:
    try:
        card = _Card.model_validate_json(body)
    except ValidationError as problem:
        detail = f"an answer of another shape: {body[:80]!r}"
        raise UpstreamError(Failure(FailureKind.TRANSIENT, detail)) from problem
    return Metadata(youtube_id, card.title, card.author_name or None) if card.title else None
