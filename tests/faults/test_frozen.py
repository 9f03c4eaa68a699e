"""A worker that was frozen wakes up long after it was given up, with answers in its hands."""

from __future__ import annotations

import asyncio
import signal
from typing import TYPE_CHECKING

from faults.audit import assert_told_once
from faults.scale import FULL
from processes import worker_process
from simulators.world.ids import video_ids
from stock import expire_leases, rows, until

if TYPE_CHECKING:
    from faults.reliability import Reliability
    from faults.scale import Scale
    from reelshelf.kit.db import Database
    from reelshelf.settings import Settings
    from running import Person
    from simulators.simulator import Simulator

IN_HAND = 10
_CLAIMED = f"SELECT count(*) = {IN_HAND} FROM video_enrichments WHERE lease_until > now()"  # noqa: S608 - a number
_STATE = "SELECT v.title, e.fence, e.crashes FROM videos v JOIN video_enrichments e ON e.video_id = v.id ORDER BY v.id"


async def test_what_a_frozen_worker_knew_overwrites_nothing(
    person: Person,
    settings: Settings,
    simulator: Simulator,
    database: Database,
    scale: Scale,
    reliability: Reliability,
) -> None:
    list_id = await person.create_list()
    ids = video_ids(IN_HAND + 3)
    simulator.faults.update("*", latency_seconds=2.0)
    receipt = await person.import_links(list_id, ids[:IN_HAND])
    async with worker_process(settings) as frozen:
        await until(database, _CLAIMED)
        frozen.send_signal(signal.SIGSTOP)
        since = asyncio.get_running_loop().time()
        assert (await person.get(f"/api/jobs/{receipt['job_id']}"))["complete"] == 0
        simulator.faults.clear()
        if scale is not FULL:
            await expire_leases(database)
        async with worker_process(settings):
            await person.job_when(receipt["job_id"], patience_seconds=scale.patience_seconds)
        for video in await person.videos(list_id):
            renamed = await person.http.patch(f"/api/videos/{video['id']}", json={"title": "My own title"})
            renamed.raise_for_status()
        before = await rows(database, _STATE)
        # The time itself is what is tried here.
        await asyncio.sleep(max(0.0, since + scale.frozen_seconds - asyncio.get_running_loop().time()))
        away = asyncio.get_running_loop().time() - since
        frozen.send_signal(signal.SIGCONT)
        # By the time it has done something new it has tried to store all that it held.
        after = await person.import_links(list_id, ids[IN_HAND:])
        await person.job_when(after["job_id"], patience_seconds=scale.patience_seconds)
    assert (await rows(database, _STATE))[:IN_HAND] == before
    assert before == [{"title": "My own title", "fence": 2, "crashes": 0}] * IN_HAND
    await assert_told_once(database, len(ids))
    reliability.held(
        "SIGSTOP of a worker, then SIGCONT",
        "What it knew is refused; what another worker stored, and a person changed since, stays. It works on.",
        measured=f"frozen for {away:.0f} s: 0 of {IN_HAND} videos overwritten, each step told once",
        size=f"{IN_HAND} videos in work when it was frozen",
    )
