"""Trying again over HTTP: a whole import, some videos, or one."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter

from reelshelf.accounts.access import Me
from reelshelf.enrichment import queries
from reelshelf.enrichment.announcer import AnnouncerOf
from reelshelf.enrichment.api import EnrichmentView
from reelshelf.enrichment.queries import AlreadyRunning
from reelshelf.errors import NotFound, NotSignedIn
from reelshelf.imports import jobs, retry
from reelshelf.imports.wire import RetriedJob, RetriedVideos, VideoChoice
from reelshelf.kit.language import LanguageOf
from reelshelf.kit.web import DatabaseOf, problems
from reelshelf.progress.dependencies import PublisherOf

router = APIRouter(prefix="/api", responses=problems(NotSignedIn, NotFound))


@router.post("/jobs/{job_id}/retry", tags=["jobs"])
async def retry_job(
    job_id: UUID, me: Me, database: DatabaseOf, announcer: AnnouncerOf, publisher: PublisherOf
) -> RetriedJob:
    """Try everything of this import again that is not available or whose captions follow."""
    async with database.begin() as connection:
        retried = await retry.retry_job(connection, me.user_id, job_id)
        job = await jobs.get(connection, me.user_id, job_id)
    await announcer.ring()
    await publisher.publish(me.user_id, retried.told)
    return RetriedJob.model_validate({**job, "started": retried.started})


@router.post("/videos/retry", tags=["library"])
async def retry_videos(
    body: VideoChoice, me: Me, database: DatabaseOf, announcer: AnnouncerOf, publisher: PublisherOf
) -> RetriedVideos:
    """Try those of these videos again that are not available or whose captions follow."""
    async with database.begin() as connection:
        retried = await retry.retry_videos(connection, me.user_id, body.video_ids)
    await announcer.ring()
    await publisher.publish(me.user_id, retried.told)
    return RetriedVideos(started=retried.started, unchanged=retried.unchanged, missing=retried.missing)


@router.post(
    "/videos/{video_id}/enrichment",
    status_code=202,
    tags=["enrichment"],
    responses=problems(AlreadyRunning),
)
@router.post(
    "/videos/{video_id}/enrichment/retry",
    name="retry_enrichment",
    status_code=202,
    tags=["enrichment"],
    responses=problems(AlreadyRunning),
)
async def start_enrichment(
    video_id: UUID,
    me: Me,
    database: DatabaseOf,
    announcer: AnnouncerOf,
    publisher: PublisherOf,
    language: LanguageOf,
) -> EnrichmentView:
    """Fetch again what can be fetched, ahead of others; 409 while that is under way."""
    async with database.begin() as connection:
        retried = await retry.retry_one(connection, me.user_id, video_id)
        row = await queries.get(connection, me.user_id, video_id)
    await announcer.announce_urgent([str(video_id)])
    await publisher.publish(me.user_id, retried.told)
    return EnrichmentView.of(row, language)
