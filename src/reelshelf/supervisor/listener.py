"""The listening socket: bound before anything else starts, and inherited by the web server."""

from __future__ import annotations

import errno
import socket

from reelshelf.errors import StartupError

SILENCE_SECONDS = 60.0
_BACKLOG = 2048


class PortBusy(StartupError):
    """Another program listens there already."""


def bind(host: str, port: int, silence_seconds: float = SILENCE_SECONDS) -> socket.socket:
    """A listening TCP socket; port 0 takes any free one. Raises PortBusy or StartupError.

    It listens already: what connects while the web server starts, or starts again, waits instead of failing. A peer
    that takes nothing of what it is sent for `silence_seconds` is cut off, where the system can do that.
    """
    family, address = _resolve(host, port)
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        _cut_off_after(listener, silence_seconds)
        listener.bind(address)
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        raise _plain(error, host, port) from error
    return listener


def address_of(listener: socket.socket) -> tuple[str, int]:
    """(host, port) really listened on."""
    host, port = listener.getsockname()[:2]
    return str(host), int(port)


def reachable_host(host: str) -> str:
    """An address of this machine under which a socket bound to `host` answers."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared, not bound


def web_address(host: str, port: int) -> str:
    """`http://host:port`, as a browser on this machine reaches it."""
    reachable = reachable_host(host)
    return f"http://[{reachable}]:{port}" if ":" in reachable else f"http://{reachable}:{port}"


def _cut_off_after(listener: socket.socket, seconds: float) -> None:
    """Connections have it from the socket they came in by. Otherwise a peer that answers, but has no room for anything,
    would be waited for for ever, and a close would wait as well.
    """
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, round(seconds * 1000))


def _resolve(host: str, port: int) -> tuple[socket.AddressFamily, tuple[object, ...]]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except socket.gaierror:
        raise StartupError(f"{host} is not an address of this machine: try --host 127.0.0.1.") from None
    return found[0][0], found[0][4]


def _plain(error: OSError, host: str, port: int) -> StartupError:
    if error.errno == errno.EADDRINUSE:
        return PortBusy(
            f"Port {port} on {host} is in use by another program: stop it, or choose another with --port."
        )
    if error.errno in (errno.EACCES, errno.EPERM):
        return StartupError(f"This user may not listen on port {port}: choose one above 1023 with --port.")
    if error.errno == errno.EADDRNOTAVAIL:
        return StartupError(f"{host} is not an address of this machine: try --host 127.0.0.1.")
    return StartupError(f"Reelshelf cannot listen on {host}, port {port} ({error.strerror}).")
