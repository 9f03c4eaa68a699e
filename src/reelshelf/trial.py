"""The process in which suspects are tried: `python -m reelshelf.trial PARENT`, see `enrichment/trial.py`.

Standard input brings the settings, then one snapshot a line; standard output answers `ready`, then `done` or
`failed`. The process ends when its input does, and with its parent.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from typing import TYPE_CHECKING, Any

import orjson

from reelshelf.enrichment.trial import DONE, FAILED, READY, from_line
from reelshelf.errors import LeaseLost
from reelshelf.kit import logging as kit_logging
from reelshelf.kit.parent import die_with_parent
from reelshelf.settings import Settings
from reelshelf.wiring.worker import as_it_is, worker_parts

if TYPE_CHECKING:
    from reelshelf.enrichment.work import Enricher
    from reelshelf.wiring.worker import Around

log = logging.getLogger(__name__)

LINE_BYTES = 2**20


def main(parent_pid: int, around: Around = as_it_is) -> None:
    """`around`: see `worker_parts`."""
    die_with_parent(parent_pid)
    asyncio.run(_work(around))


async def _work(around: Around) -> None:
    lines = asyncio.StreamReader(limit=LINE_BYTES)
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(lines), sys.stdin.buffer
    )
    settings = _settings(orjson.loads(await lines.readline()))
    kit_logging.configure(settings.log_level, settings.log_format)
    async with (
        worker_parts(settings, around=around, trial_command=None) as parts,
        asyncio.TaskGroup() as group,
    ):
        loops = [
            group.create_task(each) for each in (parts.writer.run(), parts.reporter.run(), parts.tally.run())
        ]
        _say(READY)
        await _answer(lines, parts.enricher)
        for each in loops:
            each.cancel()


async def _answer(lines: asyncio.StreamReader, enricher: Enricher) -> None:
    line = await lines.readline()
    while line:
        trying = asyncio.create_task(_try(line, enricher))
        # Nothing comes before we have answered, but for the end of everything.
        following = asyncio.create_task(lines.readline())
        await asyncio.wait({trying, following}, return_when=asyncio.FIRST_COMPLETED)
        if not trying.done():
            trying.cancel()
            await asyncio.wait({trying})
            return
        _say(trying.result())
        line = await following


async def _try(line: bytes, enricher: Enricher) -> bytes:
    snapshot = from_line(line)
    answer = DONE
    try:
        await enricher.advance(snapshot)
    except* LeaseLost:
        log.info("the suspect is somebody else's now", extra=snapshot.names)
    except* Exception as problems:
        log.exception("suspect failed", exc_info=problems, extra=snapshot.names)
        answer = FAILED
    return answer


def _settings(fields: dict[str, Any]) -> Settings:
    """As our worker has them, wherever it has them from."""
    alone = {"extractor_processes": 1, "max_concurrent_videos": 1}
    return Settings(**{**fields, **alone}, _env_file=None)


def _say(answer: bytes) -> None:
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]))
