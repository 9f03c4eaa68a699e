"""Which request is for which endpoint, and which video it is about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from simulators.sites import browse, oembed, pages
from simulators.world import ids

if TYPE_CHECKING:
    from simulators.net.messages import Request

YOUTUBE_HOSTS = frozenset(
    {"www.youtube.com", "m.youtube.com", "youtube.com", "youtubei.googleapis.com", "music.youtube.com"}
)
_THUMBNAIL = re.compile(r"/vi(?:_webp)?/([A-Za-z0-9_-]{11})/([a-z0-9]+)\.(?:jpg|webp)")
_INNERTUBE = "/youtubei/v1/"


class Route(NamedTuple):
    """`youtube_id` is a video, playlist or channel id; empty when there is none."""

    endpoint: str
    youtube_id: str


def is_known(host: str) -> bool:
    return (
        host in YOUTUBE_HOSTS
        or host in {"i.ytimg.com", "www.googleapis.com", "youtube.googleapis.com", "api.groq.com"}
        or host.endswith(".googlevideo.com")
    )


def route(request: Request) -> Route:
    host, path = request.host, request.path
    if host in YOUTUBE_HOSTS:
        return _youtube(request, path)
    if host == "i.ytimg.com":
        match = _THUMBNAIL.fullmatch(path)
        return Route("thumbnail", match[1] if match else "")
    if host in {"www.googleapis.com", "youtube.googleapis.com"}:
        return Route("data_api", request.query.get("id", "") or request.query.get("playlistId", ""))
    if host == "api.groq.com":
        return Route("speech", "")
    if host.endswith(".googlevideo.com"):
        return Route("googlevideo", _video(request.query.get("docid", "")))
    return Route("foreign", "")


def _youtube(request: Request, path: str) -> Route:
    if path.startswith(_INNERTUBE):
        return _innertube(request, path[len(_INNERTUBE) :])
    query = request.query
    if path == "/api/timedtext":
        return Route(
            "timedtext_translated" if query.get("tlang") else "timedtext", _video(query.get("v", ""))
        )
    if path == "/watch":
        return Route("watch_page", _video(query.get("v", "")))
    if path == "/playlist":
        return Route("playlist_page", query.get("list", ""))
    if path == "/oembed":
        return Route("oembed", oembed.video_in(request))
    return _other_page(path)


def _other_page(path: str) -> Route:
    if path == pages.PLAYER_JS_PATH:
        return Route("player_js", "")
    name = browse.channel_name_in(path)
    return Route("channel_page", name) if name else Route("youtube_other", "")


def _innertube(request: Request, name: str) -> Route:
    if name in {"next", "player"}:
        return Route(name, _video(str(request.json.get("videoId", ""))))
    if name == "browse":
        return Route("browse", browse.asked_for(request))
    return Route("resolve_url", "") if name == "navigation/resolve_url" else Route("youtube_other", "")


def _video(text: str) -> str:
    return text if ids.is_video_id(text) else ""


def thumbnail_name(path: str) -> str:
    match = _THUMBNAIL.fullmatch(path)
    return match[2] if match else ""
