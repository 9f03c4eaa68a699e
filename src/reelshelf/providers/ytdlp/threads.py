"""The threads of a child: some for videos and captions, one more for each list or sound that is being read."""

from __future__ import annotations

import queue
import threading
from collections import deque
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from reelshelf.providers.ytdlp.addresses import BadAddressError
from reelshelf.providers.ytdlp.audio import AudioSession, pieces
from reelshelf.providers.ytdlp.listing import pages
from reelshelf.providers.ytdlp.session import Session
from reelshelf.providers.ytdlp.timedtext import fetch_cues
from reelshelf.providers.ytdlp.video import look
from reelshelf.upstreams.failures import Failure, FailureKind, UpstreamError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reelshelf.providers.ytdlp.briefing import Briefing
    from reelshelf.providers.ytdlp.frames import Frame

    Answer = Callable[[Frame], None]


class Looks:
    """Threads for calls with one answer. The one that worked last works next: its connections are warm."""

    def __init__(self, briefing: Briefing, answer: Answer) -> None:
        self._briefing = briefing
        self._answer = answer
        self._turn = threading.Lock()
        self._idle: list[queue.SimpleQueue[Frame]] = []
        self._backlog: deque[Frame] = deque()

    def start(self) -> None:
        """Set up all threads, one after the other, so that no later call waits for a thread's yt-dlp."""
        threading.Thread(target=self._start, daemon=True).start()

    def _start(self) -> None:
        for number in range(self._briefing.threads):
            session = _session(self._briefing)
            threading.Thread(target=self._work, args=(session,), daemon=True).start()
            if number == 0:
                self._answer({"ready": True})

    def take(self, call: Frame) -> None:
        with self._turn:
            if call["do"] == "stop":
                self._forget(call["id"])
            elif self._idle:
                self._idle.pop().put(call)
            else:
                self._backlog.append(call)

    def _forget(self, call_id: int) -> None:
        """Drop a call that has not begun; one that has runs to its end."""
        for call in [call for call in self._backlog if call["id"] == call_id]:
            self._backlog.remove(call)
            self._answer({"id": call_id, "end": True})

    def _work(self, session: Session | Failure) -> None:
        inbox: queue.SimpleQueue[Frame] = queue.SimpleQueue()
        while True:
            with self._turn:
                call = self._backlog.popleft() if self._backlog else None
                if call is None:
                    self._idle.append(inbox)
            call = call or inbox.get()
            self._answer({"id": call["id"], **_outcome(session, call)})


class Listings:
    """One thread and one yt-dlp for each list or sound: its reader may take its time between two pages."""

    CALLS = frozenset({"collection", "audio", "more"})

    def __init__(self, briefing: Briefing, answer: Answer) -> None:
        self._briefing = briefing
        self._answer = answer
        self._wanted: dict[int, queue.SimpleQueue[bool]] = {}

    def __contains__(self, call_id: int) -> bool:
        return call_id in self._wanted

    def take(self, call: Frame) -> None:
        if call["do"] in {"collection", "audio"}:
            wanted: queue.SimpleQueue[bool] = queue.SimpleQueue()
            self._wanted[call["id"]] = wanted
            threading.Thread(target=self._work, args=(call, wanted), daemon=True).start()
        elif (wanted_by := self._wanted.get(call["id"])) is not None:
            wanted_by.put(call["do"] == "more")

    def _work(self, call: Frame, wanted: queue.SimpleQueue[bool]) -> None:
        try:
            self._read(call, wanted)
            last: Frame = {"end": True}
        except Exception as error:  # noqa: BLE001 - every failure is an answer
            last = {"failed": _failed(error)}
        self._wanted.pop(call["id"], None)
        self._answer({"id": call["id"], **last})

    def _read(self, call: Frame, wanted: queue.SimpleQueue[bool]) -> None:
        """A page is fetched only when it is wanted."""
        is_sound = call["do"] == "audio"
        with closing(_opened(_session(self._briefing, AudioSession if is_sound else Session))) as session:
            read = (
                pieces(session, call["youtube_id"], Path(call["file"])) if is_sound else _pages(session, call)
            )
            for page in read:
                self._answer({"id": call["id"], "page": page})
                if not wanted.get():
                    return


def _pages(session: Session, call: Frame) -> Iterator[Frame]:
    return pages(session, call["kind"], call["youtube_id"])


def _session(briefing: Briefing, kind: type[Session] = Session) -> Session | Failure:
    """A session, or why there can be none: a cookies file may be missing."""
    try:
        return kind(briefing)
    except Exception as error:  # noqa: BLE001 - told to whoever calls
        return Failure(
            FailureKind.ADMIN_ACTION, f"{type(error).__name__}: {error}", code="cookies_unreadable"
        )


def _opened(session: Session | Failure) -> Session:
    if isinstance(session, Failure):
        raise UpstreamError(session)
    return session


def _outcome(session: Session | Failure, call: Frame) -> Frame:
    try:
        opened = _opened(session)
        opened.begin()
        if call["do"] == "captions":
            cues = fetch_cues(opened, call["url"])
            return {"cues": [(cue.start_seconds, cue.end_seconds, cue.text) for cue in cues]}
        return {"video": look(opened, call["youtube_id"])}
    except Exception as error:  # noqa: BLE001 - every failure is an answer
        return {"failed": _failed(error)}


def _failed(error: Exception) -> Frame:
    if isinstance(error, UpstreamError):
        failure = error.failure
    elif isinstance(error, BadAddressError):
        failure = Failure(FailureKind.INVALID_INPUT, str(error))
    else:
        failure = Failure(FailureKind.BUG, f"{type(error).__name__}: {error}"[:1000])
    return {
        "kind": failure.kind.value,
        "detail": failure.detail,
        "retry_after_seconds": failure.retry_after_seconds,
        "code": failure.code,
    }
