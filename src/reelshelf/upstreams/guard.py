"""Every call to an upstream goes through here: breaker, then limiter, then the call, then the report."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from reelshelf.upstreams import gate as gates
from reelshelf.upstreams.failures import WAITING_FOR_BUDGET, Failure, FailureKind, UpstreamError
from reelshelf.upstreams.reports import ABANDONED, WORKED, report_of
from reelshelf.upstreams.store import Permit
from reelshelf.upstreams.strangers import Strangers

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from reelshelf.upstreams.gate import Room
    from reelshelf.upstreams.reports import Report
    from reelshelf.upstreams.store import Endpoint, LimiterStore

Answer = TypeVar("Answer")

PATIENCE_SECONDS = 2.0
"""A shorter wait is waited for in place; a longer one gives the work back."""
LEAST_SLEEP_SECONDS = 0.005
ROOM_WITHIN_SECONDS = 1.0


class Guard:
    """`sleep` takes seconds."""

    def __init__(
        self, store: LimiterStore, *, sleep: Callable[[float], Awaitable[object]] = asyncio.sleep
    ) -> None:
        self._store = store
        self._sleep = sleep
        self._strangers = Strangers()

    async def call(
        self,
        endpoint: Endpoint,
        cost: float,
        function: Callable[[], Awaitable[Answer]],
        *,
        patience_seconds: float = PATIENCE_SECONDS,
        timeout_seconds: float | None = None,
    ) -> Answer:
        """What `function` returns, which makes `cost` requests.

        Raises what it raises, with the wait that follows for everybody if that is longer than the upstream's own:
        whoever comes back sooner finds it left alone. Raises `UpstreamError` with code `waiting_for_budget`
        without calling it when its turn is further away than `patience_seconds`; and one of kind `transient` when
        it takes longer than `timeout_seconds`.
        """
        permit = await self._enter(endpoint, cost, patience_seconds)
        try:
            answer = await _in_time(function, timeout_seconds)
        except UpstreamError as problem:
            self._strangers.meet(endpoint.name, problem.failure)
            report = report_of(problem.failure)
            alone_seconds = await self._report(permit, report)
            if report.failed:
                _wait_at_least(problem, alone_seconds)
            raise
        except BaseException:
            # Also when cancelled: a canary that is not heard of again would keep everybody waiting.
            await self._report(permit, ABANDONED)
            raise
        await self._report(permit, WORKED)
        return answer

    async def room(self, endpoint: Endpoint, cost: float) -> Room:
        """How many such calls may start within a moment, and when one may. Begins the pace: whoever asks waits for
        the answer, and nobody else may come by who would.
        """
        gate, now = await self._store.begin(endpoint)
        return gates.room(gate, now, cost, within_seconds=ROOM_WITHIN_SECONDS)

    async def _report(self, permit: Permit, report: Report) -> float:
        return await asyncio.shield(self._store.report(permit, report))

    async def _enter(self, endpoint: Endpoint, cost: float, patience_seconds: float) -> Permit:
        left = patience_seconds
        while True:
            answer = await self._store.acquire(endpoint, cost, left)
            if isinstance(answer, Permit):
                return answer
            if answer.seconds > left:
                detail = f"{endpoint.name}: {'on hold' if answer.held else 'no budget'}"
                raise UpstreamError(
                    Failure(FailureKind.RATE_LIMITED, detail, answer.seconds, WAITING_FOR_BUDGET)
                )
            nap = max(answer.seconds, LEAST_SLEEP_SECONDS)
            await self._sleep(nap)
            left = max(left - nap, 0.0)


def _wait_at_least(problem: UpstreamError, seconds: float) -> None:
    if seconds > (problem.failure.retry_after_seconds or 0.0):
        problem.failure = replace(problem.failure, retry_after_seconds=seconds)


async def _in_time(function: Callable[[], Awaitable[Answer]], timeout_seconds: float | None) -> Answer:
    try:
        async with asyncio.timeout(timeout_seconds):
            return await function()
    except TimeoutError as problem:
        raise UpstreamError(Failure(FailureKind.TRANSIENT, "no answer in time")) from problem
