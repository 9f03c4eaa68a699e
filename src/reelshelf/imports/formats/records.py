"""One JSON object that may stand for a video, playlist or channel, in the spelling of many programs."""

from __future__ import annotations

from typing import NamedTuple

from reelshelf.imports.addresses import Refusal, Target, Video
from reelshelf.imports.entries import EntryDetails
from reelshelf.imports.formats.values import read_duration, read_time
from reelshelf.imports.ids import YOUTUBE_ID
from reelshelf.imports.lines import read_cell
from reelshelf.imports.words import without_invisible

Json = dict[str, object]

_ID_KEYS = ("youtube_id", "youtubeId", "video_id", "videoId", "videoID", "yt_id", "ytid")
_LINK_KEYS = (
    *("titleUrl", "url", "webpage_url", "video_url", "videoUrl", "youtube_url", "youtubeUrl", "watch_url"),
    *("link", "href", "original_url", "uri", "channel_url", "channelUrl"),
)
# The YouTube Data API hides the id one or two floors down.
_NESTED_IDS = (("contentDetails", "videoId"), ("id", "videoId"), ("snippet", "resourceId", "videoId"))
_TITLE_KEYS = ("title", "name", "video_title", "videoTitle", "fulltitle")
_CHANNEL_KEYS = (
    "channel",
    "uploader",
    "author",
    "channel_title",
    "channelTitle",
    "channel_name",
    "channelName",
)
_DURATION_KEYS = ("duration_seconds", "duration", "lengthSeconds", "length_seconds")
_PUBLISHED_KEYS = ("published_at", "publishedAt", "published", "upload_date")
_ADDED_KEYS = ("added_at", "addedAt", "timeAdded", "time_added", "timeWatched", "time")
_NOTES_KEYS = ("notes", "note")


class Wish(NamedTuple):
    """What a record asks for; `text` is the id or address it was read from."""

    text: str
    targets: list[Target]
    title: str | None
    details: EntryDetails


def read_record(record: Json) -> Wish | None:
    """None for an object without a link or id of its own. A link that leads elsewhere is a wish, too."""
    snippet = record.get("snippet")
    texts = [text for text in (*_ids(record), *_first_texts(record, _LINK_KEYS)) if text.strip()]
    readings = [(text, read_cell(without_invisible(text))) for text in texts]
    usable = (
        [reading for reading in readings if not isinstance(reading[1][0], Refusal)]
        if _all_read(readings)
        else []
    )
    best = next((reading for reading in usable if isinstance(reading[1][0], Video)), None)
    chosen = best or next(iter(usable or readings), None)
    if chosen is None:
        return None
    title = _first_text(record, _TITLE_KEYS) or _first_text(_object(snippet), _TITLE_KEYS)
    return Wish(chosen[0], chosen[1], title, _details(record))


def _all_read(readings: list[tuple[str, list[Target]]]) -> bool:
    return all(targets for _, targets in readings)


def _ids(record: Json) -> list[str]:
    found = _first_texts(record, _ID_KEYS)
    found += [text for path in _NESTED_IDS if (text := _nested(record, path))]
    # A bare `id` is anybody's key, unless it looks like one of ours.
    return found + [
        text for text in _first_texts(record, ("id", "_id")) if YOUTUBE_ID.match(text) or text[:2] == "UC"
    ]


def _nested(record: Json, path: tuple[str, ...]) -> str | None:
    value: object = record
    for key in path:
        value = _object(value).get(key)
    return value if isinstance(value, str) else None


def _object(value: object) -> Json:
    return value if isinstance(value, dict) else {}


def _first_texts(record: Json, keys: tuple[str, ...]) -> list[str]:
    return [value for key in keys if isinstance(value := record.get(key), str)]


def _first_text(record: Json, keys: tuple[str, ...]) -> str | None:
    return next(filter(None, _first_texts(record, keys)), None)


def _first_value(record: Json, keys: tuple[str, ...]) -> object:
    return next((record[key] for key in keys if record.get(key) is not None), None)


def _details(record: Json) -> EntryDetails:
    return EntryDetails(
        channel=_first_text(record, _CHANNEL_KEYS) or _history_channel(record),
        duration_seconds=read_duration(_first_value(record, _DURATION_KEYS)),
        published_at=read_time(_first_value(record, _PUBLISHED_KEYS)),
        added_at=read_time(_first_value(record, _ADDED_KEYS)),
        notes=_first_text(record, _NOTES_KEYS),
    )


def _history_channel(record: Json) -> str | None:
    """Takeout's watch history keeps the channel as the first of its subtitles."""
    subtitles = record.get("subtitles")
    first = subtitles[0] if isinstance(subtitles, list) and subtitles else None
    return _first_text(_object(first), ("name",))
