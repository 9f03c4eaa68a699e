"""`*.googlevideo.com/videoplayback`: the sound of a video, whole or in ranges."""

from __future__ import annotations

import re
from functools import lru_cache

from simulators.net.messages import Reply, Request
from simulators.sites import webm
from simulators.world.truth import truth

_RANGE = re.compile(r"(?:bytes=)?(\d+)-(\d*)")


def answer(request: Request, youtube_id: str) -> Reply:
    if not youtube_id:
        return Reply(b"", 403, "text/plain")
    body = _audio(youtube_id)
    header = request.headers.get("range", "")
    match = _RANGE.fullmatch(header or request.query.get("range", ""))
    if match is None:
        return Reply(body, content_type="audio/webm", headers=(("Accept-Ranges", "bytes"),))
    first = int(match[1])
    last = min(int(match[2] or len(body)), len(body) - 1)
    if first >= len(body):
        return Reply(b"", 416, "text/plain", (("Content-Range", f"bytes */{len(body)}"),))
    span = (("Content-Range", f"bytes {first}-{last}/{len(body)}"), ("Accept-Ranges", "bytes"))
    return Reply(body[first : last + 1], 206 if header else 200, "audio/webm", span)


@lru_cache(maxsize=16)
def _audio(youtube_id: str) -> bytes:
    return webm.audio(truth(youtube_id))
