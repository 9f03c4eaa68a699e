"""What videos are called, within the budget of whoever says it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from reelshelf.providers.guarded import VIDEO_COST
from reelshelf.upstreams.failures import UpstreamError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reelshelf.enrichment.ports import Metadata, MetadataProvider
    from reelshelf.upstreams.guard import Guard
    from reelshelf.upstreams.store import Endpoint

CALL_COST = 1.0
LONG_HOLD_SECONDS = 10.0
"""A shorter hold is over before anybody misses a title."""


class GuardedMetadata:
    """A `MetadataSource`. With `stand_in_for` it is asked only while that endpoint is left alone for a while."""

    def __init__(
        self,
        provider: MetadataProvider,
        guard: Guard,
        endpoint: Endpoint,
        *,
        stand_in_for: Endpoint | None = None,
    ) -> None:
        self._provider = provider
        self._guard = guard
        self._endpoint = endpoint
        self._stand_in_for = stand_in_for

    async def room(self) -> int:
        if self._stand_in_for is not None:
            room = await self._guard.room(self._stand_in_for, VIDEO_COST)
            if not (room.held and room.wait_seconds > LONG_HOLD_SECONDS):
                return 0
        room = await self._guard.room(self._endpoint, CALL_COST)
        return min(room.calls, self._endpoint.concurrency) * self._provider.most_at_once

    async def fetch_metadata(self, youtube_ids: Sequence[str]) -> Mapping[str, Metadata | None]:
        size = self._provider.most_at_once
        parts = [youtube_ids[start : start + size] for start in range(0, len(youtube_ids), size)]
        answers = await asyncio.gather(*map(self._call, parts))
        problems = [answer for answer in answers if isinstance(answer, UpstreamError)]
        if len(problems) == len(answers) and problems:
            raise problems[0]
        told: dict[str, Metadata | None] = {}
        for answer in answers:
            if not isinstance(answer, UpstreamError):
                told |= answer
        return told

    async def _call(self, part: Sequence[str]) -> Mapping[str, Metadata | None] | UpstreamError:
        """The error as a value: one part that is refused takes no other with it."""
        try:
            return await self._guard.call(
                self._endpoint, CALL_COST, lambda: self._provider.fetch_metadata(part)
            )
        except UpstreamError as problem:
            return problem
