"""Logs of the real commands: they name what they are about, and no secret ever gets into them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from pydantic import SecretStr
from sqlalchemy.engine import make_url

from processes import logging_process, serving_process
from reelshelf.accounts import commands
from reelshelf.accounts.cookies import IMAGES_COOKIE, REFRESH_COOKIE
from running import PASSWORD, Person, sign_up
from simulators.world.ids import video_ids
from simulators.world.troubles import Trouble, trouble_id
from stock import change

if TYPE_CHECKING:
    from pathlib import Path

    from reelshelf.kit.db import Database
    from reelshelf.settings import Settings

PLANTED = "planted"
"""Every secret of the settings has this word in it."""


def with_secrets(settings: Settings, log_format: str) -> Settings:
    """Every setting that may hold a secret holds one; Redis and the proxy cannot be reached, so that errors
    about them are logged, too.
    """
    assert settings.database_url is not None
    address = make_url(settings.database_url.get_secret_value()).set(password=f"{PLANTED}-database")
    return settings.model_copy(
        update={
            "database_url": SecretStr(address.render_as_string(hide_password=False)),
            "redis_url": SecretStr(f"redis://somebody:{PLANTED}-redis@127.0.0.1:1"),
            "secret_key": SecretStr(f"{PLANTED}-key-of-32-characters-and-more"),
            "bootstrap_email": "owner@example.org",
            "bootstrap_password": SecretStr(f"{PLANTED}-bootstrap"),
            "outbound_proxy": f"http://somebody:{PLANTED}-proxy@127.0.0.1:1",
            "log_level": "DEBUG",
            "log_format": log_format,
        }
    )


async def use_every_secret(settings: Settings, person: Person) -> list[str]:
    """Sign in by every way, right and wrong; all that must stay secret."""
    wrong = "a wrong but telling password"
    link = (await commands.sign_in_link(settings, "ada@example.org", person.base_url)).partition("#token=")[2]
    script = await commands.create_token(settings, "ada@example.org", "script", 30)
    async with httpx.AsyncClient(base_url=person.base_url) as client:
        await client.post("/api/auth/login", json={"email": "ada@example.org", "password": wrong})
        await client.post("/api/auth/login", content=f'{{"password": "{wrong}"')
        signed_in = await client.post("/api/auth/link", json={"token": link})
        cookies = [client.cookies[name] for name in (REFRESH_COOKIE, IMAGES_COOKIE)]
        await client.post("/api/auth/link", json={"token": link})
        await client.post("/api/auth/refresh")
        cookies.append(client.cookies[REFRESH_COOKIE])
        await client.get("/api/me", headers={"Authorization": f"Bearer {script}"})
        await client.get("/api/me", headers={"Authorization": f"Bearer {script}x"})
    return [PASSWORD, wrong, link, script, person.token, signed_in.json()["access_token"], *cookies]


async def provoke_errors(person: Person, database: Database) -> None:
    """What is logged at length: a picture that cannot be fetched, a table that is not there."""
    receipt = await person.import_links(await person.create_list(), video_ids(1))
    await person.http.get(f"/api/videos/{receipt['video_ids'][0]}/thumbnail")
    async with person.socket():
        pass
    await change(database, "ALTER TABLE sessions RENAME TO sessions_that_were")
    await change(database, "ALTER TABLE access_tokens RENAME TO tokens_that_were")
    async with httpx.AsyncClient(base_url=person.base_url) as client:
        broken = await client.post("/api/auth/login", json={"email": "ada@example.org", "password": PASSWORD})
    assert broken.status_code == 500


@pytest.mark.parametrize("log_format", ["text", "json"])
async def test_no_secret_is_ever_logged(
    settings: Settings, database: Database, tmp_path: Path, log_format: str
) -> None:
    log = tmp_path / "stderr"
    secretive = with_secrets(settings, log_format)
    async with serving_process(secretive, log) as base_url:
        person = await sign_up(secretive, base_url)
        async with person.http:
            secrets = await use_every_secret(secretive, person)
            await provoke_errors(person, database)
    logged = log.read_text()
    assert "unexpected error" in logged
    assert "sessions" in logged
    assert "no picture of" in logged
    assert PLANTED not in logged
    assert [secret for secret in secrets if secret in logged] == []


async def test_lines_about_a_video_name_it_and_its_import(
    settings: Settings, person: Person, tmp_path: Path
) -> None:
    log = tmp_path / "stderr"
    telling = settings.model_copy(update={"log_level": "INFO", "log_format": "json"})
    async with logging_process(telling, log, "work"):
        receipt = await person.import_links(await person.create_list(), [trouble_id(Trouble.PRIVATE)])
        await person.job_when(receipt["job_id"])
    lines: list[dict[str, Any]] = [json.loads(line) for line in log.read_text().splitlines()]
    [refusal] = [line for line in lines if line["event"].startswith("refused")]
    assert (refusal["video_id"], refusal["job_id"]) == (receipt["video_ids"][0], receipt["job_id"])
    assert (refusal["youtube_id"], refusal["level"]) == (trouble_id(Trouble.PRIVATE), "info")
