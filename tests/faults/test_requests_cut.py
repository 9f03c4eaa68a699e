"""The same import twice at once. (A web server that dies before it answers: test_boundaries.py.)"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from processes import worker_process
from simulators.world.ids import video_ids
from stock import rows

if TYPE_CHECKING:
    from faults.reliability import Reliability
    from faults.scale import Scale
    from reelshelf.kit.db import Database
    from reelshelf.settings import Settings
    from running import Person
    from simulators.simulator import Simulator

WORKED_ON = 50


async def test_two_tabs_that_send_the_same_links_at_once(
    person: Person,
    settings: Settings,
    simulator: Simulator,
    database: Database,
    scale: Scale,
    reliability: Reliability,
) -> None:
    ids = video_ids(scale.tab_links)
    list_id = await person.create_list()
    async with worker_process(settings):
        forwards, backwards = await asyncio.gather(
            person.import_links(list_id, ids), person.import_links(list_id, ids[::-1])
        )
        once, again = await asyncio.gather(*(person.import_links(list_id, ids, key="once") for _ in range(2)))
        async with asyncio.timeout(scale.patience_seconds):
            while len(await person.videos(list_id, stage="complete")) < WORKED_ON:  # noqa: ASYNC110 - over HTTP
                await asyncio.sleep(0.2)
    count = len(ids)
    assert sorted((each["created"], each["duplicates"]) for each in (forwards, backwards)) == [
        (0, count),
        (count, 0),
    ]
    assert once == again
    shelf = await rows(
        database, "SELECT count(*) AS all, count(DISTINCT youtube_id) AS different FROM videos"
    )
    assert shelf == [{"all": count, "different": count}]
    assert repeated_looks(simulator) == 0
    reliability.held(
        "Two tabs send the same links at once",
        "Each video once, no error, each link counted as created by one and as a duplicate by the other; with one "
        "Idempotency-Key both get the same answer.",
        measured=f"{count} videos, 0 twice; {count} created and {count} duplicates; nothing asked twice",
        size=f"twice {count} links, in opposite orders",
    )


def repeated_looks(simulator: Simulator) -> int:
    """Looks beyond the first at those that were looked at."""
    asked = [each.youtube_id for each in simulator.log.of("player")]
    return len(asked) - len(set(asked))
