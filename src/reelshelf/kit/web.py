"""What routes ask for: the database, Redis, pages. Filled in by `http.py` at start-up."""

from __future__ import annotations

import base64
import binascii
from typing import Annotated, Any, Generic, Protocol, TypeVar
from uuid import UUID

import orjson
from fastapi import Depends, Query
from fastapi.requests import HTTPConnection
from pydantic import AfterValidator, BaseModel, BeforeValidator, Field
from redis.asyncio import Redis

from reelshelf.kit.db import Database
from reelshelf.kit.problem import Problem

Item = TypeVar("Item")
MAX_PAGE = 200


async def _database(connection: HTTPConnection) -> Database:
    database: Database = connection.app.state.database
    return database


async def _redis(connection: HTTPConnection) -> Redis:
    redis: Redis = connection.app.state.redis
    return redis


def number(value: object) -> object:
    """JSON's truth values and numbers in quotes are no numbers; 12.0 is one."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("Input should be a valid integer")  # noqa: TRY004 - pydantic's protocol
    return value


WholeNumber = Annotated[int, BeforeValidator(number)]
"""Of a JSON body."""


def without_null(text: str) -> str:
    """PostgreSQL stores every character but this one."""
    if "\0" in text:
        raise ValueError("Input should have no null character")
    return text


NO_NULL = AfterValidator(without_null)
NO_NULL_PATTERN = Field(json_schema_extra={"pattern": r"^[^\u0000]*$"})
Text = Annotated[str, NO_NULL, NO_NULL_PATTERN]
"""What is kept in the database, or compared with it."""
DatabaseOf = Annotated[Database, Depends(_database)]
RedisOf = Annotated[Redis, Depends(_redis)]
Limit = Annotated[int, Query(ge=1, le=MAX_PAGE, description="How many at most.")]
Cursor = Annotated[str | None, Query(max_length=500, description="`next_cursor` of the page before.")]


class Page(BaseModel, Generic[Item]):
    """One page of a collection; `next_cursor` is null on the last."""

    items: list[Item]
    next_cursor: str | None = None


class _Identified(Protocol):
    @property
    def id(self) -> UUID: ...


Shown = TypeVar("Shown", bound=_Identified)


class ProblemBody(BaseModel):
    """RFC 9457 problem details."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    code: str


class BadCursor(Problem):
    status = 422
    code = "bad_cursor"
    title = "This page marker is not one of ours"


def encode_cursor(*values: Any) -> str:
    return base64.urlsafe_b64encode(orjson.dumps(values)).decode().rstrip("=")


def decode_cursor(cursor: str, length: int) -> list[Any]:
    """The values a cursor was made of. Raises BadCursor for anything else."""
    try:
        values = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError) as problem:
        raise BadCursor from problem
    if not isinstance(values, list) or len(values) != length:
        raise BadCursor
    return values


def id_of_cursor(cursor: str | None) -> UUID | None:
    """For collections in the order of their ids: the last id seen. Raises BadCursor."""
    if cursor is None:
        return None
    try:
        return UUID(str(decode_cursor(cursor, 1)[0]))
    except ValueError as problem:
        raise BadCursor from problem


def page_by_id(found: list[Shown], limit: int) -> Page[Shown]:
    """`found` has one more than `limit` when there is another page."""
    items = found[:limit]
    more = len(found) > limit
    return Page(items=items, next_cursor=encode_cursor(str(items[-1].id)) if more else None)


def problems(*kinds: type[Problem]) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route that may answer with these problems, each code an example of its status."""
    found: dict[int | str, dict[str, Any]] = {}
    for kind in kinds:
        media: dict[str, Any] = {"schema": {"$ref": "#/components/schemas/ProblemBody"}, "examples": {}}
        answer = found.setdefault(
            kind.status, {"description": kind.title, "content": {"application/problem+json": media}}
        )
        if kind.title not in answer["description"]:
            answer["description"] += f" / {kind.title}"
        answer["content"]["application/problem+json"]["examples"][kind.code] = {"value": kind().body()}
    return found
