"""Videos on the shelf without HTTP: the rows that an import makes, and a look at them."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import text

from reelshelf.accounts import users
from reelshelf.enrichment.claims import Claims
from reelshelf.imports import intake
from reelshelf.imports.entries import ParsedInput, VideoEntry
from reelshelf.library import lists
from running import LOOK_SECONDS, PATIENCE_SECONDS
from simulators.world.ids import video_ids

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from reelshelf.enrichment.pipeline import Snapshot
    from reelshelf.imports.intake import JobKind
    from reelshelf.kit.db import Database


@dataclass(frozen=True, slots=True)
class Stock:
    """One import as it stands after its commit; `video_ids` in the order they were put in."""

    user_id: UUID
    list_id: UUID
    job_id: UUID
    video_ids: list[UUID]


async def add_account(database: Database, email: str = "ada@example.org") -> UUID:
    async with database.begin() as connection:
        return await users.add_user(connection, email, None)


async def add_stock(
    database: Database,
    user_id: UUID,
    youtube_ids: Sequence[str] | int,
    *,
    kind: JobKind = "batch",
    name: str = "Talks",
) -> Stock:
    """Import these videos, or so many; nobody is told."""
    wanted = video_ids(youtube_ids) if isinstance(youtube_ids, int) else youtube_ids
    parsed = ParsedInput("text", videos=[VideoEntry(line, each) for line, each in enumerate(wanted, 1)])
    async with database.begin() as connection:
        list_id = await lists.find_or_create(connection, user_id, name)
        receipt = await intake.receive(connection, intake.Request(user_id, list_id, kind, parsed))
    return Stock(user_id, list_id, receipt.job_id, [UUID(each) for each in receipt.video_ids])


async def rows(database: Database, statement: str, **values: Any) -> list[dict[str, Any]]:
    async with database.read() as connection:
        return [dict(row) for row in (await connection.execute(text(statement), values)).mappings()]


async def change(database: Database, statement: str, **values: Any) -> None:
    """For what would otherwise need waiting: time that has passed, workers that have died."""
    async with database.begin() as connection:
        await connection.execute(text(statement), values)


async def until(
    database: Database, question: str, *, patience_seconds: float = PATIENCE_SECONDS, **values: Any
) -> None:
    """Until the question is answered with true; fails after a minute, unless it is given more."""
    answer: list[dict[str, Any]] = []
    async with asyncio.timeout(patience_seconds):
        while not answer or not all(answer[0].values()):
            await asyncio.sleep(LOOK_SECONDS)
            answer = await rows(database, question, **values)


async def work_row(database: Database, video_id: UUID) -> dict[str, Any]:
    """Everything the tables know of one video."""
    found = await rows(
        database,
        "SELECT * FROM video_enrichments e JOIN videos v ON v.id = e.video_id WHERE e.video_id = :id",
        id=video_id,
    )
    assert len(found) == 1
    return found[0]


async def expire_leases(database: Database) -> None:
    """Everybody who works now is believed dead, and what was announced is forgotten."""
    for table in ("video_enrichments", "job_collections"):
        await change(
            database,
            f"UPDATE {table} SET lease_until = now() - interval '1 second' WHERE lease_until IS NOT NULL",  # noqa: S608
        )
    await forget_releases(database)


async def forget_releases(database: Database) -> None:
    """Half a minute has passed since anything was announced."""
    for table in ("video_enrichments", "job_collections"):
        await change(database, f"UPDATE {table} SET released_at = released_at - interval '31 seconds'")  # noqa: S608


@asynccontextmanager
async def held(database: Database, video_id: UUID) -> AsyncIterator[Snapshot]:
    """The video, claimed."""
    async with Claims(database).claim(video_id) as snapshot:
        assert snapshot is not None
        yield snapshot
