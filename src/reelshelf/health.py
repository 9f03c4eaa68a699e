"""Whether everything needed is there, in plain words."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel
from redis.exceptions import RedisError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from reelshelf.kit import heartbeat
from reelshelf.kit.problem_answers import RETRY_AFTER_SECONDS
from reelshelf.kit.web import DatabaseOf, RedisOf

if TYPE_CHECKING:
    from redis.asyncio import Redis

    from reelshelf.kit.db import Database

router = APIRouter(prefix="/api/health", tags=["health"])

ANSWER_SECONDS = 3.0
"""Whoever asks wants to know soon."""

READ = """
SELECT count(*) FILTER (WHERE due_at <= now()) AS due,
       coalesce(extract(epoch FROM now() - min(due_at) FILTER (WHERE due_at <= now())), 0) AS oldest_seconds
FROM video_enrichments WHERE due_at IS NOT NULL
"""


class Liveness(BaseModel):
    status: Literal["ok"] = "ok"


class Readiness(BaseModel):
    status: Literal["ok", "degraded"]
    database: bool
    redis: bool
    workers: int
    backlog: int
    oldest_seconds: float


@router.get("/live")
async def live() -> Liveness:
    """Whether the web server answers."""
    return Liveness()


@router.get(
    "/ready",
    responses={
        503: {"model": Readiness, "headers": {"Retry-After": {"schema": {"type": "integer"}}}},
    },
)
async def ready(response: Response, database: DatabaseOf, redis: RedisOf) -> Readiness:
    """503 while PostgreSQL, Redis or every worker is missing; also when one of them takes too long to say."""
    backlog, workers = await asyncio.gather(_backlog(database), _workers(redis))
    fine = backlog is not None and bool(workers)
    if not fine:
        response.status_code = 503
        response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return Readiness(
        status="ok" if fine else "degraded",
        database=backlog is not None,
        redis=workers is not None,
        workers=workers or 0,
        backlog=int(backlog["due"]) if backlog else 0,
        oldest_seconds=float(backlog["oldest_seconds"]) if backlog else 0.0,
    )


async def _backlog(database: Database) -> dict[str, Any] | None:
    try:
        async with asyncio.timeout(ANSWER_SECONDS), database.read() as connection:
            return dict((await connection.execute(text(READ))).mappings().one())
    except (SQLAlchemyError, OSError):
        return None


async def _workers(redis: Redis) -> int | None:
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            return await heartbeat.alive(redis)
    except (RedisError, OSError):
        return None
