"""What the web server tells its parent through a pipe, once, when it listens."""

from __future__ import annotations

import asyncio
import json
import os
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Announcement:
    """The one line `{"ready": true, "sign_in_token": "…" | null}`."""

    sign_in_token: str | None


class AnnouncementPipe:
    """`descriptor` is for the child to write to; `read` waits for its line. One pipe for one child."""

    def __init__(self) -> None:
        self._reading, self.descriptor = os.pipe()

    def child_has_it(self) -> None:
        """Close our copy of the writing end: only then does reading end when the child does."""
        if self.descriptor >= 0:
            os.close(self.descriptor)
            self.descriptor = -1

    async def read(self) -> Announcement | None:
        """None if the child ended without a word."""
        line = await self._first_line()
        try:
            told = json.loads(line)
        except ValueError:
            return None
        return Announcement(told.get("sign_in_token")) if told.get("ready") else None

    async def _first_line(self) -> bytes:
        reader = asyncio.StreamReader()
        end = os.fdopen(self._reading, "rb")
        transport, _ = await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(reader), end
        )
        try:
            return await reader.readline()
        finally:
            transport.close()
