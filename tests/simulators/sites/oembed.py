"""`/oembed`: title, channel and thumbnail without a key."""

from __future__ import annotations

import re

from simulators.net.messages import Reply, Request, json_reply
from simulators.world.troubles import Trouble
from simulators.world.truth import truth

_VIDEO_IN_LINK = re.compile(r"(?:v=|youtu\.be/|/shorts/|/embed/|/live/)([A-Za-z0-9_-]{11})")
_GONE = frozenset({Trouble.DELETED, Trouble.TERMINATED})
_FORBIDDEN = frozenset({Trouble.PRIVATE, Trouble.MEMBERS_ONLY})


def video_in(request: Request) -> str:
    match = _VIDEO_IN_LINK.search(request.query.get("url", ""))
    return match[1] if match else ""


def answer(youtube_id: str, trouble: Trouble | None) -> Reply:
    if not youtube_id:
        return Reply(b"Bad Request", 400, "text/html")
    if trouble in _GONE:
        return Reply(b"Not Found", 404, "text/html")
    if trouble in _FORBIDDEN:
        return Reply(b"Unauthorized", 401, "text/html")
    video = truth(youtube_id)
    return json_reply(
        {
            "title": video.title,
            "author_name": video.channel,
            "author_url": f"https://www.youtube.com/{video.handle}",
            "type": "video",
            "height": 113,
            "width": 200,
            "version": "1.0",
            "provider_name": "YouTube",
            "provider_url": "https://www.youtube.com/",
            "thumbnail_height": 360,
            "thumbnail_width": 480,
            "thumbnail_url": f"https://i.ytimg.com/vi/{youtube_id}/hqdefault.jpg",
            "html": f'<iframe width="200" height="113" src="https://www.youtube.com/embed/{youtube_id}"></iframe>',
        }
    )
