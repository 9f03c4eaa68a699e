"""yt-dlp as a provider of videos, captions, collections and sound."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from typing import TYPE_CHECKING, Self

from reelshelf.providers.ytdlp import facts
from reelshelf.providers.ytdlp.briefing import Briefing
from reelshelf.providers.ytdlp.link import ChildSettings, Link
from reelshelf.upstreams.failures import Failure, FailureKind, UpstreamError

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator
    from pathlib import Path
    from types import TracebackType

    from reelshelf.captions.tracks import CaptionTrack
    from reelshelf.captions.webvtt import Cue
    from reelshelf.enrichment.ports import CollectionKind, CollectionPage, VideoFacts
    from reelshelf.providers.ytdlp.frames import Frame
    from reelshelf.settings import Settings

CALLS_PER_PROCESS = 5_000
"""Then it is replaced by a fresh one, in passing: yt-dlp keeps a little of everything it has seen."""
SPARE_THREADS = 1
"""Per process, so that an abandoned call that still runs keeps no other one waiting."""


class Extractor:
    """A `VideoProvider` and `CollectionProvider` over a few child processes.

    Two requests a video, one a caption track; a collection asks for a page when its reader does. A call that
    takes longer than `extract_timeout_seconds` fails as transient at once, and its process is replaced; so is
    one that dies. Raises `UpstreamError` and nothing else.
    """

    def __init__(self, settings: Settings, *, calls_per_process: int = CALLS_PER_PROCESS) -> None:
        threads = -(-settings.max_concurrent_videos // settings.extractor_processes)
        self._child = _child_settings(settings, threads + SPARE_THREADS, calls_per_process)
        self._processes = settings.extractor_processes
        self._free_threads = asyncio.Semaphore(self._processes * threads)
        self._links: list[Link] = []
        self._running = False

    async def start(self) -> None:
        """Start the processes; they become ready within a second or two, and calls wait for that."""
        self._running = True
        self._fill()

    async def close(self) -> None:
        """End all processes. Calls still under way fail as transient."""
        self._running = False
        await asyncio.gather(*(link.close() for link in self._links))
        self._links.clear()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    @property
    def pids(self) -> tuple[int, ...]:
        """The processes that get calls now; a new one has none for a moment."""
        return tuple(link.pid for link in self._links if link.pid is not None and not link.unfit)

    async def fetch_video(self, youtube_id: str) -> VideoFacts:
        reply = await self._call({"do": "video", "youtube_id": youtube_id})
        return facts.video_facts(reply["video"])

    async def fetch_captions(self, youtube_id: str, track: CaptionTrack) -> tuple[Cue, ...]:
        reply = await self._call({"do": "captions", "youtube_id": youtube_id, "url": track.url})
        return facts.cues(reply["cues"])

    async def fetch_collection(self, kind: CollectionKind, youtube_id: str) -> AsyncIterator[CollectionPage]:
        async with aclosing(
            self._read({"do": "collection", "kind": kind, "youtube_id": youtube_id})
        ) as pages:
            async for page in pages:
                yield facts.collection_page(page)

    async def fetch_audio(self, youtube_id: str, target: Path) -> AsyncIterator[int]:
        """Write the video's sound to `target`, a new file. First comes a look at the video, then a piece at a time:
        after each the bytes there are, and nothing more once all are.
        """
        call: Frame = {"do": "audio", "youtube_id": youtube_id, "file": str(target)}
        async with aclosing(self._read(call)) as pieces:
            async for piece in pieces:
                yield int(piece["bytes"])

    async def _read(self, call: Frame) -> AsyncGenerator[Frame, None]:
        """Page by page; each is asked for when it is wanted."""
        link = self._pick()
        call_id = link.open_reader()
        try:
            while "page" in (reply := _checked(await link.ask(call, call_id))):
                yield reply["page"]
                call = {"do": "more"}
        finally:
            link.close_reader(call_id)

    async def _call(self, call: Frame) -> Frame:
        async with self._free_threads:
            return _checked(await self._pick().ask(call))

    def _pick(self) -> Link:
        """A process that is ready, has a thread to spare and the fewest calls; of those the warmest."""
        if not self._running:
            raise UpstreamError(Failure(FailureKind.TRANSIENT, "the extractor is not running"))
        self._fill()
        fit = [link for link in self._links if not link.unfit]
        threads = self._child.briefing.threads
        return min(
            fit,
            key=lambda link: (link.load >= threads, not link.is_ready, link.load, -link.last_used_seconds),
        )

    def _fill(self) -> None:
        self._links = [link for link in self._links if not link.is_gone]
        for _ in range(self._processes - sum(not link.unfit for link in self._links)):
            link = Link(self._child, self._replace)
            self._links.append(link)
            link.start()

    def _replace(self, link: Link) -> None:
        """At once, so that nobody waits for it; but one that never came up only when it is needed again."""
        if self._running and link.is_ready:
            self._fill()


def _child_settings(settings: Settings, threads: int, calls: int) -> ChildSettings:
    cookies = settings.youtube_cookies_file
    briefing = Briefing(threads, settings.outbound_proxy, str(cookies) if cookies else None)
    ca_file = settings.outbound_ca_file
    return ChildSettings(briefing, settings.extract_timeout_seconds, calls, str(ca_file) if ca_file else None)


def _checked(reply: Frame) -> Frame:
    if "failed" in reply:
        raise UpstreamError(facts.failure(reply["failed"]))
    return reply
