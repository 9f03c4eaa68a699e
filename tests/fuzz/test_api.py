"""Every route against its own description: generated requests, valid and not, each answer checked."""

from __future__ import annotations

import asyncio
import os
import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reelshelf.accounts.secrets import signing_key
from reelshelf.accounts.tokens import TokenSigner
from running import sign_in
from simulators.world.ids import video_ids

if TYPE_CHECKING:
    from reelshelf.settings import Settings
    from running import Person

CONFIGURATION = Path(__file__).parent / "schemathesis.toml"
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "0"))
"""Random cases of each operation, and chains of them. `make fuzz` wants many; `make test` goes once through the
edges of every description.
"""
LENGTH = ["--max-examples", str(EXAMPLES)] if EXAMPLES else ["--phases", "examples,coverage"]
WORKERS = "2"
PATIENCE_SECONDS = 3600


async def furnished(person: Person, name: str, start: int) -> dict[str, str]:
    """A list with something on it; the ids of one of each."""
    list_id = await person.create_list(name)
    receipt = await person.import_links(list_id, video_ids(start + 5)[start:])
    tag = (await person.http.post("/api/tags", json={"name": name})).json()
    tagged = {"video_ids": receipt["video_ids"], "add": [tag["id"]], "remove": []}
    await person.http.post("/api/videos/tags", json=tagged)
    return {
        "LIST_ID": list_id,
        "VIDEO_ID": receipt["video_ids"][0],
        "JOB_ID": receipt["job_id"],
        "TAG_ID": tag["id"],
    }


def lasting(person: Person, settings: Settings) -> str:
    """The token of that session, good for as long as this takes: an expired one is refused whatever it asks."""
    signer = TokenSigner(signing_key(settings))
    now = signer.read(person.token, "api")
    assert now.session_id is not None
    return signer.sign(now.user_id, now.session_id, "api", timedelta(seconds=2 * PATIENCE_SECONDS))


async def other_session(person: Person) -> str:
    async with (await sign_in(person.base_url)).http:
        sessions = (await person.get("/api/sessions"))["items"]
    return str(next(each["id"] for each in sessions if not each["current"]))


@pytest.mark.timeout(PATIENCE_SECONDS)
async def test_every_route_answers_as_its_description_says(
    person: Person, settings: Settings, tmp_path: Path
) -> None:
    kept = await furnished(person, "Talks", 0)
    doomed = await furnished(person, "Not for long", 5)
    ids = {**kept, **{f"DOOMED_{name}": each for name, each in doomed.items()}}
    ids["DOOMED_SESSION_ID"] = await other_session(person)
    token = lasting(person, settings)
    running = await asyncio.create_subprocess_exec(
        Path(sys.executable).with_name("st"),
        "--config-file",
        CONFIGURATION,
        "--no-color",
        "run",
        f"{person.base_url}/api/openapi.json",
        "--header",
        f"Authorization: Bearer {token}",
        "--workers",
        WORKERS,
        *LENGTH,
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], **ids},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    told, _ = await running.communicate()
    sys.stdout.write(told.decode())
    assert running.returncode == 0, told.decode()[-20_000:]
    person.http.headers["Authorization"] = f"Bearer {token}"
    assert (await person.http.get("/api/me")).status_code == 200, "what asked was signed in to the end"
