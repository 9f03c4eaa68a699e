"""A thin synchronous client of the control port, for tests and benchmarks in other processes."""

from __future__ import annotations

import http.client
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

import orjson

from simulators.faults.journal import Record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulators.world.troubles import Trouble


class Control:
    """Every method raises ValueError when the simulator refuses, and OSError when it is not there."""

    def __init__(self, url: str) -> None:
        self.address = urlsplit(url).netloc

    def set(self, endpoint: str = "*", **fault: object) -> None:
        """Change fields of `Fault` for an endpoint or group: `set("player", status=429, times=3)`."""
        self._send("PUT", f"/faults/{endpoint}", fault)

    def limit(self, endpoints: str | Sequence[str], **settings: object) -> None:
        """A hidden limit with the fields of `LimitSettings`, one budget for all the endpoints given."""
        names = [endpoints] if isinstance(endpoints, str) else list(endpoints)
        self._send("POST", "/limits", {"endpoints": names, **settings})

    def unlimit(self) -> None:
        self._send("DELETE", "/limits")

    def trouble(self, youtube_id: str, trouble: Trouble | None) -> None:
        self._send("PUT", f"/videos/{youtube_id}", {"trouble": trouble})

    def clear(self) -> None:
        """No faults, no limits, no troubled videos but those with a troubled id. The log stays."""
        self._send("DELETE", "/faults")

    def reset_log(self) -> None:
        self._send("DELETE", "/log")

    def log(self, **matching: str | int) -> list[Record]:
        """All records, or those with this `endpoint`, `youtube_id`, `status`."""
        return [Record(*fields) for fields in self._send("GET", f"/log?{urlencode(matching)}")]

    def count(self, **matching: str | int) -> int:
        return len(self.log(**matching))

    def counts(self) -> dict[str, Any]:
        """`total`, and dictionaries `endpoints`, `videos`, `statuses` (`player 429` → 3)."""
        found: dict[str, Any] = self._send("GET", "/counts")
        return found

    def _send(self, method: str, path: str, body: object = None) -> Any:
        connection = http.client.HTTPConnection(self.address, timeout=10)
        try:
            connection.request(method, path, orjson.dumps(body) if body is not None else None)
            response = connection.getresponse()
            answer = orjson.loads(response.read())
        finally:
            connection.close()
        if response.status != http.client.OK:
            raise ValueError(answer["error"])
        return answer
