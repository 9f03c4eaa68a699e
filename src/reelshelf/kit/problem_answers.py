"""Every error becomes `application/problem+json`: ours as they are, foreign ones in plain words."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import orjson
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from redis.exceptions import RedisError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.exceptions import HTTPException
from starlette.routing import compile_path

from reelshelf.kit.db import is_passing, sqlstate_of
from reelshelf.kit.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER_SECONDS = 5
METHOD_NOT_ALLOWED = 405
WRONG_METHOD = HTTPException(METHOD_NOT_ALLOWED)
BAD_VALUE_STATE = "22"


class InternalError(Problem):
    pass


class InvalidRequest(Problem):
    status = 422
    code = "invalid_request"
    title = "This request cannot be used"


class Unreadable(Problem):
    """Raised by the framework, for a body that is not what its headers say."""

    status = 400
    code = "http_error"
    title = "This request cannot be read"


class Pausing(Problem):
    status = 503
    code = "unavailable"
    title = "Reelshelf takes a short pause. Nothing is lost; please try again in a moment."


class HttpProblem(Problem):
    """What the framework answers by itself: no such route, wrong method."""

    def __init__(self, status: int, title: str) -> None:
        super().__init__(title)
        self._status, self._title = status, title

    def body(self) -> dict[str, object]:
        code = {404: "not_found", 405: "method_not_allowed"}.get(self._status, "http_error")
        return {**super().body(), "status": self._status, "title": self._title, "code": code}


def answer(problem: Problem, more_headers: Mapping[str, str] | None = None) -> Response:
    body = problem.body()
    headers = {"Cache-Control": "no-store", **(more_headers or {})}
    if problem.retry_after_seconds is not None:
        headers["Retry-After"] = str(problem.retry_after_seconds)
    if body["status"] == 401:  # noqa: PLR2004 - the status that wants this header
        headers["WWW-Authenticate"] = "Bearer"
    return Response(orjson.dumps(body, default=str), int(str(body["status"])), headers, MEDIA_TYPE)


def install(app: FastAPI) -> None:
    """Register the handlers."""
    _on(app, Problem, lambda error: answer(error) if isinstance(error, Problem) else _internal(error))
    _on(app, RequestValidationError, _invalid)
    _on(app, HTTPException, _http)
    _on(app, DBAPIError, _database)
    for outage in (OSError, RedisError, PoolTimeoutError):
        _on(app, outage, _pausing)
    _on(app, Exception, _internal)


def _on(app: FastAPI, kind: type[Exception], make: Callable[[Exception], Response]) -> None:
    async def handle(request: Request, error: Exception) -> Response:
        answered = _http(WRONG_METHOD) if _is_of_a_neighbour(request, error) else make(error)
        if answered.status_code == METHOD_NOT_ALLOWED and (methods := _methods(request)):
            answered.headers["Allow"] = ", ".join(sorted(methods))
        return answered

    handler: Callable[[Request, Exception], Awaitable[Response]] = handle
    app.add_exception_handler(kind, handler)


def _is_of_a_neighbour(request: Request, error: Exception) -> bool:
    """Whether a path that stands in the document by itself was taken for another's, with its name as an id."""
    if not isinstance(error, RequestValidationError):
        return False
    operations = request.app.openapi()["paths"].get(request.scope["path"], {})
    return bool(operations) and request.method.lower() not in operations


def _methods(request: Request) -> set[str]:
    """All that the path has, by the document: the framework names those of its first route only. A path that
    stands there by itself is not its neighbour with an id in that place.
    """
    paths, asked = request.app.openapi()["paths"], request.scope["path"]
    fitting = [asked] if asked in paths else [path for path in paths if compile_path(path)[0].match(asked)]
    return {method.upper() for path in fitting for method in paths[path]}


def _invalid(error: Exception) -> Response:
    first = error.errors()[0] if isinstance(error, RequestValidationError) else {"loc": (), "msg": str(error)}
    where = ".".join(str(part) for part in first["loc"] if part != "body")
    return answer(InvalidRequest(f"{where}: {first['msg']}" if where else str(first["msg"])))


def _http(error: Exception) -> Response:
    if isinstance(error, HTTPException):
        return answer(HttpProblem(error.status_code, str(error.detail)), error.headers)
    return _internal(error)


def _database(error: Exception) -> Response:
    if sqlstate_of(error).startswith(BAD_VALUE_STATE):
        return answer(InvalidRequest("A value in this request cannot be stored or compared."))
    return _pausing(error) if is_passing(error) else _internal(error)


def _pausing(error: Exception) -> Response:
    log.warning("a store is not there: %s", error)
    return answer(Pausing(retry_after_seconds=RETRY_AFTER_SECONDS))


def _internal(error: Exception) -> Response:
    log.error("unexpected error", exc_info=error)
    return answer(InternalError())
