"""People change their minds while workers work: nobody waits for each other in a circle, nobody sees an error."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from running import working
from simulators.world.ids import playlist_id, video_ids
from stock import rows

if TYPE_CHECKING:
    from reelshelf.kit.db import Database
    from reelshelf.settings import Settings
    from running import Person

ROUNDS = 6


async def _change_of_mind(person: Person, number: int, statuses: list[int]) -> None:
    """One import, taken back in one way or another while it runs."""
    list_id = await person.create_list(f"List {number}")
    text = "\n".join(f"https://youtu.be/{each}" for each in video_ids(60, seed=number))
    text += f"\nhttps://www.youtube.com/playlist?list={playlist_id(120, seed=number)}"
    answer = await person.http.post(f"/api/lists/{list_id}/videos/batch", json={"text": text})
    receipt = answer.json()
    job = f"/api/jobs/{receipt['job_id']}"
    requests = [
        ("POST", f"{job}/pause"),
        ("POST", f"{job}/resume"),
        *(("DELETE", f"/api/videos/{each}") for each in receipt["video_ids"][::7]),
        *(("POST", f"/api/videos/{each}/enrichment") for each in receipt["video_ids"][::9]),
        ("POST", f"{job}/pause"),
        ("POST", f"{job}/resume"),
        ("DELETE", f"/api/lists/{list_id}") if number % 3 == 0 else ("POST", f"{job}/cancel"),
        ("POST", f"{job}/undo"),
    ]
    for method, path in requests:
        answer = await person.http.request(method, path)
        statuses.append(answer.status_code)


async def test_nobody_waits_in_a_circle(person: Person, settings: Settings, database: Database) -> None:
    statuses: list[int] = []
    async with working(settings), working(settings):
        await asyncio.gather(*(_change_of_mind(person, number, statuses) for number in range(ROUNDS)))
        kept = await person.create_list("Kept")
        receipt = await person.import_links(kept, video_ids(20))
        job = await person.job_when(receipt["job_id"])
    assert max(statuses) < 500
    assert job["complete"] == 20
    assert await rows(database, "SELECT 1 FROM video_enrichments WHERE attempts > 0") == []
    assert await rows(
        database, "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
    ) == [{"deadlocks": 0}]
