"""The reporter: tells how far a job is, at once after a rest and then at most twice a second.

Counts are taken from the videos themselves, so a report that is lost or made twice does no harm.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from reelshelf.imports import jobs
from reelshelf.progress import events

if TYPE_CHECKING:
    from uuid import UUID

    from reelshelf.kit.db import Database
    from reelshelf.progress.publisher import Publisher

log = logging.getLogger(__name__)

PAUSE_SECONDS = 0.5
SWEEP_SECONDS = 10.0
"""How often jobs are looked for that are over without anybody having said so."""


class JobReporter:
    def __init__(self, database: Database, publisher: Publisher) -> None:
        self._database = database
        self._publisher = publisher
        self._changed: set[UUID] = set()
        self._bell = asyncio.Event()

    def changed(self, job_id: UUID) -> None:
        self._changed.add(job_id)
        self._bell.set()

    async def run(self) -> None:
        async with asyncio.TaskGroup() as both:
            both.create_task(self._report_forever())
            both.create_task(self._sweep_forever())

    async def _report_forever(self) -> None:
        while True:
            await self._bell.wait()
            self._bell.clear()
            changed, self._changed = self._changed, set()
            for job_id in changed:
                try:
                    await self._report(job_id)
                except (SQLAlchemyError, OSError) as problem:
                    log.warning("job not reported: %s", problem, extra={"job_id": job_id})
            await asyncio.sleep(PAUSE_SECONDS)

    async def _report(self, job_id: UUID) -> None:
        async with self._database.begin() as connection:
            report = await jobs.report(connection, job_id)
            if report is None:
                return
            told = await events.append(connection, report.user_id, [report.event])
        await self._publisher.publish(report.user_id, told)

    async def _sweep_forever(self) -> None:
        while True:
            await asyncio.sleep(SWEEP_SECONDS)
            try:
                async with self._database.read() as connection:
                    rows = await connection.execute(_OVER_UNTOLD)
                    for job_id in rows.scalars():
                        self.changed(job_id)
            except (SQLAlchemyError, OSError) as problem:
                log.warning("jobs not swept: %s", problem)


_OVER_UNTOLD = text("""
SELECT j.id FROM processing_jobs j
WHERE j.finished_at IS NULL AND j.status = 'running'
  AND NOT EXISTS (SELECT 1 FROM videos v WHERE v.job_id = j.id AND v.import_stage NOT IN ('complete', 'error'))
  AND NOT EXISTS (SELECT 1 FROM job_collections c WHERE c.job_id = j.id AND c.due_at IS NOT NULL)
  AND NOT EXISTS (
    SELECT 1 FROM videos v JOIN video_enrichments e ON e.video_id = v.id
    WHERE v.job_id = j.id AND e.status IN ('pending', 'processing'))
""")
