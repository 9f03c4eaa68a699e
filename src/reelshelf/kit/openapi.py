"""The OpenAPI document as it is served: every route with all the problems it may answer, and nothing else."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from fastapi.openapi.utils import get_openapi

from reelshelf.kit.problem_answers import InvalidRequest, Pausing, Unreadable
from reelshelf.kit.web import ProblemBody, problems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fastapi import FastAPI
    from fastapi.routing import APIRoute

    from reelshelf.kit.problem import Problem

METHODS = ("get", "put", "post", "delete", "patch")
WATCHING = "/api/health/"
"""Answers 503 in its own words."""
FRAMEWORKS_OWN = ("HTTPValidationError", "ValidationError")
WAITING = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)
RETRY_AFTER = {
    "description": "Seconds until it may be tried again",
    "schema": {"type": "integer", "minimum": 1},
}


def operation_id(route: APIRoute) -> str:
    """The name of the function; the paths tell apart what one function answers."""
    return route.name


def describe(
    app: FastAPI,
    *,
    signed_in: tuple[type[Problem], ...],
    writing: tuple[type[Problem], ...],
    reading: tuple[type[Problem], ...],
) -> dict[str, Any]:
    """The document. `signed_in` is what every route may answer that asks who it is, `writing` what those may
    that change something, `reading` what those may that take a body.
    """
    document = get_openapi(title=app.title, version=app.version, summary=app.summary, routes=app.routes)
    schemas: dict[str, Any] = document.setdefault("components", {}).setdefault("schemas", {})
    for name in FRAMEWORKS_OWN:
        schemas.pop(name, None)
    schemas["ProblemBody"] = ProblemBody.model_json_schema()
    for path, method, operation in _operations(document):
        kinds: list[type[Problem]] = [] if path.startswith(WATCHING) else [Pausing]
        if "parameters" in operation or "requestBody" in operation:
            kinds.append(InvalidRequest)
        if "requestBody" in operation:
            kinds += [Unreadable, *reading]
        if operation.get("security"):
            kinds += [*signed_in, *(writing if method != "get" else ())]
        _declare(operation["responses"], kinds)
    document["components"]["schemas"] = dict(sorted(schemas.items()))
    return document


def _operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, operations in document["paths"].items():
        for method in METHODS:
            if method in operations:
                yield path, method, operations[method]


def _declare(responses: dict[str, Any], kinds: list[type[Problem]]) -> None:
    """Add these problems to those that the route names itself."""
    own = responses.get("422", {}).get("content", {})
    if "HTTPValidationError" in str(own):
        del responses["422"]
    for status, answer in problems(*kinds).items():
        known = responses.setdefault(str(status), {"description": "", "content": answer["content"]})
        content = known.setdefault("content", {}).setdefault("application/problem+json", {})
        media = answer["content"]["application/problem+json"]
        content.setdefault("schema", media["schema"])
        content["examples"] = {**content.get("examples", {}), **media["examples"]}
        if answer["description"] not in known["description"]:
            known["description"] = " / ".join(filter(None, (known["description"], answer["description"])))
    for waiting in WAITING:
        if "application/problem+json" in responses.get(str(waiting.value), {}).get("content", {}):
            responses[str(waiting.value)]["headers"] = {"Retry-After": RETRY_AFTER}
