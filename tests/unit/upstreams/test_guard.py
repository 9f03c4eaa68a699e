"""The guard around calls, with a clock that moves only while somebody sleeps."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import pytest

from reelshelf.upstreams.failures import (
    WAITING_FOR_BUDGET,
    Failure,
    FailureKind,
    UpstreamError,
    classify,
)
from reelshelf.upstreams.guard import Guard
from reelshelf.upstreams.store import Endpoint, MemoryStore

ENDPOINT = Endpoint("player", 3600)
BURST = 60


@dataclass
class World:
    """An upstream that answers, or refuses with `failure`."""

    now: float = 1000.0
    calls: int = 0
    failure: Failure | None = None
    store: MemoryStore = field(init=False)
    guard: Guard = field(init=False)

    def __post_init__(self) -> None:
        self.store = MemoryStore(lambda: self.now)
        self.guard = Guard(self.store, sleep=self.sleep)

    async def sleep(self, seconds: float) -> None:
        self.now += seconds

    async def answer(self) -> str:
        self.calls += 1
        if self.failure is not None:
            raise UpstreamError(self.failure)
        return "answer"

    async def call(self, patience_seconds: float = 2.0) -> str:
        return await self.guard.call(ENDPOINT, 1, self.answer, patience_seconds=patience_seconds)

    async def refusal(self, patience_seconds: float = 2.0) -> Failure:
        with pytest.raises(UpstreamError) as caught:
            await self.call(patience_seconds)
        return caught.value.failure


@pytest.fixture
def world() -> World:
    return World()


async def test_a_short_wait_is_waited_for(world: World) -> None:
    for _ in range(BURST + 10):
        assert await world.call() == "answer"
    assert world.now == pytest.approx(1000 + 10 * 3600 / 3540, abs=1.1)


async def test_a_longer_one_gives_the_work_back_with_its_turn(world: World) -> None:
    for _ in range(BURST):
        await world.call()
    waits = [(await world.refusal(patience_seconds=0)) for _ in range(3)]
    assert [each.retry_after_seconds for each in waits] == pytest.approx([3600 / 3540 * n for n in (1, 2, 3)])
    assert {(each.kind, each.code) for each in waits} == {(FailureKind.RATE_LIMITED, WAITING_FOR_BUDGET)}
    assert world.calls == BURST


async def test_a_wait_the_upstream_names_is_kept(world: World) -> None:
    world.failure = Failure(FailureKind.RATE_LIMITED, "slow down", 120)
    assert (await world.refusal()).detail == "slow down"
    world.failure = None
    assert (await world.refusal()).retry_after_seconds == pytest.approx(120, abs=1)
    world.now += 121
    assert await world.call() == "answer"


async def test_who_goes_first_in_vain_comes_back_when_the_next_one_may(world: World) -> None:
    """The second hold is longer than the first; the refusal itself says nothing of that."""
    world.failure = Failure(FailureKind.BLOCKED, "not a bot")
    first = [await world.refusal(patience_seconds=60) for _ in range(3)]
    assert [each.retry_after_seconds for each in first] == [None, None, 900]
    world.now += 901
    assert (await world.refusal()).retry_after_seconds == pytest.approx(3600)
    world.now += 3601
    world.failure = Failure(FailureKind.BLOCKED, "not a bot", 86_400 / 4)
    assert (await world.refusal()).retry_after_seconds == pytest.approx(86_400 / 4)


async def test_private_videos_hold_nobody_back(world: World) -> None:
    world.failure = Failure(FailureKind.GONE, "private")
    for _ in range(10):
        await world.refusal()
    gate, _ = await world.store.look(ENDPOINT)
    assert not gate.circuit.is_open
    assert world.calls == 10


async def test_a_cancelled_canary_keeps_nobody_waiting(world: World) -> None:
    world.failure = Failure(FailureKind.RATE_LIMITED, "slow down", 60)
    await world.refusal()
    world.failure = None
    world.now += 61
    out = asyncio.Event()

    async def hang() -> None:
        out.set()
        await asyncio.Event().wait()

    canary = asyncio.create_task(world.guard.call(ENDPOINT, 1, hang))
    await out.wait()
    assert (await world.refusal()).code == WAITING_FOR_BUDGET
    canary.cancel()
    with pytest.raises(asyncio.CancelledError):
        await canary
    assert await world.call() == "answer"


async def test_a_call_that_takes_too_long_counts_as_a_failure(world: World) -> None:
    never = asyncio.Event()
    for _ in range(3):
        with pytest.raises(UpstreamError, match="no answer in time"):
            await world.guard.call(ENDPOINT, 1, never.wait, timeout_seconds=0)
    assert (await world.guard.room(ENDPOINT, 1)).held


async def test_room_is_what_may_begin_now(world: World) -> None:
    assert (await world.guard.room(ENDPOINT, 2)).calls == BURST // 2
    for _ in range(BURST):
        await world.call()
    empty = await world.guard.room(ENDPOINT, 2)
    assert (empty.calls, empty.held) == (0, False)
    assert empty.wait_seconds == pytest.approx(2 * 3600 / 3540)


async def test_what_nobody_knows_is_logged_once_with_its_text(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    for youtube_id in ("dQw4w9WgXcQ", "AAAAAAAAAAA"):
        world.failure = classify(f"[youtube] {youtube_id}: The moon is in the way", source="yt-dlp")
        await world.refusal()
    world.failure = classify("An error occurred", source="yt-dlp", status=503)
    await world.refusal(patience_seconds=600)
    warned = [record.getMessage() for record in caplog.records if record.levelname == "WARNING"]
    assert len(warned) == 1
    assert warned[0].endswith("[youtube] dQw4w9WgXcQ: The moon is in the way")
