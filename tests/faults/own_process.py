"""Reelshelf's own processes with something built in that ends them: `python -m faults.own_process WHAT …`.

`work` and `serve` are a worker and a web server (on the socket `--fd`) that may `--die-at` a boundary; with
`--poison`, `work` and the `trial` process that it starts die of a certain video, after YouTube has answered.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sys
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import uvicorn

from faults.boundaries import WatchedRedis, watch
from reelshelf import trial
from reelshelf.http import build_app
from reelshelf.settings import Settings
from reelshelf.wiring.stores import Stores, open_stores, redis_url
from reelshelf.wiring.worker import TRIAL_COMMAND, as_it_is, worker_parts
from reelshelf.worker import serve_queue

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from typing import NoReturn

    from reelshelf.captions.tracks import CaptionTrack
    from reelshelf.captions.webvtt import Cue
    from reelshelf.enrichment.ports import VideoFacts, VideoProvider
    from reelshelf.wiring.worker import Around

UP = "up\n"
"""What a worker says once it begins."""


def die() -> NoReturn:
    """As if somebody had sent `kill -9`."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("nobody survives this")


class PoisonProvider:
    """Passes everything on, but for one video whose answer ends the process."""

    def __init__(self, provider: VideoProvider, poison: str) -> None:
        self._provider = provider
        self._poison = poison

    async def fetch_video(self, youtube_id: str) -> VideoFacts:
        facts = await self._provider.fetch_video(youtube_id)
        if youtube_id == self._poison:
            die()
        return facts

    async def fetch_captions(self, youtube_id: str, track: CaptionTrack) -> tuple[Cue, ...]:
        return await self._provider.fetch_captions(youtube_id, track)


def poisoned(youtube_id: str | None) -> Around:
    if youtube_id is None:
        return as_it_is
    return lambda provider: PoisonProvider(provider, youtube_id)


def dying_at(wanted: str) -> Callable[[str], None]:
    def on_boundary(name: str) -> None:
        if name == wanted:
            die()

    return on_boundary


@asynccontextmanager
async def watched_stores(settings: Settings, on_boundary: Callable[[str], None]) -> AsyncIterator[Stores]:
    async with open_stores(settings, "work") as stores:
        watch(stores.database.engine, on_boundary)
        async with WatchedRedis.telling(redis_url(settings), on_boundary) as redis:
            yield Stores(stores.database, redis)


async def work(settings: Settings, die_at: str, poison: str | None) -> None:
    stopping = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopping.set)
    command = (sys.executable, "-m", "faults.own_process", "trial")
    async with (
        watched_stores(settings, dying_at(die_at)) as stores,
        worker_parts(
            settings,
            given=stores,
            around=poisoned(poison),
            trial_command=(*command, "--poison", poison) if poison else TRIAL_COMMAND,
        ) as parts,
    ):
        sys.stdout.write(UP)
        sys.stdout.flush()
        await serve_queue(parts, settings, stopping)


async def serve(settings: Settings, die_at: str, descriptor: int) -> None:
    app = build_app(settings)
    server = uvicorn.Server(uvicorn.Config(app, fd=descriptor, log_config=None, lifespan="off"))
    async with app.router.lifespan_context(app):
        watch(app.state.database.engine, dying_at(die_at))
        await server.serve()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=("work", "serve", "trial"))
    parser.add_argument("--die-at", default="")
    parser.add_argument("--poison")
    parser.add_argument("--fd", type=int, default=0)
    parser.add_argument("parent", nargs="?", type=int)
    chosen = parser.parse_intermixed_args()
    if chosen.what == "trial":
        trial.main(chosen.parent, poisoned(chosen.poison))
    elif chosen.what == "work":
        asyncio.run(work(Settings(_env_file=None), chosen.die_at, chosen.poison))
    else:
        asyncio.run(serve(Settings(_env_file=None), chosen.die_at, chosen.fd))


if __name__ == "__main__":
    main()
