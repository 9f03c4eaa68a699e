"""Sessions, tokens, passwords and accounts: who may see and end them, and what ends with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

import httpx
import pytest
from websockets.exceptions import ConnectionClosed

from reelshelf.accounts import commands
from reelshelf.accounts.cookies import REFRESH_COOKIE
from running import PASSWORD, Person, sign_in, sign_up
from simulators.world.ids import video_ids
from stock import change, rows

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from reelshelf.kit.db import Database
    from reelshelf.settings import Settings


def code_of(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


@pytest.fixture
async def guest(settings: Settings, person: Person) -> AsyncIterator[Person]:
    """A second account; the first one, `person`, owns the shelf."""
    guest = await sign_up(settings, person.base_url, "guest@example.org")
    async with guest.http:
        yield guest


def with_token(person: Person, token: str) -> Person:
    return Person(person.base_url, token)


async def test_the_first_account_owns_the_shelf(person: Person, guest: Person) -> None:
    mine, theirs = await person.get("/api/me"), await guest.get("/api/me")
    assert (mine["is_owner"], theirs["is_owner"], mine["has_password"]) == (True, False, True)


async def test_sessions_are_listed_and_the_current_one_is_marked(person: Person) -> None:
    other = await sign_in(person.base_url)
    async with other.http:
        seen = (await other.get("/api/sessions"))["items"]
    assert [each["current"] for each in seen] == [True, False]
    assert {"id", "created_at", "last_used_at", "expires_at", "user_agent"} <= set(seen[0])
    first = await person.get("/api/sessions?limit=1")
    rest = await person.get(f"/api/sessions?limit=1&cursor={first['next_cursor']}")
    assert [first["items"][0]["id"], rest["items"][0]["id"]] == [each["id"] for each in seen]
    assert rest["next_cursor"] is None


async def test_an_ended_session_is_refused_at_once_and_its_socket_closes(person: Person) -> None:
    other = await sign_in(person.base_url)
    async with other.http, other.socket() as (connection, _):
        [session] = [each for each in (await person.get("/api/sessions"))["items"] if not each["current"]]
        assert (await person.http.delete(f"/api/sessions/{session['id']}")).status_code == 204
        assert code_of(await other.http.get("/api/lists")) == (401, "not_signed_in")
        with pytest.raises(ConnectionClosed) as closed:
            await connection.recv()
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 4401
    again = await person.http.delete(f"/api/sessions/{session['id']}")
    never = await person.http.delete(f"/api/sessions/{uuid4()}")
    assert (again.status_code, again.json()) == (404, never.json())


async def test_all_other_sessions_end_together(person: Person) -> None:
    others = [await sign_in(person.base_url) for _ in range(2)]
    assert (await person.http.delete("/api/sessions")).status_code == 204
    for other in others:
        async with other.http:
            assert (await other.http.get("/api/me")).status_code == 401
    assert [each["current"] for each in (await person.get("/api/sessions"))["items"]] == [True]


async def test_the_picture_cookie_ends_with_its_session(person: Person) -> None:
    receipt = await person.import_links(await person.create_list(), video_ids(1))
    picture = f"/api/videos/{receipt['video_ids'][0]}/thumbnail"
    async with httpx.AsyncClient(base_url=person.base_url) as browser:
        await browser.post("/api/auth/login", json={"email": "ada@example.org", "password": PASSWORD})
        assert (await browser.get(picture)).status_code == 200
        await person.http.delete("/api/sessions")
        assert (await browser.get(picture)).status_code == 401


async def test_a_token_is_made_shown_once_listed_and_deleted(person: Person) -> None:
    body = {"name": " Backup ", "scopes": ["read"], "expires_in_days": 30}
    made = (await person.http.post("/api/tokens", json=body)).json()
    assert (made["name"], made["scopes"]) == ("Backup", ["read"])
    assert made["token"].startswith("rsp_")
    [listed] = (await person.get("/api/tokens"))["items"]
    assert listed == {name: value for name, value in made.items() if name != "token"}
    async with with_token(person, made["token"]).http as script:
        assert (await script.get("/api/me")).status_code == 200
        assert (await person.get("/api/tokens"))["items"][0]["last_used_at"] is not None
        assert (await person.http.delete(f"/api/tokens/{made['id']}")).status_code == 204
        assert (await script.get("/api/me")).status_code == 401
    assert (await person.http.delete(f"/api/tokens/{made['id']}")).status_code == 404


async def test_an_expired_token_is_refused(person: Person, database: Database) -> None:
    body = {"name": "short", "scopes": ["write"], "expires_in_days": 1}
    made = (await person.http.post("/api/tokens", json=body)).json()
    async with with_token(person, made["token"]).http as script:
        assert (await script.post("/api/lists", json={"name": "By a script"})).status_code == 201
        await change(database, "UPDATE access_tokens SET expires_at = now() - interval '1 second'")
        assert code_of(await script.get("/api/me")) == (401, "not_signed_in")


async def test_a_reading_token_changes_nothing(person: Person, settings: Settings) -> None:
    list_id = await person.create_list()
    token = await commands.create_token(settings, None, "look", 1, read_only=True)
    async with with_token(person, token).http as script:
        assert (await script.get(f"/api/lists/{list_id}")).status_code == 200
        for method, path, body in (
            ("POST", "/api/lists", {"name": "More"}),
            ("PATCH", f"/api/lists/{list_id}", {"name": "Other"}),
            ("DELETE", f"/api/lists/{list_id}", None),
            ("POST", f"/api/lists/{list_id}/videos", {"url": "https://youtu.be/dQw4w9WgXcQ"}),
        ):
            assert code_of(await script.request(method, path, json=body)) == (403, "scope_needed")
    assert [each["name"] for each in (await person.get("/api/lists"))["items"]] == ["Talks"]


ANY_ID = "5c92da34-cb55-4789-a132-0fe9f87c5775"
FOR_PEOPLE: list[tuple[str, str, Any]] = [
    ("GET", "/api/sessions", None),
    ("DELETE", "/api/sessions", None),
    ("DELETE", f"/api/sessions/{ANY_ID}", None),
    ("GET", "/api/tokens", None),
    ("POST", "/api/tokens", {"name": "another", "scopes": ["write"]}),
    ("DELETE", f"/api/tokens/{ANY_ID}", None),
    ("POST", "/api/me/password", {"current_password": PASSWORD, "new_password": "a wholly new password"}),
    ("GET", "/api/users", None),
    ("POST", "/api/users", {"email": "new@example.org"}),
    ("DELETE", f"/api/users/{ANY_ID}", None),
]


@pytest.mark.parametrize(("method", "path", "body"), FOR_PEOPLE)
async def test_a_token_cannot_do_what_needs_a_person(
    person: Person, settings: Settings, method: str, path: str, body: Any
) -> None:
    token = await commands.create_token(settings, None, "script", 1)
    async with with_token(person, token).http as script:
        assert code_of(await script.request(method, path, json=body)) == (403, "session_needed")


async def test_a_new_password_ends_the_other_sessions(person: Person) -> None:
    other = await sign_in(person.base_url)
    wrong = {"current_password": "not this one", "new_password": "a wholly new password"}
    assert code_of(await person.http.post("/api/me/password", json=wrong)) == (403, "wrong_password")
    short = {"current_password": PASSWORD, "new_password": "short"}
    assert code_of(await person.http.post("/api/me/password", json=short)) == (422, "password_too_short")
    right = {"current_password": PASSWORD, "new_password": "a wholly new password"}
    assert (await person.http.post("/api/me/password", json=right)).status_code == 204
    async with other.http:
        assert (await other.http.get("/api/me")).status_code == 401
    assert (await person.http.get("/api/me")).status_code == 200
    async with (await sign_in(person.base_url, password="a wholly new password")).http as again:
        assert (await again.get("/api/me")).status_code == 200


async def test_only_the_owner_sees_and_makes_accounts(person: Person, guest: Person) -> None:
    assert code_of(await guest.http.get("/api/users")) == (403, "owner_needed")
    everyone = (await person.get("/api/users"))["items"]
    assert [each["email"] for each in everyone] == ["ada@example.org", "guest@example.org"]
    me = await guest.get("/api/me")
    refused = await guest.http.delete(f"/api/users/{me['id']}")
    assert code_of(refused) == (403, "owner_needed")


async def test_the_owner_invites_by_a_link(person: Person) -> None:
    made = (await person.http.post("/api/users", json={"email": "Bob@example.org"})).json()
    address, _, token = made["sign_in_link"].partition("#token=")
    assert address == f"{person.base_url}/sign-in"
    async with httpx.AsyncClient(base_url=person.base_url) as client:
        grant = (await client.post("/api/auth/link", json={"token": token})).json()
    bob = with_token(person, grant["access_token"])
    async with bob.http:
        me = await bob.get("/api/me")
        assert (me["email"], me["has_password"], me["is_owner"]) == ("Bob@example.org", False, False)
        chosen = await bob.http.post("/api/me/password", json={"new_password": "bob's own password"})
        assert chosen.status_code == 204
    taken = await person.http.post("/api/users", json={"email": "bob@EXAMPLE.org", "password": PASSWORD})
    assert code_of(taken) == (409, "email_taken")
    none = await person.http.post("/api/users", json={"email": "nobody", "password": PASSWORD})
    assert code_of(none) == (422, "invalid_email")


async def test_an_account_leaves_nothing_behind(person: Person, guest: Person, database: Database) -> None:
    await guest.import_links(await guest.create_list(), video_ids(3))
    await guest.http.post("/api/tokens", json={"name": "script", "scopes": ["read"]})
    gone = (await guest.get("/api/me"))["id"]
    assert (await person.http.delete(f"/api/users/{gone}")).status_code == 204
    assert (await guest.http.get("/api/me")).status_code == 401
    assert (await person.http.delete(f"/api/users/{gone}")).status_code == 404
    tables = await rows(
        database,
        "SELECT table_name FROM information_schema.columns WHERE column_name = 'user_id' AND table_schema = 'public'",
    )
    assert len(tables) > 8
    for table in (each["table_name"] for each in tables):
        assert await rows(database, f"SELECT 1 FROM {table} WHERE user_id = '{gone}'") == [], table  # noqa: S608


async def test_the_owner_stays(person: Person) -> None:
    me = await person.get("/api/me")
    assert code_of(await person.http.delete(f"/api/users/{me['id']}")) == (409, "own_account")


async def test_the_ways_in_are_told_to_anybody(base_url: str) -> None:
    async with httpx.AsyncClient(base_url=base_url) as client:
        assert (await client.get("/api/auth/methods")).json() == {"password": True, "oidc": None}


FOREIGN: list[dict[str, str]] = [
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://[x"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
]


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
async def test_a_foreign_page_cannot_use_the_cookie(person: Person, headers: dict[str, str]) -> None:
    async with httpx.AsyncClient(base_url=person.base_url) as browser:
        await browser.post("/api/auth/login", json={"email": "ada@example.org", "password": PASSWORD})
        before = browser.cookies[REFRESH_COOKIE]
        for path in ("/api/auth/refresh", "/api/auth/logout"):
            assert code_of(await browser.post(path, headers=headers)) == (403, "foreign_page")
        own = {"Origin": person.base_url, "Sec-Fetch-Site": "same-origin"}
        assert browser.cookies[REFRESH_COOKIE] == before
        assert (await browser.post("/api/auth/refresh", headers=own)).status_code == 200
