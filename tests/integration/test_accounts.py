"""Signing in: sessions rotate, theft ends them, forged tokens are nobody's."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import httpx
from argon2 import PasswordHasher
from sqlalchemy import text

from reelshelf.accounts import commands
from reelshelf.accounts.cookies import REFRESH_COOKIE
from reelshelf.accounts.secrets import NOBODY, is_outdated
from reelshelf.kit.db import create_engine
from running import PASSWORD, PASSWORD_HASH
from stock import change, rows

if TYPE_CHECKING:
    from reelshelf.kit.db import Database
    from reelshelf.settings import Settings
    from running import Person


async def _login(base_url: str, password: str = PASSWORD) -> httpx.Response:
    async with httpx.AsyncClient(base_url=base_url) as client:
        return await client.post("/api/auth/login", json={"email": "ADA@example.org", "password": password})


async def _refresh(base_url: str, token: str) -> httpx.Response:
    async with httpx.AsyncClient(base_url=base_url, cookies={REFRESH_COOKIE: token}) as client:
        return await client.post("/api/auth/refresh")


async def _an_hour_passes(settings: Settings) -> None:
    assert settings.database_url is not None
    engine = create_engine(settings.database_url.get_secret_value())
    async with engine.begin() as connection:
        await connection.execute(
            text("UPDATE refresh_tokens SET replaced_at = replaced_at - interval '1 hour'")
        )
    await engine.dispose()


async def test_a_refresh_token_is_exchanged_for_a_new_one(person: Person) -> None:
    first = (await _login(person.base_url)).cookies[REFRESH_COOKIE]
    answer = await _refresh(person.base_url, first)
    assert answer.status_code == 200
    assert answer.cookies[REFRESH_COOKIE] != first
    assert answer.json()["expires_in"] <= 15 * 60


async def test_two_tabs_at_once_are_no_theft(person: Person) -> None:
    token = (await _login(person.base_url)).cookies[REFRESH_COOKIE]
    first = await _refresh(person.base_url, token)
    second = await _refresh(person.base_url, token)
    assert (first.status_code, second.status_code) == (200, 200)


async def test_ten_tabs_at_the_same_moment_are_no_theft(person: Person) -> None:
    token = (await _login(person.base_url)).cookies[REFRESH_COOKIE]
    answers = await asyncio.gather(*(_refresh(person.base_url, token) for _ in range(10)))
    assert {answer.status_code for answer in answers} == {200}
    last = answers[-1].cookies[REFRESH_COOKIE]
    assert (await _refresh(person.base_url, last)).status_code == 200


async def test_a_token_whose_successor_was_used_ends_the_session_at_once(person: Person) -> None:
    stolen = (await _login(person.base_url)).cookies[REFRESH_COOKIE]
    second = (await _refresh(person.base_url, stolen)).cookies[REFRESH_COOKIE]
    newest = (await _refresh(person.base_url, second)).cookies[REFRESH_COOKIE]
    assert (await _refresh(person.base_url, stolen)).status_code == 401
    assert (await _refresh(person.base_url, newest)).status_code == 401


async def test_an_old_refresh_token_ends_the_session(person: Person, settings: Settings) -> None:
    stolen = (await _login(person.base_url)).cookies[REFRESH_COOKIE]
    newest = (await _refresh(person.base_url, stolen)).cookies[REFRESH_COOKIE]
    await _an_hour_passes(settings)
    assert (await _refresh(person.base_url, stolen)).status_code == 401
    assert (await _refresh(person.base_url, newest)).status_code == 401


async def test_signing_out_ends_the_session(person: Person) -> None:
    token = (await _login(person.base_url)).cookies[REFRESH_COOKIE]
    async with httpx.AsyncClient(base_url=person.base_url, cookies={REFRESH_COOKIE: token}) as client:
        assert (await client.post("/api/auth/logout")).status_code == 204
    assert (await _refresh(person.base_url, token)).status_code == 401


async def test_wrong_password_and_unknown_address_sound_alike(person: Person) -> None:
    wrong = await _login(person.base_url, "not the password")
    async with httpx.AsyncClient(base_url=person.base_url) as client:
        unknown = await client.post("/api/auth/login", json={"email": "who@example.org", "password": "x"})
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.json() == unknown.json()


async def test_a_sign_in_link_is_good_once(settings: Settings, base_url: str) -> None:
    link = await commands.sign_in_link(settings, None, base_url)
    token = link.partition("#token=")[2]
    async with httpx.AsyncClient(base_url=base_url) as client:
        first = await client.post("/api/auth/link", json={"token": token})
        second = await client.post("/api/auth/link", json={"token": token})
        me = await client.get("/api/me", headers={"Authorization": f"Bearer {first.json()['access_token']}"})
    assert me.json()["email"] == "owner@localhost"
    assert (second.status_code, second.json()["code"]) == (401, "sign_in_link_used")


async def test_a_personal_token_signs_a_script_in(settings: Settings, person: Person) -> None:
    token = await commands.create_token(settings, "ada@example.org", "script", 30)
    async with httpx.AsyncClient(base_url=person.base_url) as client:
        good = await client.get("/api/me", headers={"Authorization": f"Bearer {token}"})
        bad = await client.get("/api/me", headers={"Authorization": f"Bearer {token}x"})
    assert (good.status_code, bad.status_code) == (200, 401)


async def test_a_new_password_signs_out_everywhere(settings: Settings, person: Person) -> None:
    token = (await _login(person.base_url)).cookies[REFRESH_COOKIE]
    await commands.set_password(settings, "ada@example.org", "another long password")
    assert (await _refresh(person.base_url, token)).status_code == 401


async def test_the_picture_cookie_reads_pictures_and_nothing_else(person: Person) -> None:
    login = await _login(person.base_url)
    images = login.cookies["reelshelf_images"]
    async with httpx.AsyncClient(base_url=person.base_url) as client:
        answer = await client.get("/api/lists", headers={"Authorization": f"Bearer {images}"})
    assert answer.status_code == 401


async def test_a_password_that_was_hashed_cheaply_is_hashed_anew_at_the_next_sign_in(
    person: Person, database: Database
) -> None:
    cheap = PasswordHasher(time_cost=1, memory_cost=8_192, parallelism=1).hash(PASSWORD)
    await change(database, "UPDATE users SET password_hash = :hash", hash=cheap)
    assert (await _login(person.base_url, "not the password")).status_code == 401
    assert (await rows(database, "SELECT password_hash FROM users"))[0]["password_hash"] == cheap
    assert (await _login(person.base_url)).status_code == 200
    [kept] = await rows(database, "SELECT password_hash FROM users")
    assert kept["password_hash"].startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert (await _login(person.base_url)).status_code == 200
    assert (await person.http.get("/api/me")).status_code == 200, "nobody was signed out by it"


def test_nobody_costs_as_much_as_somebody() -> None:
    assert not is_outdated(NOBODY)
    assert not is_outdated(PASSWORD_HASH)
