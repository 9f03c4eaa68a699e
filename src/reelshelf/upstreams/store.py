"""Where the gates are kept: in Redis for all workers together, or in this process.

All stores keep the same promises (`LimiterStore`); time is the store's own.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import defaultdict
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from uuid import uuid4

from redis.exceptions import RedisError

from reelshelf.upstreams import breaker, limiter
from reelshelf.upstreams import gate as gates
from reelshelf.upstreams.breaker import Circuit
from reelshelf.upstreams.gate import Entry, Gate
from reelshelf.upstreams.limiter import Pace

if TYPE_CHECKING:
    from collections.abc import Callable

    from redis.asyncio import Redis

    from reelshelf.upstreams.reports import Report

log = logging.getLogger(__name__)

KEY = "reelshelf:gate:"
ANSWER_SECONDS = 2.0
"""Redis is waited for no longer."""
SUPPOSED_WORKERS = 4
"""Without Redis nobody knows how many workers there are; each takes this part of the prior, and no burst."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One part of an upstream with a budget of its own, in requests an hour."""

    name: str
    prior_per_hour: float
    concurrency: int = 40
    """Calls under way at once, by all workers together."""
    ceiling_per_hour: float | None = None
    """The pace never learns to exceed it; unset, ten times the prior."""
    most_burst: float = limiter.MOST_BURST
    """Requests that may go at full speed before the pace begins."""

    @property
    def ceiling(self) -> float:
        return limiter.MOST * self.prior_per_hour if self.ceiling_per_hour is None else self.ceiling_per_hour


@dataclass(frozen=True, slots=True)
class Beginning:
    """How an endpoint begins that a store knows nothing of: at the prior, or with a learnt rate, with a burst or not.

    `held_until`, in the store's time, is the end of a hold that is to go on, 0 for none; `holds` counts those so far.
    """

    rate_per_hour: float | None = None
    burst: bool = True
    held_until: float = 0.0
    holds: float = 0.0


@dataclass(frozen=True, slots=True)
class Permit:
    """May go; to be handed to `report` when the call has ended."""

    endpoint: Endpoint
    cost: float
    name: str
    canary: bool = False
    local: bool = False
    """Given out without Redis."""


@dataclass(frozen=True, slots=True)
class Wait:
    """Not now: in so many seconds. `held`: the upstream is left alone until then."""

    seconds: float
    held: bool


class LimiterStore(Protocol):
    def begin_with(self, endpoint: Endpoint, beginning: Beginning) -> None:
        """What to start from when nothing is known of the endpoint, now or after a loss."""
        ...

    async def begin(self, endpoint: Endpoint) -> tuple[Gate, float]:
        """Start now, unless something is known; the gate as it stands then, and the store's time in seconds."""
        ...

    async def acquire(self, endpoint: Endpoint, cost: float, patience_seconds: float) -> Permit | Wait:
        """A wait of up to `patience_seconds` is for asking again; a longer one is the caller's own turn."""
        ...

    async def report(self, permit: Permit, report: Report) -> float:
        """The call has ended. For how many seconds the upstream is now left alone; 0 when it is not."""
        ...

    async def look(self, endpoint: Endpoint) -> tuple[Gate, float]:
        """The same, but without starting: what nobody has begun stands as it would begin now."""
        ...


@dataclass(slots=True)
class MemoryStore:
    """For one process; `clock` gives seconds."""

    clock: Callable[[], float] = time.monotonic
    _gates: dict[str, Gate] = field(default_factory=dict)
    _beginnings: dict[str, Beginning] = field(default_factory=dict)

    def begin_with(self, endpoint: Endpoint, beginning: Beginning) -> None:
        self._beginnings[endpoint.name] = beginning

    async def begin(self, endpoint: Endpoint) -> tuple[Gate, float]:
        now = self.clock()
        self._gates[endpoint.name] = gate = self._gate(endpoint, now)
        return gate, now

    async def acquire(self, endpoint: Endpoint, cost: float, patience_seconds: float) -> Permit | Wait:
        now, name = self.clock(), str(uuid4())
        gate, entry = gates.enter(
            self._gate(endpoint, now),
            now,
            name,
            cost,
            concurrency=endpoint.concurrency,
            patience_seconds=patience_seconds,
        )
        self._gates[endpoint.name] = gate
        return _answer(endpoint, cost, name, entry)

    async def report(self, permit: Permit, report: Report) -> float:
        now, endpoint = self.clock(), permit.endpoint
        gate = gates.leave(
            self._gate(endpoint, now), now, permit.name, permit.cost, report, canary=permit.canary
        )
        self._gates[endpoint.name] = gate
        return breaker.left_alone_seconds(gate.circuit, now)

    async def look(self, endpoint: Endpoint) -> tuple[Gate, float]:
        now = self.clock()
        return self._gate(endpoint, now), now

    def empty(self) -> None:
        """Nobody gets what was saved up meanwhile."""
        for name, gate in self._gates.items():
            self._gates[name] = replace(gate, pace=limiter.emptied(gate.pace, self.clock()))

    def _gate(self, endpoint: Endpoint, now: float) -> Gate:
        gate = self._gates.get(endpoint.name)
        beginning = self._beginnings.get(endpoint.name, Beginning())
        if gate is None:
            circuit = Circuit(open_until=beginning.held_until, level=beginning.holds)
            return Gate(_first_pace(endpoint, beginning, now), circuit)
        if (gate.pace.prior, gate.pace.ceiling, gate.pace.most_burst) != _terms(endpoint):
            # The settings changed: that does not end a hold, and is no reason for a burst.
            return replace(gate, pace=_first_pace(endpoint, replace(beginning, burst=False), now))
        return gate


class RedisStore:
    """Shared by all workers; one script, one round trip an operation, by Redis's own clock.

    While Redis is away each worker goes by itself at a part of the prior, and what it spends is charged when Redis is
    back. What was lost there begins again as `begin_with` says, and without a burst once this store has given anything
    out. So no hour gets more than its allowance, however often Redis is lost. `clock` is for tests.
    """

    def __init__(
        self,
        redis: Redis,
        *,
        clock: Callable[[], float] | None = None,
        alone: Callable[[], float] = time.monotonic,
    ) -> None:
        self._script = redis.register_script(_SCRIPT)
        self._clock = clock
        self._alone = MemoryStore(alone)
        self._beginnings: dict[str, Beginning] = {}
        self._owed: defaultdict[str, float] = defaultdict(float)
        """By endpoint, what was spent alone and not charged yet."""
        self._away = False

    def begin_with(self, endpoint: Endpoint, beginning: Beginning) -> None:
        self._beginnings[endpoint.name] = beginning

    async def begin(self, endpoint: Endpoint) -> tuple[Gate, float]:
        told = await self._run("begin", endpoint)
        self._has_begun(endpoint)
        if told is None:
            return await self._alone.begin(self._supposed(endpoint))
        return _standing(told)

    async def acquire(self, endpoint: Endpoint, cost: float, patience_seconds: float) -> Permit | Wait:
        name = str(uuid4())
        told = await self._run("enter", endpoint, name, cost, endpoint.concurrency, patience_seconds)
        self._has_begun(endpoint)
        if told is None:
            return await self._acquire_alone(endpoint, cost, patience_seconds)
        return _answer(endpoint, cost, name, Entry(told[0], canary=bool(told[1]), held=bool(told[2])))

    async def report(self, permit: Permit, report: Report) -> float:
        if permit.local:
            return await self._alone.report(permit, report)
        flags = (permit.canary, report.failed, report.too_fast, report.abandoned, report.at_once)
        told = await self._run(
            "leave",
            permit.endpoint,
            permit.name,
            permit.cost,
            *(int(flag) for flag in flags),
            report.retry_after_seconds,
            *report.holds_seconds,
        )
        if told is None:
            return 0.0
        return breaker.left_alone_seconds(_gate_of(told[_STATE_FROM:]).circuit, told[_STATE_FROM - 1])

    async def look(self, endpoint: Endpoint) -> tuple[Gate, float]:
        told = await self._run("look", endpoint)
        if told is None:
            return await self._alone.look(self._supposed(endpoint))
        return _standing(told)

    async def _acquire_alone(self, endpoint: Endpoint, cost: float, patience_seconds: float) -> Permit | Wait:
        answer = await self._alone.acquire(self._supposed(endpoint), cost, patience_seconds)
        if isinstance(answer, Wait):
            return answer
        self._owed[endpoint.name] += cost
        return replace(answer, local=True)

    def _has_begun(self, endpoint: Endpoint) -> None:
        """What is lost from now on is no reason for another burst."""
        beginning = self._beginnings.get(endpoint.name, Beginning())
        self._beginnings[endpoint.name] = replace(beginning, burst=False)

    def _supposed(self, endpoint: Endpoint) -> Endpoint:
        supposed = replace(
            endpoint,
            prior_per_hour=endpoint.prior_per_hour / SUPPOSED_WORKERS,
            ceiling_per_hour=endpoint.ceiling / SUPPOSED_WORKERS,
        )
        known = self._beginnings.get(endpoint.name, Beginning())
        # Both clocks count seconds, but not from the same moment.
        ahead = self._alone.clock() - (self._clock or time.time)()
        held_until = known.held_until + ahead if known.held_until else 0.0
        self._alone.begin_with(supposed, Beginning(burst=False, held_until=held_until, holds=known.holds))
        return supposed

    async def _run(
        self, operation: str, endpoint: Endpoint, *arguments: str | float
    ) -> tuple[float, ...] | None:
        """The script's numbers; None while Redis is away."""
        beginning = self._beginnings.get(endpoint.name, Beginning())
        rate = "" if beginning.rate_per_hour is None else beginning.rate_per_hour
        begun = (rate, int(beginning.burst), beginning.held_until, beginning.holds)
        # Whoever asks first takes all of it along; what Redis does not hear of is owed on.
        owed = 0.0 if operation == "look" else self._owed.pop(endpoint.name, 0.0)
        now = "" if self._clock is None else self._clock()
        key = KEY + endpoint.name
        given = (operation, now, *_terms(endpoint), *begun, owed, *arguments)
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                told = await self._script(keys=[key, f"{key}:permits"], args=list(given))
        except (RedisError, OSError) as problem:
            self._owed[endpoint.name] += owed
            if not self._away:
                log.warning(
                    "budgets not reachable, going slowly alone: %s", problem or type(problem).__name__
                )
                self._alone.empty()
            self._away = True
            return None
        self._away = False
        return tuple(float(number) for number in told)


_SCRIPT = Path(__file__).with_name("gate.lua").read_text(encoding="utf-8")
_STATE_FROM = 4
"""Before the gate's state come wait, canary, held and time."""
_PACE_FIELDS = len(fields(Pace))
_CIRCUIT_FIELDS = len(fields(Circuit))


def _standing(told: tuple[float, ...]) -> tuple[Gate, float]:
    return _gate_of(told[_STATE_FROM:]), told[_STATE_FROM - 1]


def _gate_of(numbers: tuple[float, ...]) -> Gate:
    """In the order of the fields of `Pace` and `Circuit`, and then the last turn."""
    circuit_to = _PACE_FIELDS + _CIRCUIT_FIELDS
    return Gate(
        Pace(*numbers[:_PACE_FIELDS]), Circuit(*numbers[_PACE_FIELDS:circuit_to]), numbers[circuit_to]
    )


def _answer(endpoint: Endpoint, cost: float, name: str, entry: Entry) -> Permit | Wait:
    if entry.wait_seconds > 0:
        return Wait(entry.wait_seconds, entry.held)
    return Permit(endpoint, cost, name, entry.canary)


def _terms(endpoint: Endpoint) -> tuple[float, float, float]:
    return endpoint.prior_per_hour, endpoint.ceiling, endpoint.most_burst


def _first_pace(endpoint: Endpoint, beginning: Beginning, now: float) -> Pace:
    pace = limiter.fresh(
        endpoint.prior_per_hour,
        now,
        burst=beginning.burst,
        ceiling_per_hour=endpoint.ceiling,
        most_burst=endpoint.most_burst,
    )
    return pace if beginning.rate_per_hour is None else limiter.resumed(pace, beginning.rate_per_hour, now)
