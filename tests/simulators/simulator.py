"""The simulated upstreams on a real socket: start it, set `OUTBOUND_PROXY` and the CA file, switch faults."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Self

from simulators.faults.journal import Journal
from simulators.faults.switches import Faults
from simulators.net.certificates import Certificates
from simulators.net.connection import Connection
from simulators.net.proxy import ProxyConnection
from simulators.sites.upstreams import Upstreams
from simulators.switchboard import Switchboard

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class Simulator:
    """An HTTP forward proxy with the simulated world behind it, and a control port.

    `folder` receives `ca.pem`. Port 0 takes a free one. `clock` is what the hidden limits and the log go by.
    Use as `async with Simulator(folder) as simulator:` or with `start` and `stop`.
    """

    def __init__(
        self,
        folder: Path,
        *,
        port: int = 0,
        control_port: int = 0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.faults = Faults()
        self.log = Journal()
        self.certificates = Certificates(folder)
        self.upstreams = Upstreams(self.faults, self.log, clock)
        self.switchboard = Switchboard(self.faults, self.log)
        self.proxy_url = self.control_url = ""
        self._ports = port, control_port
        self._servers: list[asyncio.Server] = []
        self._connections: set[Connection] = set()

    @property
    def ca_file(self) -> Path:
        return self.certificates.ca_file

    async def start(self) -> None:
        self.proxy_url = await self._listen(self._ports[0], self._proxy_connection)
        self.control_url = await self._listen(self._ports[1], self._control_connection)

    async def stop(self) -> None:
        """Stop listening and close every connection."""
        for server in self._servers:
            server.close()
        for connection in list(self._connections):
            connection.abort()
        self._servers.clear()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def _listen(self, port: int, factory: Callable[[], asyncio.Protocol]) -> str:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(factory, "127.0.0.1", port, backlog=512)
        self._servers.append(server)
        return f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"

    def _proxy_connection(self) -> ProxyConnection:
        up = self.upstreams
        return ProxyConnection(up.answer, up.gate, self.certificates.context_for, self._connections)

    def _control_connection(self) -> Connection:
        return Connection(self.switchboard.answer, self._connections)
