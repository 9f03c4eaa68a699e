"""The database: declarative base, engine, and the one place where a request's transaction begins and ends."""

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import orjson
from sqlalchemy import DateTime, MetaData, Text, Uuid, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.orm import DeclarativeBase

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


PASSING_STATES = ("08", "57", "53", "40")
"""SQLSTATE classes: connection, operator intervention (restart), resources, deadlock."""


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy's own protocol
        datetime: DateTime(timezone=True),
        str: Text(),
        UUID: Uuid(),
    }


def async_url(database_url: str) -> URL:
    """`postgres://`, `postgresql://` or a URL with a driver, as one for asyncpg."""
    return make_url(database_url.replace("postgres://", "postgresql://", 1)).set(
        drivername="postgresql+asyncpg"
    )


def _dumps(value: Any) -> str:
    return orjson.dumps(value).decode()


def sqlstate_of(error: BaseException) -> str:
    """PostgreSQL's five characters, or nothing."""
    return str(getattr(getattr(error, "orig", None), "sqlstate", "") or "")


def is_passing(error: BaseException) -> bool:
    """Whether the same transaction may succeed a moment later: an outage, a restart, a deadlock."""
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    if isinstance(error, OSError | PoolTimeoutError | OperationalError | InterfaceError):
        return True
    return sqlstate_of(error).startswith(PASSING_STATES)


def create_engine(
    database_url: str, *, pool_size: int = 10, application_name: str = "reelshelf"
) -> AsyncEngine:
    """An engine that drops all its connections when it finds one dead, so that a restarted server costs
    one failed transaction and not one for each connection.
    """
    return create_async_engine(
        async_url(database_url),
        pool_size=pool_size,
        max_overflow=pool_size,
        pool_timeout=10,
        hide_parameters=True,
        json_serializer=_dumps,
        json_deserializer=orjson.loads,
        connect_args={
            "timeout": 5,
            "command_timeout": 60,
            "server_settings": {"application_name": application_name, "jit": "off", "timezone": "UTC"},
        },
    )


class Database:
    """Hands out connections; `begin` is one transaction, `read` never writes."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncConnection]:
        async with self.engine.begin() as connection:
            yield connection

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """One statement each, no transaction around them: half the round trips."""
        async with self.engine.connect() as connection:
            await connection.execution_options(isolation_level="AUTOCOMMIT")
            yield connection

    @asynccontextmanager
    async def read_planned(self) -> AsyncIterator[AsyncConnection]:
        """For conditions that let by few or many, depending on their values: each time planned for them."""
        async with self.engine.begin() as connection:
            await connection.execute(text("SET LOCAL plan_cache_mode = force_custom_plan"))
            yield connection

    async def close(self) -> None:
        await self.engine.dispose()
