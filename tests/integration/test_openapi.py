"""The OpenAPI document: what the program serves, complete, and what the web app's types are made from."""

from __future__ import annotations

import inspect
from collections import Counter
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
import pytest
from fastapi.routing import iter_route_contexts

from reelshelf.http import build_app
from reelshelf.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fastapi.dependencies.models import Dependant

DOCUMENT = Path(__file__).parents[2] / "web" / "openapi.json"
PROBLEM = "application/problem+json"
OPEN = ("/api/health", "/metrics")
DOORS = "/api/auth/"


@pytest.fixture
def served(tmp_path: Path) -> Any:
    return orjson.loads(orjson.dumps(build_app(Settings(data_dir=tmp_path, _env_file=None)).openapi()))


def operations(document: Any) -> Iterator[tuple[str, str, Any]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def test_the_kept_document_is_current(served: Any) -> None:
    assert orjson.loads(DOCUMENT.read_bytes()) == served, "run `make gen`"


def test_every_problem_is_told_as_a_problem_and_in_no_other_form(served: Any) -> None:
    for path, method, operation in operations(served):
        if path.startswith(OPEN):
            continue
        for status, answer in operation["responses"].items():
            if int(status) >= HTTPStatus.BAD_REQUEST:
                assert list(answer["content"]) == [PROBLEM], (method, path, status)
                examples = answer["content"][PROBLEM]["examples"]
                assert examples, (method, path, status)
                for code, example in examples.items():
                    assert (example["value"]["code"], example["value"]["status"]) == (code, int(status))
    assert "HTTPValidationError" not in str(served)


def test_every_route_names_the_problems_that_all_have(served: Any) -> None:
    for path, method, operation in operations(served):
        if path.startswith(OPEN):
            continue
        declared = set(operation["responses"])
        assert "503" in declared, (method, path)
        if not path.startswith(DOORS):
            assert operation["security"] == [{"HTTPBearer": []}], (method, path)
            assert {"401", "429"} <= declared, (method, path)
        if "parameters" in operation or "requestBody" in operation:
            assert "422" in declared, (method, path)
        if "requestBody" in operation:
            assert {"400", "413"} <= declared, (method, path)


def test_every_operation_has_a_name_of_its_own_and_a_description(served: Any) -> None:
    names = Counter(operation["operationId"] for _, _, operation in operations(served))
    assert [name for name, count in names.items() if count > 1] == []
    for path, method, operation in operations(served):
        assert operation.get("description"), f"{method} {path} needs a docstring"
        assert operation.get("tags"), f"{method} {path} needs a tag"


def test_no_request_waits_for_a_thread(tmp_path: Path) -> None:
    """FastAPI runs what is no coroutine in a thread: for a look at a dictionary that costs more than the look."""
    called = [
        call
        for route in iter_route_contexts(build_app(Settings(data_dir=tmp_path, _env_file=None)).routes)
        for call in calls(getattr(route, "dependant", None))
    ]
    assert called
    assert [call for call in called if not inspect.iscoroutinefunction(call)] == []


def calls(dependant: Dependant | None) -> Iterator[Any]:
    """The function of a route, and all that it depends on."""
    if dependant is not None:
        yield dependant.call if inspect.isroutine(dependant.call) else type(dependant.call).__call__
        for each in dependant.dependencies:
            yield from calls(each)
