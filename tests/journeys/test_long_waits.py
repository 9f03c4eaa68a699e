"""Blocks of days and outages of minutes, with the real worker: what waits for their end goes by a clock that jumps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from jumping import Ahead, waits_seconds
from reelshelf.wiring.stores import endpoints_of
from running import working
from simulators.world.ids import video_ids

if TYPE_CHECKING:
    from collections.abc import Callable

    from reelshelf.settings import Settings
    from reelshelf.upstreams.gate import Gate
    from running import Person
    from simulators.simulator import Simulator

VIDEOS = 8
HOURS = 3600.0
OUTAGE_SECONDS = 300.0
BACK_SECONDS = 60.0


@pytest.fixture
def ahead(database_url: str) -> Ahead:
    return Ahead(database_url)


def waits_longer_than(seconds: float) -> Callable[[dict[str, Any]], bool]:
    return lambda job: waits_seconds(job) > seconds


def has_held_more_often_than(times: float) -> Callable[[Gate], bool]:
    return lambda gate: gate.circuit.level > times


async def test_a_block_is_asked_after_once_in_ever_longer_times_and_ends_by_itself(
    person: Person, settings: Settings, simulator: Simulator, ahead: Ahead
) -> None:
    simulator.faults.update("player", status=403)
    list_id = await person.create_list()
    async with working(settings, ahead.limits) as parts:
        job_id = (await person.import_links(list_id, video_ids(VIDEOS)))["job_id"]
        asked = []
        for hold in (0.25 * HOURS, 1 * HOURS, 4 * HOURS, 12 * HOURS, 12 * HOURS):
            job = await person.job_when(job_id, waits_longer_than(0.9 * hold))
            # The end that is told is that of the hold, give or take what spreads those who come back.
            assert waits_seconds(job) <= hold + 10
            assert (job["status"], job["unavailable"]) == ("running", 0)
            asked.append(simulator.log.count("player"))
            await ahead.jump(1.1 * hold)
            parts.feeder.wake()
        await person.job_when(job_id, waits_longer_than(0.9 * 12 * HOURS))
        asked.append(simulator.log.count("player"))
        simulator.faults.update("player", status=None)
        await ahead.jump(1.1 * 12 * HOURS)
        parts.feeder.wake()
        job = await person.job_when(job_id)
    assert asked == [asked[0] + canaries for canaries in range(len(asked))]
    assert (job["complete"], job["unavailable"]) == (VIDEOS, 0)


async def test_five_minutes_of_outage_cost_few_calls_and_no_video(
    person: Person, settings: Settings, simulator: Simulator, ahead: Ahead
) -> None:
    player = endpoints_of(settings).player
    simulator.faults.update("youtube", down=True)
    list_id = await person.create_list()
    async with working(settings, ahead.limits) as parts:
        rate = (await ahead.gate(player)).pace.rate
        job_id = (await person.import_links(list_id, video_ids(VIDEOS)))["job_id"]
        gate = await ahead.gate_when(player, lambda gate: gate.circuit.is_open)
        began = ahead()
        while ahead() < began + OUTAGE_SECONDS:
            holds = gate.circuit.level
            await ahead.jump(max(gate.circuit.open_until - ahead(), 0))
            parts.feeder.wake()
            gate = await ahead.gate_when(player, has_held_more_often_than(holds))
        # Those that were under way when it began, and one for each hold that ended meanwhile.
        assert simulator.log.count("next") <= VIDEOS + 15
        simulator.faults.update("youtube", down=False)
        left = max(gate.circuit.open_until - ahead(), 0)
        await ahead.jump(left)
        parts.feeder.wake()
        gate = await ahead.gate_when(player, lambda gate: not gate.circuit.is_open)
        assert gate.pace.rate >= rate
        await ahead.jump(BACK_SECONDS - left)
        parts.feeder.wake()
        job = await person.job_when(job_id)
    assert left <= BACK_SECONDS / 2
    assert (job["complete"], job["unavailable"]) == (VIDEOS, 0)
