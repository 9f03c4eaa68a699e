"""What a child is told in its first frame."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reelshelf.providers.ytdlp.frames import Frame


@dataclass(frozen=True, slots=True)
class Briefing:
    """`threads` calls run at once. Cookies are in Netscape format; a proxy is `http://host:port`."""

    threads: int
    proxy: str | None = None
    cookies_file: str | None = None
    socket_timeout_seconds: float = 20.0

    def to_json(self) -> Frame:
        return asdict(self)
