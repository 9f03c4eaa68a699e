"""One link: from the request to the tile, and to the video in colour, at 200 ms a request."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

import httpx
import orjson

from bench.measure import Row, percentile
from bench.running import Running, reelshelf_up
from simulators.running import simulator_process
from simulators.world.ids import video_ids
from simulators.world.truth import truth
from sockets import progress_socket

if TYPE_CHECKING:
    from pathlib import Path

    from websockets.asyncio.client import ClientConnection

LATENCY_SECONDS = 0.2
LINKS = 50
WARM_UP = 4


def run(folder: Path) -> list[Row]:
    with (
        simulator_process(folder, latency_seconds=LATENCY_SECONDS) as simulator,
        reelshelf_up(folder / "data", simulator) as running,
    ):
        shelf = running.create_list("one by one")
        tile, complete = asyncio.run(_import_all(running, shelf))
    floor = 3 * LATENCY_SECONDS
    return [
        Row(
            f"one link at {LATENCY_SECONDS * 1000:.0f} ms",
            "Reelshelf",
            {
                "tile p50 ms": percentile(tile, 0.5) * 1000,
                "tile p95 ms": percentile(tile, 0.95) * 1000,
                "complete p50 ms": percentile(complete, 0.5) * 1000,
                "complete p95 ms": percentile(complete, 0.95) * 1000,
            },
            ratio=percentile(complete, 0.95) / floor,
            against="three requests' latency (p95)",
            samples={"tile s": tile, "complete s": complete},
        )
    ]


async def _import_all(running: Running, shelf: str) -> tuple[list[float], list[float]]:
    """Seconds to the answer and to the `complete` event, for each link after the warm-up."""
    ids = [each for each in video_ids(3 * LINKS, seed=5) if truth(each).has_captions][: LINKS + WARM_UP]
    headers = {"Authorization": f"Bearer {running.token}"}
    async with (
        httpx.AsyncClient(base_url=running.base_url, headers=headers) as client,
        progress_socket(running.base_url) as socket,
    ):
        await socket.send(orjson.dumps({"type": "auth", "token": running.token, "since": None}).decode())
        await socket.recv()
        found = [await _import_one(client, socket, shelf, youtube_id) for youtube_id in ids]
    return [tile for tile, _ in found[WARM_UP:]], [complete for _, complete in found[WARM_UP:]]


async def _import_one(
    client: httpx.AsyncClient, socket: ClientConnection, shelf: str, youtube_id: str
) -> tuple[float, float]:
    started = time.perf_counter()
    answer = await client.post(f"/api/lists/{shelf}/videos", json={"url": f"https://youtu.be/{youtube_id}"})
    answer.raise_for_status()
    tile = time.perf_counter() - started
    while True:
        events: list[dict[str, Any]] = orjson.loads(await socket.recv())["events"]
        if any(event.get("stage") == "complete" and event["youtube_id"] == youtube_id for event in events):
            return tile, time.perf_counter() - started
