"""One worker's share in a shared gate, in a process of its own; the time is told to it.

`python -m virtual.worker REDIS_URL PRIOR_PER_HOUR [RATE_PER_HOUR]`. Reads a line for each question and answers it:
`["ask", client, now]` with the wait in seconds, `["tell", client, now, accepted, retry_after]` with 0.
"""

from __future__ import annotations

import asyncio
import json
import sys
from typing import TYPE_CHECKING

from redis.asyncio import Redis

from reelshelf.upstreams.failures import Failure, FailureKind
from reelshelf.upstreams.guard import PATIENCE_SECONDS
from reelshelf.upstreams.reports import WORKED, report_of
from reelshelf.upstreams.store import Beginning, Endpoint, Permit, RedisStore

if TYPE_CHECKING:
    from collections.abc import Sequence

CONCURRENCY = 20


class Worker:
    def __init__(self, redis: Redis, prior_per_hour: float, rate_per_hour: float | None) -> None:
        self._now = 0.0
        self._store = RedisStore(redis, clock=lambda: self._now)
        self._endpoint = Endpoint("virtual", prior_per_hour, CONCURRENCY)
        self._store.begin_with(self._endpoint, Beginning(rate_per_hour))
        self._permits: dict[int, Permit] = {}

    async def ask(self, client: int, now: float) -> float:
        self._now = now
        answer = await self._store.acquire(self._endpoint, 1, PATIENCE_SECONDS)
        if not isinstance(answer, Permit):
            return answer.seconds
        self._permits[client] = answer
        return 0.0

    async def tell(self, client: int, now: float, accepted: bool, retry_after: float | None) -> float:  # noqa: FBT001
        self._now = now
        refusal = Failure(FailureKind.RATE_LIMITED, "refused", retry_after)
        await self._store.report(self._permits.pop(client), WORKED if accepted else report_of(refusal))
        return 0.0


async def work(redis_url: str, prior_per_hour: float, rate_per_hour: float | None) -> None:
    async with Redis.from_url(redis_url) as redis:
        worker = Worker(redis, prior_per_hour, rate_per_hour)
        # Nothing else happens here until the next question comes.
        for line in sys.stdin:
            operation, *arguments = json.loads(line)
            answer = await (worker.ask if operation == "ask" else worker.tell)(*arguments)
            print(json.dumps(answer), flush=True)  # noqa: T201 - to whoever asked


def main(arguments: Sequence[str]) -> None:
    redis_url, prior, *rate = arguments
    asyncio.run(work(redis_url, float(prior), float(rate[0]) if rate else None))


if __name__ == "__main__":
    main(sys.argv[1:])
