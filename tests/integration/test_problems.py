"""Whatever is sent, the answer is a problem in plain words: never a 5xx, never a stack trace."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import SecretStr

from reelshelf.embedded import Embedded
from reelshelf.migrations import upgrade_async
from running import Person, serving, sign_up
from simulators.world.ids import video_ids
from stock import change

if TYPE_CHECKING:
    from pathlib import Path

    import httpx

    from reelshelf.kit.db import Database
    from reelshelf.settings import Settings

NOBODYS = "00000000-0000-7000-8000-000000000000"
NUL = "a\0b"
#: Half of a character, as JSON can spell it and nobody can store it.
HALF = b'"\\ud83d"'
LINK = f"https://youtu.be/{video_ids(1)[0]}"


def problem_of(answer: httpx.Response) -> dict[str, Any]:
    """The body, once it is certain that it is a problem in our form."""
    assert answer.status_code < 500, answer.text
    return body_of(answer)


def body_of(answer: httpx.Response) -> dict[str, Any]:
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    body: dict[str, Any] = answer.json()
    assert {"type", "title", "status", "detail", "code"} <= set(body)
    assert body["status"] == answer.status_code
    assert body["code"]
    assert not {"Traceback", "asyncpg", "sqlalchemy"} & set(body["detail"].split())
    return body


@pytest.mark.parametrize("path", ["/api/nothing", "/api/", "/api/lists/", "/api/videos", "/api/lists/x/y/z"])
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
async def test_an_unknown_route_is_not_found(person: Person, path: str, method: str) -> None:
    body = problem_of(await person.http.request(method, path))
    assert (body["status"], body["code"]) == (404, "not_found")


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("DELETE", "/api/lists", {"GET", "POST"}),
        ("PUT", f"/api/videos/{NOBODYS}", {"GET", "PATCH", "DELETE"}),
        ("GET", "/api/auth/login", {"POST"}),
        ("POST", "/api/me", {"GET"}),
        ("PATCH", "/api/videos/move", {"POST"}),
        ("GET", "/api/videos/seen", {"POST"}),
    ],
)
async def test_a_wrong_method_says_which_are_right(
    person: Person, method: str, path: str, allowed: set[str]
) -> None:
    answer = await person.http.request(method, path)
    body = problem_of(answer)
    assert (body["status"], body["code"]) == (405, "method_not_allowed")
    assert set(answer.headers["allow"].split(", ")) <= allowed


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"nonsense",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"name": ' + b"9" * 10_000 + b"}",
        b"null",
        b"[]",
        b"5",
    ],
    ids=["empty", "cut", "text", "no UTF-8", "deep", "huge number", "null", "list", "number"],
)
@pytest.mark.parametrize("path", ["/api/lists", "/api/imports/preview", "/api/auth/login"])
async def test_malformed_json_is_refused(person: Person, path: str, content: bytes) -> None:
    answer = await person.http.post(path, content=content, headers={"Content-Type": "application/json"})
    assert problem_of(answer)["status"] in {400, 422}


@pytest.mark.parametrize(
    "content_type", ["multipart/form-data", "multipart/form-data; boundary=x", "text/plain", ""]
)
@pytest.mark.parametrize(
    "path", ["/api/imports/preview", "/api/lists/{}/videos/bulk", "/api/lists/{}/videos/batch"]
)
async def test_a_body_of_another_kind_is_refused(person: Person, path: str, content_type: str) -> None:
    list_id = await person.create_list()
    answer = await person.http.post(
        path.format(list_id), content=b"--x\r\nnonsense", headers={"Content-Type": content_type}
    )
    assert problem_of(answer)["status"] in {400, 422}


async def test_nul_characters_are_refused_or_left_out(person: Person) -> None:
    list_id = await person.create_list()
    video_id = (await person.import_links(list_id, video_ids(1)))["video_ids"][0]
    requests: list[tuple[str, str, dict[str, Any]]] = [
        ("POST", "/api/lists", {"json": {"name": NUL}}),
        ("POST", "/api/lists", {"json": {"name": "fine", "description": NUL}}),
        ("PATCH", f"/api/lists/{list_id}", {"json": {"name": NUL}}),
        ("PATCH", f"/api/videos/{video_id}", {"json": {"title": NUL}}),
        ("PATCH", f"/api/videos/{video_id}", {"json": {"notes": NUL}}),
        ("GET", f"/api/lists/{list_id}/videos", {"params": {"q": NUL}}),
        ("GET", f"/api/lists/{list_id}/videos", {"params": {"channel": NUL}}),
        ("POST", "/api/auth/login", {"json": {"email": NUL, "password": NUL}}),
        ("POST", "/api/auth/link", {"json": {"token": NUL}}),
        ("POST", f"/api/lists/{list_id}/videos", {"json": {"url": NUL}}),
    ]
    for method, path, body in requests:
        answer = await person.http.request(method, path, **body)
        assert problem_of(answer)["status"] in {401, 422}, (method, path)
    kept = await person.get(f"/api/videos/{video_id}")
    assert (kept["title"], kept["notes"]) == (None, None)


async def test_a_nul_in_one_line_costs_no_other_line(person: Person) -> None:
    list_id = await person.create_list()
    first, second = video_ids(3)[1:]
    text = f"https://youtu.be/{first}\nsome \0 words\n\0\nhttps://youtu.be/{second}"
    answer = await person.http.post(f"/api/lists/{list_id}/videos/batch", json={"text": text})
    assert (answer.status_code, answer.json()["created"]) == (201, 2), answer.text
    job = await person.get(f"/api/jobs/{answer.json()['job_id']}")
    assert job["total"] == job["created"] + len(job["invalid"])


async def test_a_nul_in_a_file_costs_no_line(person: Person) -> None:
    list_id = await person.create_list()
    first, second = video_ids(2)
    content = (
        f"title,url\na\0b,https://youtu.be/{first}\nc,https://youtu.be/{second}\nx\0,nothing\0\n".encode()
    )
    answer = await person.http.post(
        f"/api/lists/{list_id}/videos/bulk", files={"file": ("li\0nks.csv", content)}
    )
    assert answer.status_code in {201, 422}, answer.text
    if answer.status_code == 422:
        assert problem_of(answer)["code"] == "unreadable_file"
    else:
        assert answer.json()["created"] == 2


@pytest.mark.parametrize(
    ("method", "path", "field"),
    [
        ("POST", "/api/lists", b"name"),
        ("PATCH", "/api/lists/{list_id}", b"description"),
        ("PATCH", "/api/videos/{video_id}", b"title"),
        ("PATCH", "/api/videos/{video_id}", b"notes"),
        ("POST", "/api/lists/{list_id}/videos", b"url"),
        ("POST", "/api/lists/{list_id}/videos/batch", b"text"),
        ("POST", "/api/imports/preview", b"text"),
        ("POST", "/api/auth/login", b"email"),
    ],
)
async def test_half_characters_are_refused(person: Person, method: str, path: str, field: bytes) -> None:
    list_id = await person.create_list()
    video_id = (await person.import_links(list_id, video_ids(1)))["video_ids"][0]
    content = b'{"' + field + b'": ' + HALF + b', "password": "x"}'
    answer = await person.http.request(
        method,
        path.format(list_id=list_id, video_id=video_id),
        content=content,
        headers={"Content-Type": "application/json"},
    )
    assert problem_of(answer)["status"] == 422
    as_key = await person.http.request(
        method,
        path.format(list_id=list_id, video_id=video_id),
        content=b"{" + HALF + b': 1, "' + field + b'": 1}',
        headers={"Content-Type": "application/json"},
    )
    assert problem_of(as_key)["status"] == 422


HUGE = ["9" * 30, "1e400", "-1", "0", "NaN", "١٢", ""]


@pytest.mark.parametrize("number", HUGE)
async def test_numbers_beyond_reason_are_refused(person: Person, number: str) -> None:
    list_id = await person.create_list()
    job_id = (await person.import_links(list_id, video_ids(1)))["job_id"]
    for path, name in (
        (f"/api/lists/{list_id}/videos", "limit"),
        ("/api/lists", "limit"),
        ("/api/jobs", "limit"),
        (f"/api/jobs/{job_id}/progress-history", "limit"),
        (f"/api/jobs/{job_id}/progress-history", "since"),
    ):
        answer = await person.http.get(path, params={name: number})
        if (name, number) == ("since", "0") or (number == "١٢" and answer.status_code == 200):
            continue
        assert problem_of(answer)["status"] == 422, (path, name)


@pytest.mark.parametrize("wanted", ["not-an-id", "1", "%00", NOBODYS + "0", "..%2F..%2Fetc"])
async def test_ids_that_are_none_are_refused(person: Person, wanted: str) -> None:
    for path in ("/api/videos/{}", "/api/lists/{}", "/api/jobs/{}", "/api/lists/{}/videos"):
        assert problem_of(await person.http.get(path.format(wanted)))["status"] in {404, 422}


async def test_a_refused_value_says_which(person: Person) -> None:
    body = problem_of(await person.http.post("/api/lists", json={"name": "x" * 500}))
    assert (body["status"], body["code"]) == (422, "invalid_request")
    assert body["detail"].startswith("name: ")


async def test_a_file_that_is_too_large_is_refused_in_plain_words(person: Person) -> None:
    list_id = await person.create_list()
    lines = b"https://youtu.be/dQw4w9WgXcQ\n" * 50_001
    answer = await person.http.post(f"/api/lists/{list_id}/videos/bulk", files={"file": ("a.txt", lines)})
    body = problem_of(answer)
    assert (body["status"], body["code"]) == (413, "too_large")
    assert await person.videos(list_id) == []


async def test_a_restarted_database_is_met_with_new_connections(person: Person, database: Database) -> None:
    await asyncio.gather(*(person.http.get("/api/lists") for _ in range(5)))
    await change(
        database,
        """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()""",
    )
    answers = [await person.http.get("/api/lists") for _ in range(10)]
    for answer in answers:
        if answer.status_code == 503:
            assert body_of(answer)["code"] == "unavailable"
    assert [answer.status_code for answer in answers].count(503) <= 1
    assert answers[-1].status_code == 200


async def test_without_postgresql_everything_says_come_back_soon(tmp_path: Path, settings: Settings) -> None:
    async with Embedded(tmp_path / "stores", valkey=False) as stores:
        await upgrade_async(stores.database_url)
        alone = settings.model_copy(update={"database_url": SecretStr(stores.database_url)})
        async with serving(alone) as base_url:
            person = await sign_up(alone, base_url)
            async with person.http:
                list_id = await person.create_list()
                await stores.postgres.stop()
                for method, path, body in (
                    ("GET", "/api/lists", None),
                    ("GET", f"/api/lists/{list_id}/videos", None),
                    ("POST", "/api/lists", {"name": "More"}),
                    ("POST", f"/api/lists/{list_id}/videos", {"url": LINK}),
                    ("POST", f"/api/lists/{list_id}/videos/batch", {"text": LINK}),
                    ("POST", "/api/auth/login", {"email": "ada@example.org", "password": "x"}),
                ):
                    answer = await person.http.request(method, path, json=body)
                    assert (answer.status_code, body_of(answer)["code"]) == (503, "unavailable")
                    assert int(answer.headers["retry-after"]) > 0
                assert (await person.http.get("/api/health/live")).status_code == 200
                assert (await person.http.get("/api/health/ready")).status_code == 503
                await stores.postgres.start()
                assert (await person.http.get(f"/api/lists/{list_id}")).status_code == 200


async def test_without_redis_imports_are_taken_all_the_same(settings: Settings, tmp_path: Path) -> None:
    gone = settings.model_copy(update={"redis_url": SecretStr(f"unix://{tmp_path}/nobody.sock")})
    async with serving(gone) as base_url:
        person = await sign_up(gone, base_url)
        async with person.http:
            list_id = await person.create_list()
            single = await person.http.post(f"/api/lists/{list_id}/videos", json={"url": LINK})
            batch = await person.import_links(list_id, video_ids(5))
            assert (single.status_code, batch["created"]) == (201, 4)
            assert len(await person.videos(list_id)) == 5
            ready = await person.http.get("/api/health/ready")
            assert (ready.status_code, ready.json()["redis"]) == (503, False)


async def test_the_document_declares_problems_as_problems(person: Person) -> None:
    document = await person.get("/api/openapi.json")
    declared = [
        (path, status, list(answer["content"]))
        for path, operations in document["paths"].items()
        for operation in operations.values()
        for status, answer in operation["responses"].items()
        if status.startswith("4") and "content" in answer
    ]
    assert len(declared) > 50
    assert {status for _, status, _ in declared} >= {"401", "404", "409", "413", "422"}
    assert [each for each in declared if each[1] != "422" and "application/problem+json" not in each[2]] == []


async def test_an_empty_key_is_refused(person: Person) -> None:
    list_id = await person.create_list()
    for _ in range(2):
        answer = await person.http.post(
            f"/api/lists/{list_id}/videos/batch", json={"text": LINK}, headers={"Idempotency-Key": ""}
        )
        assert problem_of(answer)["status"] == 422


@pytest.mark.parametrize(
    ("days", "status"), [("1.0", 201), ("1", 201), ("true", 422), ('"1"', 422), ("1.5", 422)]
)
async def test_only_whole_numbers_are_numbers(person: Person, days: str, status: int) -> None:
    content = f'{{"name": "x", "scopes": ["read"], "expires_in_days": {days}}}'
    answer = await person.http.post(
        "/api/tokens", content=content, headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == status
