"""Nobody sees, counts or changes what is another's. The cases are made from the OpenAPI document: every route that
takes an id is asked with somebody else's and with one that never was, and must not tell the two apart.

A new route is covered by itself. If it takes more than ids, it needs a line in `RECIPES`, and fails without.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import httpx
import orjson
import pytest
from fastapi import FastAPI, Response

from reelshelf.errors import NotFound
from reelshelf.http import build_app
from reelshelf.imports import commands
from reelshelf.settings import Settings
from running import PASSWORD, Person, events_until, sign_up
from simulators.world.ids import video_ids
from stock import change

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Iterator

    from reelshelf.kit.db import Database

DOCUMENT = build_app(Settings(data_dir=Path("/nonexistent"), _env_file=None)).openapi()
TEXTS = ("captions.vtt", "chapters.vtt", "transcript")
KNOWN = """
UPDATE video_enrichments SET captions_vtt = 'WEBVTT', chapters_vtt = 'WEBVTT', transcript_text = 'what was said'
WHERE video_id = :id
"""
PAGE = "https://youtu.be/dQw4w9WgXcQ"
OWNER_ONLY = {"delete_user"}
"""Refused to everybody else before any id is looked at."""
PLURALS = {"video_ids": "video_id", "add": "tag_id", "remove": "tag_id", "tag": "tag_id"}

Ids = dict[str, str]
RECIPES: dict[str, Callable[[Ids], dict[str, Any]]] = {
    "update_list": lambda _: {"json": {"name": "Taken over"}},
    "update_video": lambda _: {"json": {"title": "Taken over", "notes": "and read"}},
    "update_tag": lambda _: {"json": {"name": "Taken over"}},
    "set_position": lambda _: {"json": {"seconds": 5}},
    "import_one": lambda _: {"json": {"url": PAGE}},
    "import_batch": lambda _: {"json": {"text": PAGE}},
    "import_file": lambda _: {"files": {"file": ("links.txt", PAGE)}},
    "preview": lambda ids: {"json": {"text": PAGE, "list_id": ids["list_id"]}},
    "see_videos": lambda ids: {"json": {"video_ids": [ids["video_id"]]}},
    "retry_videos": lambda ids: {"json": {"video_ids": [ids["video_id"]]}},
    "move_videos": lambda ids: {"json": {"video_ids": [ids["video_id"]], "list_id": ids["list_id"]}},
    "remove_videos": lambda ids: {"json": {"video_ids": [ids["video_id"]]}},
    "tag_videos": lambda ids: {
        "json": {"video_ids": [ids["video_id"]], "add": [ids["tag_id"]], "remove": [ids["tag_id"]]}
    },
    "search": lambda _: {"params": {"q": "talk"}},
}


@dataclass(frozen=True, slots=True)
class Case:
    """One id in one place of one operation; the other ids are one's own."""

    method: str
    path: str
    operation_id: str
    place: str
    name: str
    needs_recipe: bool

    def __str__(self) -> str:
        return f"{self.method} {self.path} {self.name} in {self.place}"


def resolved(schema: Any) -> Any:
    while "$ref" in schema:
        schema = DOCUMENT["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema


def takes_ids(schema: Any) -> bool:
    schema = resolved(schema)
    parts = [schema.get("items", {}), *schema.get("anyOf", [])]
    return schema.get("format") == "uuid" or any(takes_ids(part) for part in parts if part)


def ids_in_body(operation: Any) -> set[str]:
    contents = operation.get("requestBody", {}).get("content", {}).values()
    return {
        name
        for content in contents
        for name, schema in resolved(content["schema"]).get("properties", {}).items()
        if takes_ids(schema)
    }


def cases() -> Iterator[Case]:
    for path, methods in DOCUMENT["paths"].items():
        for method, operation in methods.items():
            parameters = operation.get("parameters", [])
            asked = {(each["in"], each["name"]) for each in parameters if takes_ids(each["schema"])}
            asked |= {("body", name) for name in ids_in_body(operation)}
            more = any(each["required"] for each in parameters if each["in"] == "query")
            needs_recipe = more or "requestBody" in operation
            for place, name in sorted(asked):
                yield Case(method.upper(), path, operation["operationId"], place, name, needs_recipe)


@dataclass(frozen=True, slots=True)
class Household:
    """Somebody with one of everything that has an id."""

    person: Person
    ids: Ids


async def household(person: Person, database: Database) -> Household:
    http = person.http
    list_id = await person.create_list("Mine")
    receipt = await person.import_links(list_id, video_ids(2))
    tag = (await http.post("/api/tags", json={"name": "mine"})).json()
    token = (await http.post("/api/tokens", json={"name": "mine", "scopes": ["read"]})).json()
    video_id = receipt["video_ids"][0]
    await change(database, KNOWN, id=video_id)
    await http.post("/api/videos/tags", json={"video_ids": [video_id], "add": [tag["id"]], "remove": []})
    return Household(
        person,
        {
            "list_id": list_id,
            "video_id": video_id,
            "job_id": receipt["job_id"],
            "tag_id": tag["id"],
            "token_id": token["id"],
            "session_id": (await person.get("/api/sessions"))["items"][0]["id"],
            "user_id": (await person.get("/api/me"))["id"],
        },
    )


async def belongings(person: Person) -> list[Any]:
    """All that an account can see of itself."""
    paths = ["/api/lists", "/api/jobs", "/api/tags", "/api/tokens", "/api/sessions", "/api/me"]
    seen = [await person.get(path) for path in paths]
    for each in seen[0]["items"]:
        videos = await person.videos(each["id"])
        seen += [videos, [await person.get(f"/api/videos/{video['id']}/enrichment") for video in videos]]
    return [orjson.dumps(each) for each in seen]


@pytest.fixture
async def victim(person: Person, database: Database) -> Household:
    return await household(person, database)


@pytest.fixture
async def stranger(settings: Settings, person: Person, database: Database) -> AsyncIterator[Household]:
    stranger = await sign_up(settings, person.base_url, "eve@example.org")
    async with stranger.http:
        yield await household(stranger, database)


async def ask(stranger: Household, case: Case, other: Ids) -> tuple[int, str, bytes]:
    """The case with one of these ids in its place; status, media type and body."""
    wanted = PLURALS.get(case.name, case.name)
    own = stranger.ids
    path = {name: other[name] if case.place == "path" else own[name] for name in own}
    body = own | ({wanted: other[wanted]} if case.place == "body" else {})
    if case.needs_recipe:
        assert case.operation_id in RECIPES, f"{case} needs a line in RECIPES"
    request = RECIPES[case.operation_id](body) if case.operation_id in RECIPES else {}
    if case.place == "query":
        request["params"] = {**request.get("params", {}), case.name: other[wanted]}
    answer = await stranger.person.http.request(case.method, case.path.format(**path), **request)
    return answer.status_code, answer.headers.get("content-type", ""), answer.content


async def leaks(stranger: Household, theirs: Ids, asked: Iterable[Case]) -> list[tuple[str, Any, Any]]:
    """The cases whose answers tell somebody else's things from those that never were; with both answers."""
    found = []
    for case in asked:
        nobody = {name: str(uuid4()) for name in theirs}
        anothers, nobodys = await ask(stranger, case, theirs), await ask(stranger, case, nobody)
        expected = {403} if case.operation_id in OWNER_ONLY else {404} if case.place == "path" else {200, 404}
        if anothers != nobodys or anothers[0] not in expected:
            found.append((str(case), anothers, nobodys))
    return found


async def test_what_is_anothers_cannot_be_told_from_what_never_was(
    victim: Household, stranger: Household
) -> None:
    before = await belongings(victim.person)
    for name in TEXTS:
        own = await victim.person.http.get(f"/api/videos/{victim.ids['video_id']}/{name}")
        assert own.status_code == 200, "there is something to leak"
    asked = list(cases())
    assert len(asked) > 40
    assert await leaks(stranger, victim.ids, asked) == []
    assert await belongings(victim.person) == before


def leaky(theirs: Ids) -> FastAPI:
    """An application that forgot to ask whose a thing is, in three ways; one route is as it should be."""
    app = FastAPI()

    def there(path: str, name: str, status: int, body: str) -> None:
        def answer(asked: str) -> Response:
            is_theirs = asked == theirs[name]
            return Response(body if is_theirs else "nothing here", status if is_theirs else 404)

        app.get(path)(answer)

    there("/api/videos/{asked}/transcript", "video_id", 200, "what was said")
    there("/api/jobs/{asked}", "job_id", 403, "nothing here")
    there("/api/lists/{asked}", "list_id", 404, "not yours")
    there("/api/videos/{asked}", "video_id", 404, "nothing here")
    return app


async def test_an_application_that_leaks_is_found_out() -> None:
    theirs = {name: str(uuid4()) for name in ("list_id", "video_id", "job_id")}
    own = {name: str(uuid4()) for name in theirs}
    transport = httpx.ASGITransport(leaky(theirs))
    wanted = {"get_transcript", "get_job", "get_list", "get_video"}
    asked = [case for case in cases() if case.operation_id in wanted]
    async with httpx.AsyncClient(transport=transport, base_url="http://leaky") as http:
        person = Person("http://leaky", "nobody's")
        await person.http.aclose()
        person.http = http
        found = await leaks(Household(person, own), theirs, asked)
    assert {case.partition(" in ")[0] for case, *_ in found} == {
        "GET /api/videos/{video_id}/transcript video_id",
        "GET /api/jobs/{job_id} job_id",
        "GET /api/lists/{list_id} list_id",
    }


async def test_pictures_are_for_their_own_cookie(victim: Household, stranger: Household) -> None:
    base_url = stranger.person.base_url
    async with httpx.AsyncClient(base_url=base_url) as browser:
        await browser.post("/api/auth/login", json={"email": "eve@example.org", "password": PASSWORD})
        own = await browser.get(f"/api/videos/{stranger.ids['video_id']}/thumbnail")
        anothers = await browser.get(f"/api/videos/{victim.ids['video_id']}/thumbnail")
        nobodys = await browser.get(f"/api/videos/{uuid4()}/thumbnail")
    assert (own.status_code, anothers.status_code) == (200, 404)
    assert anothers.content == nobodys.content


async def test_the_socket_tells_nobody_elses_news(victim: Household, stranger: Household) -> None:
    async with stranger.person.socket(since=0) as (connection, ready):
        await victim.person.import_links(victim.ids["list_id"], video_ids(6)[3:])
        await stranger.person.http.patch(f"/api/lists/{stranger.ids['list_id']}", json={"name": "Renamed"})
        await stranger.person.http.delete(f"/api/videos/{stranger.ids['video_id']}")
        heard = await events_until(connection, lambda event: event["type"] == "video_removed")
    told = orjson.dumps([ready, heard]).decode()
    assert stranger.ids["list_id"] in told
    assert [name for name, each in victim.ids.items() if each in told] == []


async def test_keys_of_repetitions_are_ones_own(victim: Household, stranger: Household) -> None:
    """The same key, the same links: each gets an import, and nobody learns of the other's."""
    receipts = [
        await each.person.import_links(each.ids["list_id"], video_ids(6)[3:], key="the same")
        for each in (victim, stranger)
    ]
    assert [receipt["created"] for receipt in receipts] == [3, 3]
    assert receipts[0]["job_id"] != receipts[1]["job_id"]


async def test_histories_are_ones_own(victim: Household, stranger: Household) -> None:
    mine = await stranger.person.get(f"/api/jobs/{stranger.ids['job_id']}/progress-history")
    theirs = await victim.person.get(f"/api/jobs/{victim.ids['job_id']}/progress-history")
    assert {event["job_id"] for event in mine["items"]} == {stranger.ids["job_id"]}
    assert {event["job_id"] for event in theirs["items"]} == {victim.ids["job_id"]}


async def test_an_export_is_of_ones_own_lists(
    settings: Settings, victim: Household, stranger: Household
) -> None:
    """Both have a list of the same name; only one has the other."""
    await victim.person.import_links(await victim.person.create_list("Theirs alone"), video_ids(6)[3:])
    await stranger.person.import_links(stranger.ids["list_id"], video_ids(9)[6:])
    told = await commands.export_list(
        settings, owner_email="ada@example.org", list_name="Mine", format_="json"
    )
    assert len(orjson.loads(told)["videos"]) == 2
    with pytest.raises(NotFound):
        await commands.export_list(
            settings, owner_email="eve@example.org", list_name="Theirs alone", format_="json"
        )


async def test_a_snapshot_is_of_ones_own_videos(victim: Household, stranger: Household) -> None:
    async with stranger.person.socket() as (_, mine), victim.person.socket() as (_, theirs):
        for ready, own in ((mine, stranger), (theirs, victim)):
            videos = [each for each in ready["snapshot"] if each["type"] == "import_progress"]
            assert len(videos) == 2
            assert {each["list_id"] for each in videos} == {own.ids["list_id"]}
            assert {each["job_id"] for each in ready["snapshot"]} == {own.ids["job_id"]}
