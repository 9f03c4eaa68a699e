"""Jobs over HTTP: how far an import is, and pausing, resuming, cancelling or undoing it."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from reelshelf.accounts.access import Me
from reelshelf.enrichment.announcer import AnnouncerOf
from reelshelf.errors import NotFound, NotSignedIn
from reelshelf.imports import jobs
from reelshelf.imports.jobs import JobOver
from reelshelf.imports.wire import JobDetail, JobView, ProgressHistory
from reelshelf.kit.web import (
    BadCursor,
    Cursor,
    DatabaseOf,
    Limit,
    Page,
    decode_cursor,
    encode_cursor,
    problems,
)
from reelshelf.progress import events
from reelshelf.progress.dependencies import PublisherOf

router = APIRouter(prefix="/api/jobs", tags=["jobs"], responses=problems(NotSignedIn, NotFound))


@router.get("", responses=problems(BadCursor))
async def get_jobs(me: Me, database: DatabaseOf, cursor: Cursor = None, limit: Limit = 50) -> Page[JobView]:
    """Every import, newest first."""
    before = _job_id(cursor) if cursor else None
    async with database.read() as connection:
        rows = await jobs.page(connection, me.user_id, before, limit)
    items = [JobView.model_validate(row) for row in rows[:limit]]
    more = len(rows) > limit
    return Page(items=items, next_cursor=encode_cursor(str(items[-1].id)) if more else None)


@router.get("/{job_id}")
async def get_job(job_id: UUID, me: Me, database: DatabaseOf) -> JobDetail:
    """One import, with the lines that were no videos."""
    async with database.read() as connection:
        return JobDetail.model_validate(await jobs.get(connection, me.user_id, job_id))


@router.get("/{job_id}/progress-history")
async def get_progress_history(
    job_id: UUID,
    me: Me,
    database: DatabaseOf,
    since: Annotated[int, Query(ge=0, le=2**62)] = 0,
    limit: Limit = 200,
) -> ProgressHistory:
    """Persisted progress events after `since`, for catching up. Old ones are not kept: `first_seq` says
    where the history begins; whoever has less than the number before it starts from the things themselves.
    """
    async with database.read() as connection:
        await jobs.get(connection, me.user_id, job_id)
        found = await events.since(connection, me.user_id, since, limit=limit + 1, job_id=job_id)
        # Asked last: what was pruned meanwhile must not be taken for something that never was.
        first_seq = await events.first_seq(connection, me.user_id)
    items = found[:limit]
    last_seq = items[-1]["seq"] if items else since
    return ProgressHistory(
        items=items,
        next_cursor=str(last_seq) if len(found) > limit else None,
        last_seq=last_seq,
        first_seq=first_seq,
    )


@router.post("/{job_id}/pause", responses=problems(JobOver))
async def pause(job_id: UUID, me: Me, database: DatabaseOf, publisher: PublisherOf) -> JobView:
    """Fetch nothing more of this import until it is resumed."""
    async with database.begin() as connection:
        await jobs.pause(connection, me.user_id, job_id)
        told = await jobs.tell(connection, me.user_id, job_id)
        view = JobView.model_validate(await jobs.get(connection, me.user_id, job_id))
    await publisher.publish(me.user_id, told)
    return view


@router.post("/{job_id}/resume", responses=problems(JobOver))
async def resume(
    job_id: UUID, me: Me, database: DatabaseOf, publisher: PublisherOf, announcer: AnnouncerOf
) -> JobView:
    """Go on with a paused import."""
    async with database.begin() as connection:
        await jobs.resume(connection, me.user_id, job_id)
        told = await jobs.tell(connection, me.user_id, job_id)
        view = JobView.model_validate(await jobs.get(connection, me.user_id, job_id))
    await announcer.ring()
    await publisher.publish(me.user_id, told)
    return view


@router.post("/{job_id}/cancel", responses=problems(JobOver))
async def cancel(job_id: UUID, me: Me, database: DatabaseOf, publisher: PublisherOf) -> JobView:
    """Keep what is complete, take the rest off the shelf."""
    async with database.begin() as connection:
        removed = await jobs.cancel(connection, me.user_id, job_id)
        told = await jobs.tell(connection, me.user_id, job_id, removed=removed)
        view = JobView.model_validate(await jobs.get(connection, me.user_id, job_id))
    await publisher.publish(me.user_id, told)
    return view


@router.post("/{job_id}/undo")
async def undo(job_id: UUID, me: Me, database: DatabaseOf, publisher: PublisherOf) -> JobView:
    """Take everything off the shelf that this import put there, but for what a person has changed since."""
    async with database.begin() as connection:
        removed = await jobs.undo(connection, me.user_id, job_id)
        told = await jobs.tell(connection, me.user_id, job_id, removed=removed)
        view = JobView.model_validate(await jobs.get(connection, me.user_id, job_id))
    await publisher.publish(me.user_id, told)
    return view


def _job_id(cursor: str) -> UUID:
    try:
        return UUID(str(decode_cursor(cursor, 1)[0]))
    except ValueError as problem:
        raise BadCursor from problem
