"""Captions that YouTube certainly does not have are made by speech recognition, without keeping anybody waiting."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import SecretStr

from reelshelf.captions.webvtt import cues_from_vtt
from running import LOOK_SECONDS, PATIENCE_SECONDS, events_until, serving, sign_up, working
from simulators.world.sound import utterances
from simulators.world.troubles import Trouble, trouble_id
from simulators.world.truth import truth
from stock import rows

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from reelshelf.kit.db import Database
    from reelshelf.settings import Settings
    from running import Person

SHORT = trouble_id(Trouble.NO_CAPTIONS, 46)
"""Under a minute."""
TEN_MINUTES = trouble_id(Trouble.NO_CAPTIONS, 18)
"""649 seconds: two parts."""
TWO_HOURS = trouble_id(Trouble.NO_CAPTIONS, 150)
CLOSE_SECONDS = 0.5
AMPLE = 100_000_000


@pytest.fixture
def hearing_settings(settings: Settings) -> Settings:
    """With a key, and a budget that is nobody's concern."""
    return settings.model_copy(
        update={"groq_api_key": SecretStr("invented"), "speech_audio_seconds_per_day": AMPLE}
    )


@pytest.fixture
async def listener(hearing_settings: Settings) -> AsyncIterator[Person]:
    """Somebody whose Reelshelf has speech recognition; no worker runs yet."""
    async with serving(hearing_settings) as url:
        person = await sign_up(hearing_settings, url)
        async with person.http:
            yield person


async def video_when(
    person: Person, list_id: str, done: Callable[[dict[str, Any]], bool], count: int = 1
) -> list[dict[str, Any]]:
    """All videos of the list, once each is as wished; fails after a minute."""
    found: list[dict[str, Any]] = []
    async with asyncio.timeout(PATIENCE_SECONDS):
        while len(found) < count or not all(map(done, found)):
            await asyncio.sleep(LOOK_SECONDS)
            found = await person.videos(list_id)
    return found


def is_heard(video: dict[str, Any]) -> bool:
    return bool(video["captions_source"] == "whisper")


async def assert_heard_rightly(person: Person, video: dict[str, Any]) -> None:
    """Every word of the video, each within half a second of when it was said."""
    known = truth(video["youtube_id"])
    vtt = (await person.http.get(f"/api/videos/{video['id']}/captions.vtt")).text
    cues, said = cues_from_vtt(vtt), utterances(known)
    assert [cue.text for cue in cues] == [" ".join(each.text.split()) for each in said]
    for cue, each in zip(cues, said, strict=True):
        assert cue.start_seconds == pytest.approx(each.start_seconds, abs=CLOSE_SECONDS)
        assert cue.end_seconds == pytest.approx(each.end_seconds, abs=CLOSE_SECONDS)
    enrichment = await person.get(f"/api/videos/{video['id']}/enrichment")
    assert (enrichment["status"], enrichment["captions_source"]) == ("completed", "whisper")
    assert (enrichment["captions_language"], enrichment["progress_message"]) == (
        known.original_language,
        None,
    )
    transcript = (await person.http.get(f"/api/videos/{video['id']}/transcript")).text
    assert "".join(transcript.split()) == "".join("".join(cue.text for cue in cues).split())


async def assert_nothing_is_left(settings: Settings, database: Database) -> None:
    """No temporary file, no part, no work."""
    assert left_files(settings.data_dir) == []
    counted = await rows(
        database,
        "SELECT (SELECT count(*) FROM speech_works) AS works, (SELECT count(*) FROM speech_parts) AS parts",
    )
    assert counted == [{"works": 0, "parts": 0}]


def left_files(data_dir: Path) -> list[str]:
    return [str(path) for path in (data_dir / "tmp").rglob("*") if path.is_file() and "lock" not in path.name]


async def test_a_video_without_captions_opens_at_once_and_gets_some_by_itself(
    listener: Person, hearing_settings: Settings, database: Database
) -> None:
    list_id = await listener.create_list()
    async with listener.socket() as (connection, _), working(hearing_settings):
        receipt = await listener.import_links(list_id, [SHORT])
        told = await events_until(connection, lambda event: event.get("captions_source") == "whisper")
        opened = [each for each in told if each.get("stage") == "complete"]
        assert [
            (each["progress"], each["enrichment_status"], each["captions_source"]) for each in opened
        ] == [
            (100, "partial", None),
            (100, "completed", "whisper"),
        ]
        assert "speech recognition" in opened[0]["message"]
        (video,) = await listener.videos(list_id)
        await assert_heard_rightly(listener, video)
        job = await listener.job_when(receipt["job_id"], lambda job: job["with_captions"] == 1)
        assert (job["complete"], job["captions_follow"], job["without_captions"]) == (1, 0, 0)
    await assert_nothing_is_left(hearing_settings, database)
