"""What every answer tells the browser, crashes included; and whose word about HTTPS is believed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import httpx
import pytest

from running import PASSWORD, Person, serving, sign_up
from simulators.world.ids import video_ids
from stock import change

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reelshelf.kit.db import Database
    from reelshelf.settings import Settings

EVERYWHERE = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "strict-origin-when-cross-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
BY_HTTPS = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.7"}


def policy_of(answer: httpx.Response) -> dict[str, str]:
    found = dict(
        part.strip().partition(" ")[::2] for part in answer.headers["content-security-policy"].split(";")
    )
    return {name: value.strip() for name, value in found.items()}


def assert_guarded(answer: httpx.Response) -> None:
    policy = policy_of(answer)
    assert (policy["default-src"], policy["frame-ancestors"], policy["base-uri"]) == ("'none'",) * 3, (
        answer.url
    )
    assert "unsafe-inline" not in policy.get("script-src", "")
    assert "unsafe-eval" not in answer.headers["content-security-policy"]
    assert {name: answer.headers.get(name) for name in EVERYWHERE} == EVERYWHERE, answer.url
    assert "camera=()" in answer.headers["permissions-policy"]
    assert "access-control-allow-origin" not in answer.headers


async def answers_of_all_kinds(person: Person, database: Database) -> Iterable[httpx.Response]:
    receipt = await person.import_links(await person.create_list(), video_ids(1))
    answers = [
        await person.http.get(path)
        for path in (
            "/",
            "/lists/somewhere",
            "/assets/missing.js",
            "/metrics",
            "/api/me",
            "/api/nothing",
            "/api/docs",
            "/api/docs/start.js",
            "/api/docs/swagger-ui-bundle.js",
            "/api/openapi.json",
            "/api/health/ready",
            f"/api/videos/{receipt['video_ids'][0]}/thumbnail",
            "/api/lists?limit=0",
        )
    ]
    answers.append(await person.http.put("/api/lists"))
    answers.append(await person.http.get("/api/me", headers={"Authorization": "Bearer x"}))
    answers.append(await person.http.options("/api/lists", headers={"Origin": "https://evil.example"}))
    await change(database, "ALTER TABLE lists RENAME TO lists_that_were")
    answers.append(await person.http.get("/api/lists"))
    return answers


async def test_every_answer_is_guarded(person: Person, database: Database) -> None:
    answers = await answers_of_all_kinds(person, database)
    assert {answer.status_code for answer in answers} >= {200, 401, 404, 405, 422, 500}
    for answer in answers:
        assert_guarded(answer)
        assert "strict-transport-security" not in answer.headers


async def test_a_page_may_frame_the_player_and_nothing_else(person: Person) -> None:
    policy = policy_of(await person.http.get("/"))
    assert policy["frame-src"] == "https://www.youtube-nocookie.com"
    foreign = [
        value for name, value in policy.items() if name != "frame-src" and ("http" in value or "*" in value)
    ]
    assert foreign == []
    assert (policy["script-src"], policy["connect-src"]) == ("'self'", "'self'")
    # What makes it installable.
    assert (policy["worker-src"], policy["manifest-src"]) == ("'self'", "'self'")


async def test_the_documentation_loads_nothing_from_elsewhere(person: Person) -> None:
    page = await person.http.get("/api/docs")
    addresses = re.findall(r'(?:src|href)="([^"]*)"', page.text)
    assert len(addresses) == 4
    for address in addresses:
        assert address.startswith("/")
        assert not address.startswith("//")
    assert re.findall(r"<script>|<style>|\son\w+=", page.text) == []


async def test_answers_of_the_api_are_not_kept(person: Person) -> None:
    assert (await person.http.get("/api/me")).headers["cache-control"] == "no-store"


async def test_behind_a_trusted_proxy_cookies_and_pages_stay_encrypted(
    settings: Settings, base_url: str
) -> None:
    await sign_up(settings, base_url)
    async with httpx.AsyncClient(base_url=base_url, headers=BY_HTTPS) as client:
        login = await client.post("/api/auth/login", json={"email": "ada@example.org", "password": PASSWORD})
    assert login.headers["strict-transport-security"] == "max-age=31536000"
    cookies = login.headers.get_list("set-cookie")
    assert [cookie.partition("=")[0] for cookie in cookies] == [
        "__Secure-reelshelf_refresh",
        "__Secure-reelshelf_images",
    ]
    for cookie, path in zip(cookies, ("/api/auth", "/api/videos"), strict=True):
        attributes = {part.strip().lower() for part in cookie.split(";")[1:]}
        assert {"httponly", "secure", "samesite=strict", f"path={path}"} <= attributes
        assert not any(each.startswith("domain") for each in attributes)


@pytest.mark.parametrize("trusted", [("192.0.2.1",), ("2001:db8::/32",), ()])
async def test_nobody_else_is_believed(settings: Settings, trusted: tuple[str, ...]) -> None:
    async with serving(settings.model_copy(update={"trusted_proxies": trusted})) as base_url:
        await sign_up(settings, base_url)
        async with httpx.AsyncClient(base_url=base_url, headers=BY_HTTPS) as client:
            login = await client.post(
                "/api/auth/login", json={"email": "ada@example.org", "password": PASSWORD}
            )
    assert "strict-transport-security" not in login.headers
    assert login.headers["set-cookie"].startswith("reelshelf_refresh=")
