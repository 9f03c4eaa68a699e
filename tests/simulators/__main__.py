"""`python -m simulators --port N --control-port M --dir DIR [--latency 0.2]`: run until stopped.

Prints one line of JSON when ready: `{"proxy_url": …, "ca_file": …, "control_url": …}`.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import signal
import sys
from pathlib import Path

import orjson
import uvloop

from simulators.simulator import Simulator


def main() -> None:
    parser = argparse.ArgumentParser(prog="simulators", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="of the proxy; 0 takes a free one")
    parser.add_argument("--control-port", type=int, default=0)
    parser.add_argument("--dir", type=Path, required=True, help="where ca.pem is written")
    parser.add_argument("--latency", type=float, default=0.0, help="seconds that every answer takes")
    parser.add_argument(
        "--web-translations-only",
        action="store_true",
        help="list the 149 languages of machine translation to web clients only, not to apps",
    )
    with contextlib.suppress(KeyboardInterrupt):
        uvloop.run(_serve(parser.parse_args()))


async def _serve(options: argparse.Namespace) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    async with Simulator(options.dir, port=options.port, control_port=options.control_port) as simulator:
        simulator.faults.update("*", latency_seconds=options.latency)
        simulator.upstreams.translations_for_all = not options.web_translations_only
        ready = {
            "proxy_url": simulator.proxy_url,
            "ca_file": str(simulator.ca_file),
            "control_url": simulator.control_url,
        }
        sys.stdout.write(orjson.dumps(ready).decode() + "\n")
        sys.stdout.flush()
        await stopped.wait()


if __name__ == "__main__":
    main()
