"""The process yt-dlp runs in: `python -m reelshelf.providers.ytdlp.child`, with a socket as standard input.

The first frame says how many threads there shall be and what they need to know. Then come calls:
`{"id", "do": "video" | "captions" | "collection" | "audio" | "more" | "stop", …}`. Each is answered by one frame:
`{"id", "video" | "cues" | "page" | "end" | "failed": …}`. The process ends when the socket does.
"""

from __future__ import annotations

import contextlib
import gc
import os
import socket
import sys
import threading
from typing import TYPE_CHECKING

from reelshelf.kit.parent import die_with_parent
from reelshelf.kit.turns import session_as_nice_as_its_leader
from reelshelf.providers.ytdlp import frames
from reelshelf.providers.ytdlp.briefing import Briefing
from reelshelf.providers.ytdlp.threads import Listings, Looks

if TYPE_CHECKING:
    from reelshelf.providers.ytdlp.frames import Frame

_LARGEST_ADDRESS_SPACE_BYTES = 4 * 1024**3
_STANDS_BACK = 5
"""Behind its worker, as far as that stands behind others."""


def main() -> None:
    die_with_parent(int(sys.argv[1]))
    # It computes most of all; the worker, which tells what has come of it, is not to wait for it.
    os.nice(_STANDS_BACK)
    session_as_nice_as_its_leader()
    _limit_memory()
    connection = socket.socket(fileno=os.dup(0))
    first = frames.read(connection)
    if first is None:
        return
    # What is loaded by now stays: the collector need not look at it again and again.
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
    _serve(connection, first)
    # Threads may hang in the network; nothing here is worth waiting for.
    os._exit(0)


def _serve(connection: socket.socket, first: Frame) -> None:
    lock = threading.Lock()

    def answer(frame: Frame) -> None:
        with lock, contextlib.suppress(OSError):
            connection.sendall(frames.encode(frame))

    briefing = Briefing(**first)
    looks, listings = Looks(briefing, answer), Listings(briefing, answer)
    looks.start()
    with contextlib.suppress(OSError, frames.FrameTooLargeError):
        while (call := frames.read(connection)) is not None:
            (listings if call["do"] in Listings.CALLS or call["id"] in listings else looks).take(call)


def _limit_memory() -> None:
    """A reply without end must not take the machine with it."""
    if sys.platform == "linux":
        import resource  # noqa: PLC0415 - not on every system

        _, most = resource.getrlimit(resource.RLIMIT_AS)
        limit = _LARGEST_ADDRESS_SPACE_BYTES
        resource.setrlimit(resource.RLIMIT_AS, (limit if most < 0 else min(limit, most), most))


if __name__ == "__main__":
    main()
