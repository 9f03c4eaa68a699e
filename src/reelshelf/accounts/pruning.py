"""What is over is not kept: sessions, refresh tokens that were replaced, tokens and links that have run out."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

    from reelshelf.kit.db import Database

log = logging.getLogger(__name__)

LOOK_SECONDS = 3600.0
KEPT = timedelta(days=7)
"""A replaced refresh token is remembered that long: who presents it ends the session, not only himself. It is
refused for ever. A token that ran out stands in its person's list that long, too.
"""
PRUNING_LOCK = 0x646F6F72

_PRUNED = (
    "DELETE FROM sessions WHERE expires_at < now() OR revoked_at < now() - CAST(:kept AS interval)",
    "DELETE FROM refresh_tokens WHERE replaced_at < now() - CAST(:kept AS interval)",
    "DELETE FROM access_tokens WHERE expires_at < now() - CAST(:kept AS interval)",
    "DELETE FROM sign_in_links WHERE expires_at < now()",
)


async def prune(connection: AsyncConnection, kept: timedelta = KEPT) -> int:
    """How many rows that were; 0 as well when another worker is at it."""
    ours = await connection.scalar(text("SELECT pg_try_advisory_xact_lock(:key)"), {"key": PRUNING_LOCK})
    if not ours:
        return 0
    removed = 0
    for statement in _PRUNED:
        values = {"kept": kept} if ":kept" in statement else {}
        removed += (await connection.execute(text(statement), values)).rowcount
    return removed


class Pruning:
    """Runs in every worker; one of all prunes at a time."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            try:
                async with self._database.begin() as connection:
                    await prune(connection)
            except (SQLAlchemyError, OSError) as problem:
                log.warning("old sessions not pruned: %s", problem)
            await asyncio.sleep(LOOK_SECONDS)
