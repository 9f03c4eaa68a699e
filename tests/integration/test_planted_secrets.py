"""Every secret there is, planted; then logs at their most talkative, the whole database and all answers searched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
import pytest
from pydantic import SecretStr

from processes import logging_process, serving_process
from reelshelf.accounts import commands
from running import PASSWORD, Person, sign_up
from simulators.world.ids import video_ids
from simulators.world.troubles import Trouble, trouble_id
from stock import rows

if TYPE_CHECKING:
    from pathlib import Path

    from reelshelf.kit.db import Database
    from reelshelf.settings import Settings

PLANTED = "planted"
COOKIES = f"# Netscape HTTP Cookie File\n.youtube.com\tTRUE\t/\tTRUE\t2147483647\tSID\t{PLANTED}-cookie\n"
READ = ("/api/me", "/api/lists", "/api/jobs", "/api/tags", "/api/sessions", "/api/tokens", "/api/users")
PUBLIC = ("/", "/metrics", "/api/openapi.json", "/api/health/ready", "/api/auth/methods", "/api/docs")


def planted(settings: Settings, folder: Path, log_format: str) -> Settings:
    """Working settings, with a secret wherever there can be one."""
    cookies = folder / "cookies.txt"
    cookies.write_text(COOKIES)
    return settings.model_copy(
        update={
            "secret_key": SecretStr(f"{PLANTED}-key-of-32-characters-and-more"),
            "bootstrap_password": SecretStr(f"{PLANTED}-bootstrap"),
            "outbound_proxy": str(settings.outbound_proxy).replace("://", f"://somebody:{PLANTED}-proxy@"),
            "youtube_api_key": SecretStr(f"{PLANTED}-youtube-key"),
            "groq_api_key": SecretStr(f"{PLANTED}-groq-key"),
            "youtube_cookies_file": cookies,
            "oidc_issuer": "https://127.0.0.1:1",
            "oidc_client_id": "reelshelf",
            "oidc_client_secret": SecretStr(f"{PLANTED}-oidc-secret"),
            "log_level": "DEBUG",
            "log_format": log_format,
        }
    )


async def use_the_doors(settings: Settings, person: Person) -> list[str]:
    """All that must stay between a person and the program."""
    link = (await commands.sign_in_link(settings, "ada@example.org", person.base_url)).partition("#token=")[2]
    made = await person.http.post("/api/tokens", json={"name": "script", "scopes": ["read"]})
    token = made.json()["token"]
    async with httpx.AsyncClient(base_url=person.base_url) as client:
        await client.post(
            "/api/auth/login", json={"email": "ada@example.org", "password": f"{PLANTED}-guess"}
        )
        grant = (await client.post("/api/auth/link", json={"token": link})).json()
        await client.post("/api/auth/refresh")
        await client.get("/api/auth/oidc/start")
        cookies = [value for _, value in client.cookies.items()]
        await client.get("/api/me", headers={"Authorization": f"Bearer {token}"})
    return [PASSWORD, person.token, link, token, grant["access_token"], *cookies]


async def everything_answered(person: Person) -> str:
    found = [await person.http.get(path) for path in (*READ, *PUBLIC)]
    for each in (await person.get("/api/lists"))["items"]:
        found.append(await person.http.get(f"/api/lists/{each['id']}/videos"))
        shelf = await person.videos(each["id"])
        found += [await person.http.get(f"/api/videos/{video['id']}/enrichment") for video in shelf]
    return "\n".join(f"{answer.headers}\n{answer.text}" for answer in found)


async def everything_stored(database: Database) -> str:
    """Every row of every table as text, and bytes as they are."""
    tables = await rows(
        database, "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'"
    )
    assert len(tables) > 10
    found: list[Any] = []
    for table in tables:
        found += await rows(database, f"SELECT * FROM {table['name']}")  # noqa: S608 - the database's own names
    return "\n".join(str(row) for row in found)


@pytest.mark.parametrize("log_format", ["text", "json"])
async def test_no_secret_is_logged_stored_or_answered(
    settings: Settings, database: Database, tmp_path: Path, log_format: str
) -> None:
    secretive = planted(settings, tmp_path, log_format)
    logs = tmp_path / "serve.log", tmp_path / "work.log"
    async with (
        serving_process(secretive, logs[0]) as base_url,
        logging_process(secretive, logs[1], "work"),
    ):
        person = await sign_up(secretive, base_url)
        async with person.http:
            secrets = await use_the_doors(secretive, person)
            ids = [*video_ids(2), trouble_id(Trouble.PRIVATE)]
            receipt = await person.import_links(await person.create_list(), ids)
            await person.job_when(receipt["job_id"])
            answered = await everything_answered(person)
    logged = "\n".join(log.read_text() for log in logs)
    places = {"logs": logged, "database": await everything_stored(database), "answers": answered}
    assert video_ids(1)[0] in places["database"]
    for place, content in places.items():
        assert PLANTED not in content, place
        assert [secret for secret in secrets if secret in content] == [], place
