"""`api.groq.com/openai/v1/audio/transcriptions`: hears where the sound has tones, and knows whose words they are.

Any key is good but `bad`. The video is recognised by the id inside the sound file: `webm.audio` writes it as
the title, which ffmpeg keeps. Times are those of the file that was sent, measured in its sound; which words they
are is found by laying the rhythm of its tones over that of the whole video.
"""

from __future__ import annotations

import re
import subprocess
from bisect import bisect_left
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any

import imageio_ffmpeg

from simulators.net.messages import Reply, Request, json_reply
from simulators.world import dice
from simulators.world.languages import english_name
from simulators.world.sound import utterances
from simulators.world.truth import truth

PATH = "/openai/v1/audio/transcriptions"
MODELS_PATH = "/openai/v1/models"
_BIGGEST_BYTES = 25 * 1024 * 1024
_ENDINGS = ("flac", "mp3", "mp4", "mpeg", "mpga", "m4a", "ogg", "opus", "wav", "webm")
_MARKER = re.compile(
    rb"\x7b\xa9\x01\x00{6}\x0b([A-Za-z0-9_-]{11})|(?:title|TITLE)[=\x00]?[\x00-\x20]*([A-Za-z0-9_-]{11})"
)
_SILENCE = re.compile(rb"silence_(start|end): (-?[0-9.]+)")
_LENGTH = re.compile(rb"out_time_us=([0-9]+)")
_NEAR_MS = 150
Form = dict[str, tuple[bytes, str]]
"""The multipart fields: name → (content, file name)."""
_ERRORS = {
    413: ("Request Entity Too Large", "request_too_large"),
    429: (
        "Rate limit reached for model `whisper-large-v3-turbo`. Please try again later.",
        "rate_limit_exceeded",
    ),
    498: ("Flex tier capacity exceeded", "capacity_exceeded"),
    500: ("Internal Server Error", "internal_server_error"),
    503: ("Service Unavailable", "service_unavailable"),
}
_TOO_MUCH = "Request too large for model `whisper-large-v3-turbo` on audio seconds per hour (ASH): Limit 7200"


def answer(request: Request) -> Reply:
    authorization = request.headers.get("authorization", "")
    if not authorization.startswith("Bearer ") or authorization.endswith(" bad"):
        return error(401, "invalid_api_key", "Invalid API Key")
    if (request.method, request.path) == ("GET", MODELS_PATH):
        return json_reply({"object": "list", "data": [{"id": "whisper-large-v3-turbo", "object": "model"}]})
    if (request.method, request.path) != ("POST", PATH):
        return error(404, "unknown_url", "Unknown request URL")
    form = _form(request)
    return _refusal(form) or _hear(form)


def _refusal(form: Form) -> Reply | None:
    sound, name = form.get("file", (b"", ""))
    if len(sound) > _BIGGEST_BYTES:
        return error(413)
    if not sound or name.rpartition(".")[2].lower() not in _ENDINGS:
        return error(
            400, "invalid_request_error", f"file must be one of the following types: {list(_ENDINGS)}"
        )
    if not form.get("model", (b"", ""))[0]:
        return error(400, "invalid_request_error", "model is required")
    return None


def _hear(form: Form) -> Reply:
    sound, _ = form["file"]
    heard = _heard(sound)
    if heard is None:
        return error(400, "invalid_request_error", "could not process file - is it a valid media file?")
    style = form.get("response_format", (b"json", ""))[0].decode()
    return _transcript(video_in(sound), style, *heard)


def error(status: int, code: str = "", message: str = "", headers: tuple[tuple[str, str], ...] = ()) -> Reply:
    """In Groq's words. A 413 may also carry the code `rate_limit_exceeded`."""
    usual, usual_code = _ERRORS.get(status, ("Error", "error"))
    if (status, code) == (413, "rate_limit_exceeded"):
        usual = _TOO_MUCH
    told = {"message": message or usual, "type": "invalid_request_error", "code": code or usual_code}
    return json_reply({"error": told}, status, headers)


def video_in(sound: bytes) -> str:
    """The id that the file was made with; a made-up one when it carries none."""
    match = _MARKER.search(sound[:65536])
    found = (match[1] or match[2]).decode() if match else ""
    return found or dice.letters(str(len(sound)), "unknown sound", 11)


def _heard(sound: bytes) -> tuple[int, list[tuple[int, int]]] | None:
    """The sound's length, and from when to when there are tones, in milliseconds; None if it is no sound."""
    program = imageio_ffmpeg.get_ffmpeg_exe()
    asked = ("-hide_banner", "-nostats", "-i", "pipe:0", "-af", "silencedetect=noise=-40dB:d=0.25")
    run = subprocess.run(
        [program, *asked, "-progress", "pipe:1", "-f", "null", "-"],
        input=sound,
        capture_output=True,
        check=False,
    )
    lengths = _LENGTH.findall(run.stdout)
    if run.returncode != 0 or not lengths:
        return None
    length = int(lengths[-1]) // 1000
    edges = [(what, round(float(at) * 1000)) for what, at in _SILENCE.findall(run.stderr)]
    tones, began = [], 0
    for what, at in edges:
        if what == b"start" and at - began > _NEAR_MS:
            tones.append((began, at))
        began = at if what == b"end" else length
    return length, [*tones, (began, length)] if length - began > _NEAR_MS else tones


def _transcript(youtube_id: str, style: str, length_ms: int, tones: list[tuple[int, int]]) -> Reply:
    video = truth(youtube_id)
    said = [(begin, end, words) for (begin, end), words in zip(tones, _words(youtube_id, tones), strict=True)]
    text = " ".join(words for _, _, words in said)
    if style == "text":
        return Reply(text.encode(), content_type="text/plain; charset=utf-8")
    if style != "verbose_json":
        return json_reply({"text": text, "x_groq": {"id": "req_simulated"}})
    # Over mere music Whisper thanks for watching, and doubts it.
    segments = [_segment(*each) for each in said] or [_segment(0, length_ms, "Thank you.", doubtful=True)]
    reply = {
        "task": "transcribe",
        "language": english_name(video.original_language).lower(),
        "duration": length_ms / 1000,
        "text": text,
        "segments": segments,
        "x_groq": {"id": "req_simulated"},
    }
    return json_reply(reply)


def _words(youtube_id: str, tones: list[tuple[int, int]]) -> list[str]:
    """What is said in each tone, by the place in the video where most tones begin as utterances do."""
    said = utterances(truth(youtube_id))
    if not tones or not said:
        return ["hm"] * len(tones)
    starts = [each.start_ms for each in said]

    def nearest(at: int) -> int:
        place = bisect_left(starts, at)
        return min((place - 1, place), key=lambda index: abs(starts[index % len(starts)] - at)) % len(starts)

    # The first tone may have lost its beginning to a cut, so several are tried.
    sample = tones[:40]
    offsets = {start - begin for begin, _ in tones[1:3] or tones[:1] for start in starts}
    offset = max(
        sorted(offsets),
        key=lambda offset: sum(
            abs(starts[nearest(begin + offset)] - begin - offset) < _NEAR_MS for begin, _ in sample
        ),
    )
    return [said[nearest(begin + offset)].text for begin, _ in tones]


def _segment(begin_ms: int, end_ms: int, words: str, *, doubtful: bool = False) -> dict[str, Any]:
    return {
        "id": begin_ms,
        "seek": 0,
        "start": begin_ms / 1000,
        "end": end_ms / 1000,
        "text": f" {words}",
        "tokens": [],
        "temperature": 0,
        "avg_logprob": -1.2 if doubtful else -0.2,
        "compression_ratio": 1.5,
        "no_speech_prob": 0.93 if doubtful else 0.01,
    }


def _form(request: Request) -> Form:
    head = f"Content-Type: {request.headers.get('content-type', '')}\r\n\r\n".encode("latin-1")
    message = BytesParser(policy=HTTP).parsebytes(head + request.body)
    found = {}
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        found[str(name)] = (content if isinstance(content, bytes) else b"", part.get_filename() or "")
    return found
