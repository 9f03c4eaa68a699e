"""Refusals that yt-dlp hides, with the real worker: what waits for them goes by a clock that jumps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from jumping import WAITS_SECONDS, Ahead, waits_seconds
from reelshelf.wiring.stores import endpoints_of
from running import working
from simulators.world.ids import video_ids

if TYPE_CHECKING:
    from reelshelf.settings import Settings
    from running import Person
    from simulators.simulator import Simulator


@pytest.fixture
def ahead(database_url: str) -> Ahead:
    return Ahead(database_url)


@pytest.mark.parametrize(("endpoint", "status"), [("player", 429), ("player", 403), ("next", 429)])
async def test_what_yt_dlp_hides_is_seen_and_paced(
    person: Person, settings: Settings, simulator: Simulator, ahead: Ahead, endpoint: str, status: int
) -> None:
    """The status stands in a warning alone. Of `player` yt-dlp says that the reply cannot be read; of `next` it says
    nothing, and gives a video without a channel.
    """
    player = endpoints_of(settings).player
    simulator.faults.update(endpoint, status=status, times=1)
    list_id = await person.create_list()
    async with working(settings, ahead.limits):
        before = await ahead.gate(player)
        receipt = await person.import_links(list_id, video_ids(1))
        job = await person.job_when(receipt["job_id"], lambda job: waits_seconds(job) > WAITS_SECONDS)
        [video] = await person.videos(list_id)
        after = await ahead.gate(player)
        assert (job["status"], job["unavailable"]) == ("running", 0)
        # Nothing of a reply that has gaps is kept.
        assert (video["import_stage"], video["import_progress"]) == ("created", 0)
        assert (video["title"], video["channel"], video["duration"]) == (None, None, None)
        assert after.pace.rate <= 0.9 * before.pace.rate
        assert after.pace.refused_at > before.pace.refused_at
        await ahead.jump(1000)
        job = await person.job_when(receipt["job_id"])
        [video] = await person.videos(list_id)
    assert (job["complete"], video["channel"] is not None) == (1, True)
    assert simulator.log.count(endpoint, status=status) == 1
