"""`api.groq.com/openai/v1/audio/transcriptions`: hears what the cues of the video say.

Any key is good but `bad`. The video is recognised by the id inside the sound file: `webm.audio` writes it as
the title, which ffmpeg keeps.
"""

from __future__ import annotations

import re
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any

from simulators.net.messages import Reply, Request, json_reply
from simulators.world import dice
from simulators.world.cues import cues
from simulators.world.truth import TrackTruth, Truth, truth

_BIGGEST_BYTES = 25 * 1024 * 1024
_ENDINGS = ("flac", "mp3", "mp4", "mpeg", "mpga", "m4a", "ogg", "opus", "wav", "webm")
_MARKER = re.compile(
    rb"\x7b\xa9\x01\x00{6}\x0b([A-Za-z0-9_-]{11})|(?:title|TITLE)[=\x00]?[\x00-\x20]*([A-Za-z0-9_-]{11})"
)


def answer(request: Request) -> Reply:
    if not request.headers.get("authorization", "").startswith("Bearer ") or request.headers[
        "authorization"
    ].endswith(" bad"):
        return _error(401, "Invalid API Key", "invalid_api_key")
    form = _form(request)
    sound, name = form.get("file", (b"", ""))
    if len(sound) > _BIGGEST_BYTES:
        return _error(413, "Request Entity Too Large", "request_too_large")
    if not sound or name.rpartition(".")[2].lower() not in _ENDINGS:
        return _error(
            400, f"file must be one of the following types: {list(_ENDINGS)}", "invalid_request_error"
        )
    if not form.get("model", (b"", ""))[0]:
        return _error(400, "model is required", "invalid_request_error")
    style = form.get("response_format", (b"json", ""))[0].decode()
    return _transcript(video_in(sound), style)


def video_in(sound: bytes) -> str:
    """The id that the file was made with; a made-up one when it carries none."""
    match = _MARKER.search(sound[:65536])
    found = (match[1] or match[2]).decode() if match else ""
    return found or dice.letters(str(len(sound)), "unknown sound", 11)


def spoken_track(video: Truth) -> TrackTruth:
    """What speech-to-text hears: like an automatic track, whether YouTube has one or not."""
    return TrackTruth(video.original_language, automatic=True)


def _transcript(youtube_id: str, style: str) -> Reply:
    video = truth(youtube_id)
    heard = cues(video, spoken_track(video))
    text = " ".join(cue.text for cue in heard)
    if style == "text":
        return Reply(text.encode(), content_type="text/plain; charset=utf-8")
    if style != "verbose_json":
        return json_reply({"text": text, "x_groq": {"id": "req_simulated"}})
    segments: list[dict[str, Any]] = [
        {
            "id": index,
            "seek": 0,
            "start": cue.start_seconds,
            "end": cue.end_seconds,
            "text": f" {cue.text}",
            "tokens": [],
            "temperature": 0,
            "avg_logprob": -0.2,
            "compression_ratio": 1.5,
            "no_speech_prob": 0.01,
        }
        for index, cue in enumerate(heard)
    ]
    reply = {
        "task": "transcribe",
        "language": video.original_language,
        "duration": float(video.duration_seconds),
        "text": text,
        "segments": segments,
        "x_groq": {"id": "req_simulated"},
    }
    return json_reply(reply)


def _form(request: Request) -> dict[str, tuple[bytes, str]]:
    """The multipart fields: name → (content, file name)."""
    head = f"Content-Type: {request.headers.get('content-type', '')}\r\n\r\n".encode("latin-1")
    message = BytesParser(policy=HTTP).parsebytes(head + request.body)
    found = {}
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        found[str(name)] = (content if isinstance(content, bytes) else b"", part.get_filename() or "")
    return found


def _error(status: int, message: str, code: str) -> Reply:
    return json_reply({"error": {"message": message, "type": "invalid_request_error", "code": code}}, status)
