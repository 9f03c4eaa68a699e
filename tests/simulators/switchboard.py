"""The control port: the same switches as in process, as JSON over HTTP.

GET    /health                          {"ok": true}
GET    /log?endpoint=&youtube_id=&status=    [[at, method, host, path, youtube_id, endpoint, status], …]
GET    /counts                          {"total", "endpoints", "videos", "statuses"}
DELETE /log                             forget the log
PUT    /faults/{endpoint or group}      fields of `Fault`; those left out stay as they are
DELETE /faults                          faults, limits and troubled videos all gone
POST   /limits                          {"endpoints": […], …fields of `LimitSettings`}
DELETE /limits
PUT    /videos/{youtube_id}             {"trouble": "PRIV" | … | null}
GET    /videos/{youtube_id}             the truth
GET    /ids?count=&seed=                video ids
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from simulators.faults.limits import LimitSettings
from simulators.net.messages import Reply, Request, json_reply
from simulators.world.ids import video_ids
from simulators.world.troubles import Trouble
from simulators.world.truth import truth

if TYPE_CHECKING:
    from simulators.faults.journal import Journal
    from simulators.faults.switches import Faults


class Switchboard:
    def __init__(self, faults: Faults, log: Journal) -> None:
        self.faults = faults
        self.log = log

    def answer(self, request: Request) -> Reply:
        try:
            return json_reply(self._turn(request))
        except (KeyError, ValueError, TypeError) as error:
            return json_reply({"error": str(error)}, 400)

    def _turn(self, request: Request) -> object:
        _, what, *rest = request.path.split("/")
        name = rest[0] if rest else ""
        match request.method, what:
            case "GET", "health":
                return {"ok": True}
            case "GET", "log":
                return self._log(request.query)
            case "GET", "counts":
                return self._counts()
            case "GET", "ids":
                return video_ids(int(request.query.get("count", "50")), int(request.query.get("seed", "0")))
            case "GET", "videos":
                return asdict(truth(name))
        self._change(request.method, what, name, request.json)
        return {"ok": True}

    def _change(self, method: str, what: str, name: str, body: dict[str, Any]) -> None:
        match method, what:
            case "DELETE", "log":
                self.log.reset()
            case "PUT", "faults":
                self.faults.update(name, **body)
            case "DELETE", "faults":
                self.faults.clear()
            case "POST", "limits":
                self.faults.limit(body.pop("endpoints"), LimitSettings(**body))
            case "DELETE", "limits":
                self.faults.unlimit()
            case "PUT", "videos":
                trouble = body.get("trouble")
                self.faults.trouble(name, Trouble(trouble) if trouble else None)
            case _:
                raise ValueError(f"there is no {method} /{what}")

    def _log(self, query: dict[str, str]) -> list[list[Any]]:
        status = query.get("status")
        found = self.log.of(query.get("endpoint"), query.get("youtube_id"), int(status) if status else None)
        return [list(record) for record in found]

    def _counts(self) -> dict[str, Any]:
        return {
            "total": len(self.log),
            "endpoints": self.log.per_endpoint(),
            "videos": self.log.per_video(),
            "statuses": self.log.per_status(),
        }
