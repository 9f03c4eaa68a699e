"""`www.googleapis.com/youtube/v3`: videos, playlistItems and channels. Any key is good but `bad`.

The key comes as the header `X-Goog-Api-Key` or in the query, as with Google.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

from simulators.net.messages import Reply, Request, json_reply
from simulators.sites.google_errors import json_error
from simulators.sites.padding import thumbnails
from simulators.world import ids
from simulators.world.collections import channel, playlist
from simulators.world.troubles import Trouble
from simulators.world.truth import Truth, truth

_PAGE = 50
_ABSENT = frozenset({Trouble.PRIVATE, Trouble.DELETED, Trouble.TERMINATED})
TroubleOf = Callable[[str], Trouble | None]


def answer(request: Request, trouble_of: TroubleOf) -> Reply:
    query = request.query
    if request.headers.get("x-goog-api-key", query.get("key", "bad")) == "bad":
        return json_error(400, "keyInvalid")
    match request.path.rpartition("/")[2]:
        case "videos":
            return _videos(query, trouble_of)
        case "playlistItems":
            return _playlist_items(query)
        case "channels":
            return _channels(query)
    return json_error(404, "notFound")


def _videos(query: dict[str, str], trouble_of: TroubleOf) -> Reply:
    wanted = [part for part in query.get("id", "").split(",") if part]
    if not wanted or len(wanted) > _PAGE:
        return json_error(400, "invalidParameter")
    parts = set(query.get("part", "").split(","))
    items = [
        _video(truth(name), trouble_of(name), parts)
        for name in wanted
        if ids.is_video_id(name) and trouble_of(name) not in _ABSENT
    ]
    info = {"totalResults": len(items), "resultsPerPage": len(items)}
    return json_reply({"kind": "youtube#videoListResponse", "etag": "e", "items": items, "pageInfo": info})


def _video(video: Truth, trouble: Trouble | None, parts: set[str]) -> dict[str, Any]:
    sections: dict[str, Any] = {
        "snippet": _snippet(video, trouble),
        "contentDetails": {
            "duration": "P0D"
            if trouble in {Trouble.LIVE_NOW, Trouble.UPCOMING_LIVE}
            else _duration(video.duration_seconds),
            "dimension": "2d",
            "definition": "hd",
            "caption": str(any(not track.automatic for track in video.tracks)).lower(),
            "licensedContent": True,
            "contentRating": {"ytRating": "ytAgeRestricted"} if trouble is Trouble.AGE_RESTRICTED else {},
            "projection": "rectangular",
        },
        "statistics": {
            "viewCount": str(video.view_count),
            "likeCount": str(video.like_count),
            "favoriteCount": "0",
        },
        "status": {"uploadStatus": "processed", "privacyStatus": "public", "embeddable": True},
    }
    return {
        "kind": "youtube#video",
        "etag": "e",
        "id": video.youtube_id,
        **{name: section for name, section in sections.items() if name in parts},
    }


def _snippet(video: Truth, trouble: Trouble | None) -> dict[str, Any]:
    states = {Trouble.LIVE_NOW: "live", Trouble.PREMIERE: "upcoming", Trouble.UPCOMING_LIVE: "upcoming"}
    return {
        "publishedAt": video.published_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "channelId": video.channel_id,
        "title": video.title,
        "description": video.description,
        "thumbnails": _thumbnails(video.youtube_id),
        "channelTitle": video.channel,
        "tags": video.title.lower().split()[:8],
        "categoryId": "27",
        "liveBroadcastContent": states.get(trouble, "none") if trouble else "none",
        "defaultLanguage": video.original_language,
        "defaultAudioLanguage": video.original_language,
        "localized": {"title": video.title, "description": video.description},
    }


def _thumbnails(youtube_id: str) -> dict[str, Any]:
    names = ("default", "medium", "high", "standard")
    return dict(zip(names, thumbnails(youtube_id)["thumbnails"], strict=True))


def _duration(seconds: int) -> str:
    """ISO 8601: `PT1H2M3S`, without the parts that are zero."""
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    parts = "".join(f"{value}{unit}" for value, unit in ((hours, "H"), (minute, "M"), (second, "S")) if value)
    return f"PT{parts or '0S'}"


def _playlist_items(query: dict[str, str]) -> Reply:
    found = playlist(query.get("playlistId", ""))
    if found is None:
        return json_error(404, "playlistNotFound")
    size = min(_PAGE, max(0, int(query.get("maxResults", "5"))))
    start = _start(query.get("pageToken"))
    members = found.video_ids[start : start + size]
    reply: dict[str, Any] = {
        "kind": "youtube#playlistItemListResponse",
        "items": [
            _playlist_item(found.youtube_id, start + index, name) for index, name in enumerate(members)
        ],
        "pageInfo": {"totalResults": len(found.video_ids), "resultsPerPage": size},
    }
    if start + size < len(found.video_ids):
        reply["nextPageToken"] = base64.urlsafe_b64encode(f"start {start + size}".encode()).decode()
    return json_reply(reply)


def _start(token: str | None) -> int:
    return int(base64.urlsafe_b64decode(token).decode().split()[1]) if token else 0


def _playlist_item(playlist_id: str, position: int, name: str) -> dict[str, Any]:
    video = truth(name)
    return {
        "kind": "youtube#playlistItem",
        "id": f"{playlist_id}.{position}",
        "snippet": {
            "title": video.title,
            "playlistId": playlist_id,
            "position": position,
            "resourceId": {"kind": "youtube#video", "videoId": name},
            "videoOwnerChannelTitle": video.channel,
        },
        "contentDetails": {
            "videoId": name,
            "videoPublishedAt": video.published_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        },
    }


def _channels(query: dict[str, str]) -> Reply:
    found = channel(query.get("id") or "@" + query.get("forHandle", "").removeprefix("@"))
    items = []
    if found:
        related = {"relatedPlaylists": {"likes": "", "uploads": found.uploads_playlist_id}}
        items = [
            {
                "kind": "youtube#channel",
                "id": found.channel_id,
                "contentDetails": related,
                "snippet": {"title": found.title, "customUrl": found.handle},
            }
        ]
    return json_reply(
        {"kind": "youtube#channelListResponse", "items": items, "pageInfo": {"totalResults": len(items)}}
    )
