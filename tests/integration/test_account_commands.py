"""Accounts and tokens on the command line: what is taken away there is refused over HTTP at once."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from typer.testing import CliRunner

from reelshelf.accounts import commands
from reelshelf.cli.app import app
from reelshelf.kit.problem import Problem
from running import Person, sign_up
from simulators.world.ids import video_ids

if TYPE_CHECKING:
    from typer.testing import Result

    from reelshelf.settings import Settings

GUEST = "guest@example.org"


class Terminal:
    """The commands as they are typed, on the stores of this test."""

    def __init__(self, settings: Settings) -> None:
        assert settings.database_url is not None
        assert settings.redis_url is not None
        self._environment = {
            "REELSHELF_DATA_DIR": str(settings.data_dir),
            "REELSHELF_DATABASE_URL": settings.database_url.get_secret_value(),
            "REELSHELF_REDIS_URL": settings.redis_url.get_secret_value(),
        }

    async def run(self, *arguments: str, answer: str = "") -> Result:
        def typed() -> Result:
            return CliRunner().invoke(app, arguments, input=answer, env=self._environment)

        return await asyncio.to_thread(typed)


@pytest.fixture
def terminal(settings: Settings) -> Terminal:
    return Terminal(settings)


def refusal(result: Result) -> str:
    assert isinstance(result.exception, Problem)
    return result.exception.code


async def test_an_account_is_removed_after_a_question(
    terminal: Terminal, settings: Settings, person: Person
) -> None:
    guest = await sign_up(settings, person.base_url, GUEST)
    async with guest.http:
        await guest.import_links(await guest.create_list(), video_ids(3))
        asked = await terminal.run("user", "remove", GUEST, answer="n\n")
        assert (asked.exit_code, "no way back" in asked.output) == (1, True)
        assert (await guest.http.get("/api/me")).status_code == 200
        removed = await terminal.run("user", "remove", GUEST.upper(), answer="y\n")
        assert (removed.exit_code, f"{GUEST} is gone." in removed.output) == (0, True)
        assert (await guest.http.get("/api/me")).status_code == 401
    assert [each["email"] for each in (await person.get("/api/users"))["items"]] == ["ada@example.org"]
    assert refusal(await terminal.run("user", "remove", GUEST, "--yes")) == "not_found"


async def test_the_owners_account_stays(terminal: Terminal, person: Person) -> None:
    assert refusal(await terminal.run("user", "remove", "ada@example.org", "--yes")) == "own_account"
    assert (await person.http.get("/api/me")).status_code == 200


async def test_tokens_are_listed_without_themselves_and_revoked(
    terminal: Terminal, settings: Settings, person: Person
) -> None:
    kept = await commands.create_token(settings, None, "kept", None)
    token = await commands.create_token(settings, None, "backup", 30, read_only=True)
    newest, oldest = (await terminal.run("token", "list")).output.splitlines()
    assert newest.endswith("never used  backup")
    assert " read, until " in newest
    assert " read and write, for good, " in oldest
    assert token not in newest
    token_id = newest.partition(" ")[0]
    async with Person(person.base_url, token).http as script:
        assert (await script.get("/api/me")).status_code == 200
        assert (await terminal.run("token", "revoke", token_id)).exit_code == 0
        assert (await script.get("/api/me")).status_code == 401
    async with Person(person.base_url, kept).http as script:
        assert (await script.get("/api/me")).status_code == 200
    assert refusal(await terminal.run("token", "revoke", token_id)) == "not_found"
    assert refusal(await terminal.run("token", "revoke", str(uuid4()))) == "not_found"


async def test_another_accounts_token_is_not_revoked(
    terminal: Terminal, settings: Settings, person: Person
) -> None:
    guest = await sign_up(settings, person.base_url, GUEST)
    await guest.http.aclose()
    token = await commands.create_token(settings, GUEST, "theirs", None)
    listed = (await terminal.run("token", "list", "--email", GUEST)).output
    token_id = listed.partition(" ")[0]
    assert refusal(await terminal.run("token", "list")) == "which_account"
    refused = await terminal.run("token", "revoke", token_id, "--email", "ada@example.org")
    assert refusal(refused) == "not_found"
    async with Person(person.base_url, token).http as script:
        assert (await script.get("/api/me")).status_code == 200
