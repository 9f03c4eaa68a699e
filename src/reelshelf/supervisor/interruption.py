"""Ctrl-C: once stops everything in order, twice at once."""

from __future__ import annotations

import asyncio
import signal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Coroutine

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Interruption:
    """`asked` after the first signal, `insisted` after the second."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()
        self.insisted = asyncio.Event()

    def listen(self) -> None:
        """From now on signals end nothing by themselves."""
        loop = asyncio.get_running_loop()
        for which in _SIGNALS:
            loop.add_signal_handler(which, self._arrive)
        # Started with nohup, a closed terminal is none of our business.
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
            loop.add_signal_handler(signal.SIGHUP, self._arrive)

    def _arrive(self) -> None:
        (self.insisted if self.asked.is_set() else self.asked).set()


async def first_of(*attempts: Coroutine[Any, Any, object]) -> None:
    """Run all until one ends, cancel the others, and raise what the one raised."""
    tasks = [asyncio.ensure_future(attempt) for attempt in attempts]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in done:
        task.result()
