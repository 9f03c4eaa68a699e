"""`videos.list`, fifty ids a call, one unit of the day's quota each."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from reelshelf.providers.outbound import Outbound
from reelshelf.providers.youtube_data_api.items import read
from reelshelf.upstreams.failures import Failure, FailureKind, UpstreamError, classify

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pydantic import SecretStr

    from reelshelf.enrichment.ports import Metadata
    from reelshelf.providers.outbound import Reply
    from reelshelf.settings import Settings

log = logging.getLogger(__name__)

ADDRESS = "https://www.googleapis.com/youtube/v3/videos"
PARTS = "snippet,contentDetails,statistics,status,liveStreamingDetails"
FIELDS = (
    "items(id,snippet(title,description,channelTitle,channelId,publishedAt,liveBroadcastContent),"
    "contentDetails/duration,statistics/viewCount)"
)
"""Spares the other nine tenths of the answer."""
MOST_BYTES = 4_000_000
MOST_AT_ONCE = 50
REFUSED_KEY_SECONDS = 600.0
"""A key does not get better by being tried again and again."""
QUOTA_ZONE = ZoneInfo("America/Los_Angeles")
"""The day's quota comes back at midnight there."""


class YouTubeDataApi:
    """A `MetadataProvider`. The key goes in a header, so that no log of addresses has it.

    `tell` hears one sentence when the key is refused, and again only after it has worked.
    """

    most_at_once = MOST_AT_ONCE

    def __init__(
        self,
        settings: Settings,
        key: SecretStr,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        tell: Callable[[str], object] = log.error,
    ) -> None:
        self._outbound = Outbound(settings, "youtube-data-api")
        self._key = key
        self._now = now
        self._tell = tell
        self._key_was_refused = False

    async def close(self) -> None:
        await self._outbound.close()

    async def fetch_metadata(self, youtube_ids: Sequence[str]) -> Mapping[str, Metadata | None]:
        reply = await self._outbound.get(
            ADDRESS,
            {"part": PARTS, "id": ",".join(youtube_ids), "fields": FIELDS},
            {"X-Goog-Api-Key": self._key.get_secret_value()},
            most_bytes=MOST_BYTES,
        )
        if reply.status != HTTPStatus.OK:
            raise UpstreamError(self._failure(reply))
        self._key_was_refused = False
        asked: dict[str, Metadata | None] = dict.fromkeys(youtube_ids)
        return asked | {name: each for name, each in _read(reply.body).items() if name in asked}

    def _failure(self, reply: Reply) -> Failure:
        # Google names the key in some of its refusals.
        text = reply.body.decode(errors="replace").replace(self._key.get_secret_value(), "…")
        failure = classify(text, source="youtube-data-api", status=reply.status)
        if failure.kind is FailureKind.QUOTA_EXHAUSTED:
            return replace(failure, retry_after_seconds=_seconds_to_midnight(self._now()))
        if failure.kind is FailureKind.ADMIN_ACTION:
            self._say_once(reply.status)
            return replace(failure, retry_after_seconds=REFUSED_KEY_SECONDS)
        if failure.kind.is_final:
            # Said of the whole call, and no word about any of its videos.
            return Failure(FailureKind.TRANSIENT, failure.detail, reply.retry_after_seconds)
        return replace(failure, retry_after_seconds=reply.retry_after_seconds)

    def _say_once(self, status: int) -> None:
        if not self._key_was_refused:
            self._tell(
                f"YouTube refuses REELSHELF_YOUTUBE_API_KEY (status {status}); everything goes on without it."
                " `reelshelf doctor` says more."
            )
        self._key_was_refused = True


def _read(body: bytes) -> dict[str, Metadata]:
    try:
        return read(body)
    except ValidationError as problem:
        # Without what was sent: it may be long.
        detail = f"an answer of another shape: {problem.errors(include_input=False, include_url=False)}"
        raise UpstreamError(Failure(FailureKind.TRANSIENT, detail[:1000])) from problem


def _seconds_to_midnight(now: datetime) -> float:
    there = now.astimezone(QUOTA_ZONE)
    midnight = datetime.combine(there.date() + timedelta(days=1), datetime.min.time(), QUOTA_ZONE)
    # By way of UTC: in the same zone Python would subtract what the clocks show.
    return (midnight.astimezone(UTC) - now.astimezone(UTC)).total_seconds()
