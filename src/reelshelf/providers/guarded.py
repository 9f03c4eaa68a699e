"""Providers that keep to their upstream's budgets, whoever they are."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from reelshelf.captions.tracks import CaptionTrack
    from reelshelf.captions.webvtt import Cue
    from reelshelf.enrichment.ports import (
        CollectionKind,
        CollectionPage,
        CollectionProvider,
        VideoFacts,
        VideoProvider,
    )
    from reelshelf.upstreams.endpoints import Endpoints
    from reelshelf.upstreams.guard import Guard

VIDEO_COST = 2.0
"""`next` and `player`."""
CAPTIONS_COST = 1.0
PAGE_COST = 1.0

CAPTIONS_PATIENCE_SECONDS = 1.0
CAPTIONS_SECONDS = 10.0
"""A caption reply that takes longer counts as a failure; the video is not held back for it."""
PAGE_PATIENCE_SECONDS = 120.0
"""A reading that has begun waits in place: begun anew, it would pay for all its pages again."""
PAGE_VIDEOS = 100
"""A shorter page is the last one."""


class GuardedVideos:
    """A `VideoProvider`. A video whose turn is far away, and captions whose turn is not now, are refused at once."""

    def __init__(self, provider: VideoProvider, guard: Guard, endpoints: Endpoints) -> None:
        self._provider = provider
        self._guard = guard
        self._endpoints = endpoints

    async def fetch_video(self, youtube_id: str) -> VideoFacts:
        return await self._guard.call(
            self._endpoints.player, VIDEO_COST, lambda: self._provider.fetch_video(youtube_id)
        )

    async def fetch_captions(self, youtube_id: str, track: CaptionTrack) -> tuple[Cue, ...]:
        return await self._guard.call(
            self._endpoints.timedtext,
            CAPTIONS_COST,
            lambda: self._provider.fetch_captions(youtube_id, track),
            patience_seconds=CAPTIONS_PATIENCE_SECONDS,
            timeout_seconds=CAPTIONS_SECONDS,
        )


class GuardedCollections:
    """A `CollectionProvider` that pays for each page."""

    def __init__(self, provider: CollectionProvider, guard: Guard, endpoints: Endpoints) -> None:
        self._provider = provider
        self._guard = guard
        self._browse = endpoints.browse

    async def fetch_collection(self, kind: CollectionKind, youtube_id: str) -> AsyncIterator[CollectionPage]:
        pages = self._provider.fetch_collection(kind, youtube_id)
        try:
            page = await self._guard.call(self._browse, PAGE_COST, lambda: anext(pages, None))
            while page is not None:
                yield page
                page = await self._next(pages, page)
        finally:
            if isinstance(pages, AsyncGenerator):
                await pages.aclose()

    async def _next(
        self, pages: AsyncIterator[CollectionPage], page: CollectionPage
    ) -> CollectionPage | None:
        if len(page.entries) < PAGE_VIDEOS:
            return await anext(pages, None)
        return await self._guard.call(
            self._browse, PAGE_COST, lambda: anext(pages, None), patience_seconds=PAGE_PATIENCE_SECONDS
        )
