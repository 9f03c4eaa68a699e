"""A video that ends every process that works on it, among many that do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from faults.audit import LONGEST_REST_SECONDS, resting
from faults.scale import FULL
from processes import fleet
from simulators.world.ids import video_ids
from stock import expire_leases, rows
from truthful import assert_equals_truth

if TYPE_CHECKING:
    from faults.reliability import Reliability
    from faults.scale import Scale
    from reelshelf.kit.db import Database
    from reelshelf.settings import Settings
    from running import Person
    from simulators.simulator import Simulator

DEATHS = 3
"""Two workers, and the process in which it is tried."""


async def test_a_poison_video_is_set_aside_and_all_others_are_complete(
    person: Person,
    settings: Settings,
    simulator: Simulator,
    database: Database,
    scale: Scale,
    reliability: Reliability,
) -> None:
    ids = video_ids(scale.import_videos)
    poison = ids[len(ids) // 3]
    list_id = await person.create_list()
    receipt = await person.import_links(list_id, ids)
    module = ("faults.own_process", "work", "--poison", poison)
    async with fleet(settings, 2, *module) as workers, resting(database) as rests:
        for death in range(1, DEATHS):
            await workers.after_exits(death, scale.patience_seconds)
            if scale is not FULL:
                await expire_leases(database)
        job = await person.job_when(receipt["job_id"], patience_seconds=scale.patience_seconds)
        assert workers.exits == [-9] * (DEATHS - 1), "the third is no worker"
    assert (job["complete"], job["unavailable"]) == (len(ids) - 1, 1)
    assert simulator.log.count(endpoint="player", youtube_id=poison) == DEATHS
    shelf = {video["youtube_id"]: video for video in await person.videos(list_id)}
    found = shelf.pop(poison)
    assert (found["import_stage"], found["error"]["code"]) == ("error", "not_reachable")
    for video in shelf.values():
        await assert_equals_truth(person, video)
    assert await rows(database, "SELECT 1 FROM video_enrichments WHERE attempts > 0") == []
    if scale is FULL:
        assert rests.longest_seconds <= LONGEST_REST_SECONDS
    reliability.held(
        "A video that kills whoever works on it",
        "It is set aside with `not_reachable` after three deaths; all others are complete.",
        measured=f"{job['complete']} complete, 1 set aside after {DEATHS - 1} workers and one trial process; longest "
        f"rest {rests.longest_seconds:.0f} s",
        size=f"{len(ids)} videos, 2 workers",
    )
