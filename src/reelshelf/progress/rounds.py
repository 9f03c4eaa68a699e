"""Every few seconds, and whenever Redis was out of touch, for all sockets of the process at once: whose session is
over, and who missed something.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

from reelshelf.accounts import sessions
from reelshelf.errors import NotSignedIn
from reelshelf.progress import events

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reelshelf.kit.db import Database
    from reelshelf.progress.hub import Hub, Listener

log = logging.getLogger(__name__)

ROUND_SECONDS = 5.0
GATHERING_SECONDS = 0.1
"""Who comes, comes with others: a thousand after a restart."""
BLIND_SECONDS = 15.0
"""When PostgreSQL could not be asked for so long, nobody knows any more who sits at the sockets."""


class Rounds:
    """Two statements a round, however many sockets: asked one by one, a thousand would look in the same moment,
    and hold up what is to be sent.
    """

    def __init__(
        self,
        hub: Hub,
        database: Database,
        *,
        round_seconds: float = ROUND_SECONDS,
        blind_seconds: float = BLIND_SECONDS,
    ) -> None:
        self._hub = hub
        self._database = database
        self._round_seconds = round_seconds
        self._blind_seconds = blind_seconds

    async def run(self) -> None:
        """Until cancelled, through any outage of PostgreSQL."""
        clock = asyncio.get_running_loop().time
        looked_at = clock()
        while True:
            await self._wait()
            listeners = self._hub.listeners()
            try:
                async with asyncio.timeout(ROUND_SECONDS):
                    await self._look_after(listeners)
                looked_at = clock()
            except (SQLAlchemyError, OSError) as problem:
                log.warning("sockets not looked after: %s", str(problem) or type(problem).__name__)
                if clock() > looked_at + self._blind_seconds:
                    for listener in listeners:
                        listener.end(ConnectionError("PostgreSQL does not answer"))

    async def _wait(self) -> None:
        """Until it is time, or somebody may have missed something."""
        with suppress(TimeoutError):
            async with asyncio.timeout(self._round_seconds):
                await self._hub.subscribed.wait()
                await asyncio.sleep(GATHERING_SECONDS)
        self._hub.subscribed.clear()

    async def _look_after(self, listeners: Sequence[Listener]) -> None:
        known = [(listener, listener.identity) for listener in listeners]
        if not known:
            return
        async with self._database.read() as reading:
            signed_in = await sessions.still_open(reading, {identity.session_id for _, identity in known})
            newest = await events.last_seqs(reading, {identity.user_id for _, identity in known})
        now = datetime.now(UTC)
        for listener, identity in known:
            is_good = identity.session_id in signed_in and (
                identity.expires_at is None or now < identity.expires_at
            )
            if not is_good and listener.identity is identity:
                listener.end(NotSignedIn())
            elif newest.get(identity.user_id, 0) > listener.newest:
                listener.lost_touch()
