"""What a child sends, as our own types."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from reelshelf.captions.chapters import from_json
from reelshelf.captions.tracks import CaptionTrack
from reelshelf.captions.webvtt import Cue
from reelshelf.enrichment.ports import CollectionPage, VideoFacts
from reelshelf.upstreams.failures import Failure, FailureKind

if TYPE_CHECKING:
    from reelshelf.providers.ytdlp.frames import Frame


def video_facts(reply: dict[str, Any]) -> VideoFacts:
    return VideoFacts(
        youtube_id=reply["youtube_id"],
        title=reply["title"],
        channel=reply["channel"],
        channel_id=reply["channel_id"],
        duration_seconds=reply["duration_seconds"],
        published_at=_time(reply["published"]),
        description=reply["description"],
        view_count=reply["view_count"],
        # It exists for every video, in the size of a tile.
        thumbnail_url=f"https://i.ytimg.com/vi/{reply['youtube_id']}/mqdefault.jpg",
        original_language=reply["original_language"],
        tracks=tuple(CaptionTrack(language, origin, url) for language, origin, url in reply["tracks"]),
        chapters=from_json(reply["chapters"]),
        captions_known=reply["captions_known"],
    )


def _time(published: int | str | None) -> datetime | None:
    """Seconds since 1970, or a day (`20240131`), which then begins at midnight UTC."""
    if isinstance(published, str):
        return datetime.strptime(published, "%Y%m%d").replace(tzinfo=UTC)
    return datetime.fromtimestamp(published, UTC) if published else None


def cues(rows: list[tuple[float, float, str]]) -> tuple[Cue, ...]:
    return tuple(Cue(start, end, text) for start, end, text in rows)


def collection_page(page: dict[str, Any]) -> CollectionPage:
    return CollectionPage(page["title"], tuple((youtube_id, title) for youtube_id, title in page["entries"]))


def failure(failed: Frame) -> Failure:
    return Failure(
        FailureKind(failed["kind"]), failed["detail"], failed["retry_after_seconds"], failed["code"]
    )
