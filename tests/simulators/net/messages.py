"""A request as the sites see it, and the reply they give."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl

import orjson


@dataclass
class Request:
    """`target` is path and query; header names are lower case."""

    method: str
    host: str
    target: str
    headers: dict[str, str]
    body: bytes = b""

    @cached_property
    def path(self) -> str:
        return self.target.partition("?")[0]

    @cached_property
    def query(self) -> dict[str, str]:
        """The last value of each parameter."""
        return dict(parse_qsl(self.target.partition("?")[2], keep_blank_values=True))

    @cached_property
    def json(self) -> dict[str, Any]:
        """The body as a JSON object; empty when it is none."""
        try:
            found = orjson.loads(self.body)
        except orjson.JSONDecodeError:
            return {}
        return found if isinstance(found, dict) else {}


class Ending(Enum):
    """How an exchange ends."""

    REPLY = "reply"
    HANG = "hang"
    """Nothing is ever sent; the connection stays open until the client gives up."""
    RESET = "reset"
    """The connection is torn down with a TCP reset."""


@dataclass(slots=True)
class Reply:
    body: bytes = b""
    status: int = 200
    content_type: str = "application/json; charset=UTF-8"
    headers: tuple[tuple[str, str], ...] = ()
    delay_seconds: float = 0.0
    ending: Ending = Ending.REPLY

    def encode(self, *, with_body: bool = True, keep_alive: bool = True) -> bytes:
        connection = "keep-alive" if keep_alive else "close"
        lines = [
            f"HTTP/1.1 {self.status} {_phrase(self.status)}\r\nContent-Type: {self.content_type}\r\n",
            f"Content-Length: {len(self.body)}\r\nConnection: {connection}\r\n",
        ]
        lines += [f"{name}: {value}\r\n" for name, value in self.headers]
        lines.append("\r\n")
        head = "".join(lines).encode("latin-1")
        return head + self.body if with_body else head


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"


def json_reply(value: object, status: int = 200, headers: tuple[tuple[str, str], ...] = ()) -> Reply:
    return Reply(orjson.dumps(value), status, headers=headers)


@dataclass(slots=True)
class Incoming:
    """A message while it is being read."""

    target: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    body: bytearray = field(default_factory=bytearray)
