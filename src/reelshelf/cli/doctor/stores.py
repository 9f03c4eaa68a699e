"""PostgreSQL, Redis, and the web server, asked directly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
from redis.exceptions import RedisError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from reelshelf.cli.doctor.findings import Finding, note, ok, problem
from reelshelf.kit.db import create_engine
from reelshelf.kit.redis import connect
from reelshelf.migrations import HEAD, current_revision

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

_OLDEST_POSTGRES = 15
_OLDEST_REDIS = 7
_TIMEOUT_SECONDS = 5


async def postgres(database_url: str) -> list[Finding]:
    """Whether it answers and is new enough, and whether its tables are those of this program."""
    try:
        engine = create_engine(database_url, pool_size=1, application_name="reelshelf doctor")
    except (SQLAlchemyError, ValueError):
        return [problem("PostgreSQL", "the address cannot be read.", "Correct REELSHELF_DATABASE_URL.")]
    try:
        async with engine.connect() as connection:
            return [await _postgres_version(connection), await _schema(connection)]
    except (OSError, SQLAlchemyError):
        advice = "Check that it runs and that REELSHELF_DATABASE_URL is right."
        return [problem("PostgreSQL", f"{engine.url.render_as_string()} does not answer.", advice)]
    finally:
        await engine.dispose()


async def redis(redis_url: str) -> Finding:
    try:
        async with connect(redis_url) as client:
            info: dict[str, Any] = await client.info("server")
    except ValueError:
        return problem("Redis", "the address cannot be read.", "Correct REELSHELF_REDIS_URL.")
    except (OSError, RedisError):
        return problem(
            "Redis", "it does not answer.", "Check that it runs and that REELSHELF_REDIS_URL is right."
        )
    name = "Valkey" if "valkey_version" in info else "Redis"
    version = str(info.get("valkey_version") or info["redis_version"])
    if int(version.split(".", 1)[0]) < _OLDEST_REDIS:
        return problem("Redis", f"{name} {version} is too old.", f"Use Redis {_OLDEST_REDIS} or Valkey.")
    return ok("Redis", f"{name} {version}.")


async def web_server(address: str) -> list[Finding]:
    """Whether it answers, and what it knows of itself and the workers."""
    try:
        async with httpx.AsyncClient(base_url=address, timeout=_TIMEOUT_SECONDS, trust_env=False) as client:
            live = await client.get("/api/health/live")
            ready = await client.get("/api/health/ready")
    except httpx.HTTPError:
        return [
            note(
                "Web server",
                f"nothing answers at {address}.",
                "`reelshelf up` or `reelshelf serve` starts it.",
            )
        ]
    if not live.is_success:
        return [
            problem(
                "Web server", f"{address} is not Reelshelf's.", "Choose another port with REELSHELF_PORT."
            )
        ]
    return [ok("Web server", f"answers at {address}."), _readiness(ready)]


def _readiness(ready: httpx.Response) -> Finding:
    """From the body of `/api/health/ready`."""
    try:
        body = ready.json()
        workers, backlog = int(body["workers"]), int(body["backlog"])
    except (ValueError, KeyError, TypeError):
        return problem("Worker", "the web server does not say.", "See its log.")
    if not (body["database"] and body["redis"]):
        return problem("Web server", "it cannot reach PostgreSQL or Redis.", "See the lines on those two.")
    if not workers:
        return problem("Worker", f"none is running, {backlog} videos wait.", "`reelshelf work` starts one.")
    return ok("Worker", f"{workers} running, {backlog} videos wait.")


async def _postgres_version(connection: AsyncConnection) -> Finding:
    version = str(await connection.scalar(text("SHOW server_version")))
    if int(version.split(".", 1)[0]) < _OLDEST_POSTGRES:
        return problem("PostgreSQL", f"{version} is too old.", f"Use PostgreSQL {_OLDEST_POSTGRES} or newer.")
    return ok("PostgreSQL", f"{version}.")


async def _schema(connection: AsyncConnection) -> Finding:
    revision = await current_revision(connection)
    if revision is None:
        return problem("Database", "it is empty.", "Run `reelshelf migrate`.")
    if revision < HEAD:
        return problem(
            "Database", f"revision {revision}, this program wants {HEAD}.", "Run `reelshelf migrate`."
        )
    if revision > HEAD:
        return problem(
            "Database", f"revision {revision} was written by a newer Reelshelf.", "Start that version."
        )
    return ok("Database", f"revision {revision}, up to date.")
