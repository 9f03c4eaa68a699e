"""`videos.list`: the answer's JSON in, our own type out."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel

from reelshelf.enrichment.ports import Metadata

_DURATION = re.compile(
    r"P(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?(?:T(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+)S)?)?"
)
_IS_OVER = "none"
"""`liveBroadcastContent` of a video that is neither live nor announced."""


class _Part(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, frozen=True)


class _Snippet(_Part):
    title: str = ""
    description: str = ""
    channel_title: str = ""
    channel_id: str | None = None
    published_at: datetime | None = None
    live_broadcast_content: str = _IS_OVER


class _ContentDetails(_Part):
    duration: str = ""


class _Statistics(_Part):
    view_count: int | None = Field(None, ge=0, lt=2**63)


class _Item(_Part):
    id: str
    snippet: _Snippet = _Snippet()
    content_details: _ContentDetails = _ContentDetails()
    statistics: _Statistics = _Statistics()


class _VideoList(_Part):
    items: tuple[dict[str, Any], ...]


def read(body: bytes) -> dict[str, Metadata]:
    """What is told, by id; without videos that are gone, private, not for this key, or of no shape we know.

    Raises ValidationError when it is no list of videos at all.
    """
    found = (_metadata(item) for item in _VideoList.model_validate_json(body).items)
    return {each.youtube_id: each for each in found if each is not None}


def _metadata(found: dict[str, Any]) -> Metadata | None:
    try:
        item = _Item.model_validate(found)
    except ValidationError:
        return None
    snippet = item.snippet
    if not snippet.title:
        return None
    published_at = snippet.published_at
    if published_at is not None and published_at.tzinfo is None:
        published_at = published_at.replace(tzinfo=UTC)
    return Metadata(
        youtube_id=item.id,
        title=snippet.title,
        channel=snippet.channel_title or None,
        channel_id=snippet.channel_id,
        # What is announced or live has none yet, whatever stands there.
        duration_seconds=_seconds(item.content_details.duration)
        if snippet.live_broadcast_content == _IS_OVER
        else None,
        published_at=published_at,
        description=snippet.description,
        view_count=item.statistics.view_count,
    )


def _seconds(duration: str) -> int | None:
    """Of an ISO 8601 duration (`PT1H2M3S`); None for anything else and for nothing at all."""
    match = _DURATION.fullmatch(duration)
    if match is None:
        return None
    parts = {unit: int(number) for unit, number in match.groupdict().items() if number}
    return int(timedelta(**parts).total_seconds()) or None
