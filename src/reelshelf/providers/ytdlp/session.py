"""One long-lived yt-dlp per thread: its connections stay open, and it is set up only once."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yt_dlp import YoutubeDL
from yt_dlp.extractor.youtube import YoutubeTabIE
from yt_dlp.networking.exceptions import HTTPError, RequestError

from reelshelf.providers.ytdlp.addresses import BadAddressError, is_youtube
from reelshelf.providers.ytdlp.lean import YoutubeIE
from reelshelf.providers.ytdlp.prompt import prompt
from reelshelf.upstreams.failures import Failure, FailureKind, UpstreamError, classify

if TYPE_CHECKING:
    from collections.abc import Iterable

    from yt_dlp.networking import Request, Response

    from reelshelf.providers.ytdlp.briefing import Briefing

LARGEST_REPLY_BYTES = 32 * 1024 * 1024
LIGHT_CLIENT = "visionos"
"""Needs no JavaScript and no tokens; but it is not shown videos made for kids."""
EMBEDDED_CLIENT = "web_embedded"
_BUG_REPORT = "; please report this issue on"
"""Begins a page of advice that yt-dlp adds to whatever it did not expect."""

Info = dict[str, Any]
"""yt-dlp's info dictionary."""


class Notes:
    """yt-dlp's logger. Keeps the warnings of the current call: a 429 may stand nowhere else."""

    def __init__(self) -> None:
        self.warnings: list[str] = []

    def debug(self, message: str) -> None:
        pass

    def info(self, message: str) -> None:
        pass

    def warning(self, message: str) -> None:
        self.warnings.append(message)

    def error(self, message: str) -> None:
        """Also raised, as an exception."""


class Session(YoutubeDL):  # type: ignore[misc] # yt-dlp is untyped
    """yt-dlp that asks YouTube only, and remembers what it was refused."""

    video_extractor: type = YoutubeIE

    def __init__(self, briefing: Briefing, client: str = LIGHT_CLIENT) -> None:
        self.briefing = briefing
        self._embedded: Session | None = None
        self.notes = Notes()
        self.retry_after_seconds: float | None = None
        self.last_status: int | None = None
        super().__init__(_options(briefing, client, self.notes), auto_init=False)
        # These two and no other: nothing generic, no search.
        self.add_info_extractor(self.video_extractor())
        self.add_info_extractor(YoutubeTabIE())

    def begin(self) -> None:
        """Forget the call before."""
        self.notes.warnings = []
        self.retry_after_seconds = self.last_status = None

    def embedded(self) -> Session:
        """A second session, which asks as a player on somebody's page; made when first needed."""
        self._embedded = self._embedded or Session(self.briefing, EMBEDDED_CLIENT)
        self._embedded.begin()
        return self._embedded

    def build_request_director(self, handlers: Iterable[type], preferences: object = None) -> object:  # noqa: ARG002 - ours instead
        return super().build_request_director([prompt(self.may_ask)], preferences)

    def may_ask(self, address: str) -> bool:
        return is_youtube(address)

    def urlopen(self, req: Request | str) -> Response:
        address = req if isinstance(req, str) else req.url
        if not self.may_ask(address):
            raise BadAddressError(f"not one of YouTube's addresses: {address[:120]!r}")
        try:
            response = super().urlopen(req)
        except HTTPError as error:
            self.last_status = error.status
            self.retry_after_seconds = _seconds(error.response.headers.get("Retry-After"))
            raise
        if _announced_bytes(response) > LARGEST_REPLY_BYTES:
            response.close()
            raise RequestError("the reply is too large")
        return response

    def extract(self, address: str, extractor: str) -> Info:
        """yt-dlp's info, unprocessed. Raises UpstreamError."""
        try:
            info = self.extract_info(address, download=False, process=False, ie_key=extractor)
        except Exception as error:  # Whatever yt-dlp raises is classified here, at the boundary.
            raise self.failed(str(error), error) from error
        if not info:
            raise self.failed("yt-dlp gave no result")
        return dict(info)

    def failed(self, message: str, error: BaseException | None = None) -> UpstreamError:
        """What went wrong in this call, warnings included."""
        if isinstance(error, UpstreamError):
            return error
        if isinstance(error, BadAddressError):
            return UpstreamError(Failure(FailureKind.INVALID_INPUT, message))
        message = message.removeprefix("ERROR: ").partition(_BUG_REPORT)[0]
        failure = classify(message, source="yt-dlp", exception=error, warnings=self.notes.warnings)
        wait = failure.retry_after_seconds or self.retry_after_seconds
        return UpstreamError(Failure(failure.kind, failure.detail, wait, failure.code))


def _options(briefing: Briefing, client: str, notes: Notes) -> dict[str, Any]:
    return {
        "logger": notes,
        "quiet": True,
        "noprogress": True,
        "color": "no_color",
        "cachedir": False,
        "simulate": True,
        "noplaylist": True,
        "extract_flat": True,
        # Nothing is written; but only so is there a warning when captions were held back.
        "writesubtitles": True,
        "js_runtimes": {},
        "retries": 0,
        "extractor_retries": 0,
        "socket_timeout": briefing.socket_timeout_seconds,
        "proxy": briefing.proxy,
        "cookiefile": _cookies(briefing.cookies_file),
        # Only with this does yt-dlp look at SSL_CERT_FILE.
        "compat_opts": {"no-certifi"} if os.environ.get("SSL_CERT_FILE") else set(),
        "extractor_args": {
            "youtube": _youtube_arguments(client, signed_in=briefing.cookies_file is not None)
        },
    }


def _youtube_arguments(client: str, *, signed_in: bool) -> dict[str, list[str]]:
    """Two requests a video (`next` and `player`), and nothing computed that nobody reads."""
    skip = ["hls", "dash", "translated_subs"]
    if signed_in:
        # The light client cannot use cookies.
        return {"player_client": ["default"], "player_skip": ["js"], "skip": skip}
    return {"player_client": [client], "player_skip": ["webpage", "configs", "js"], "skip": skip}


def _cookies(path: str | None) -> io.StringIO | None:
    """The cookies as text: given the file itself, yt-dlp would write to it."""
    return io.StringIO(Path(path).read_text(encoding="utf-8")) if path else None


def _announced_bytes(response: Response) -> int:
    announced = response.headers.get("Content-Length") or ""
    return int(announced) if announced.isdigit() else 0


def _seconds(retry_after: str | None) -> float | None:
    return float(retry_after) if retry_after and retry_after.strip().isdigit() else None
