"""All the sites together: journal, limits, faults, troubles, and then the reply of the world."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from simulators.faults.journal import Journal, Record
from simulators.net.messages import Ending, Reply, Request
from simulators.sites import google_errors, player, replies, routes, speech
from simulators.sites.routes import Route
from simulators.world.troubles import Trouble, refusals_in, trouble_in
from simulators.world.truth import truth

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulators.faults.limits import Refusal
    from simulators.faults.switches import Fault, Faults, Verdict

_PASSING = {
    ("player", Trouble.PLAYER_429): 429,
    ("player", Trouble.PLAYER_500): 500,
    ("next", Trouble.NEXT_429): 429,
    ("timedtext", Trouble.CAPTIONS_429): 429,
}
_ENDLESS = {
    ("player", Trouble.HANG): Ending.HANG,
    ("timedtext", Trouble.CAPTIONS_HANG): Ending.HANG,
    ("player", Trouble.CONNECTION_RESET): Ending.RESET,
}
_STATUS_OF_REFUSAL: dict[Refusal, int] = {"429": 429, "403": 403, "503": 503}
_TROUBLE_OF_REFUSAL: dict[Refusal, Trouble] = {"bot_check": Trouble.BOT_CHECK, "try_later": Trouble.TRY_LATER}


class Upstreams:
    """Answers every request that comes through the proxy."""

    def __init__(self, faults: Faults, journal: Journal, clock: Callable[[], float]) -> None:
        self.faults = faults
        self.journal = journal
        self.clock = clock
        self.translations_for_all = True
        self.refused: Counter[tuple[str, str]] = Counter()

    def gate(self, request: Request) -> Reply | None:
        """Whether a tunnel may be opened; foreign hosts are refused at once."""
        return None if routes.is_known(request.host) else self._foreign(request)

    def answer(self, request: Request) -> Reply:
        found = routes.route(request)
        if found.endpoint == "foreign":
            return self._foreign(request)
        now = self.clock()
        reply = self._refusal(found, now) or self._site(request, found)
        reply.delay_seconds += self.faults.latency(found.endpoint)
        self._record(request, found, reply, now)
        return reply

    def trouble_of(self, youtube_id: str) -> Trouble | None:
        """What was switched for this video, or else what its id says."""
        if youtube_id in self.faults.videos:
            return self.faults.videos[youtube_id]
        return trouble_in(youtube_id)

    def _foreign(self, request: Request) -> Reply:
        reply = Reply(b"This host is not simulated.\n", 403, "text/plain")
        self._record(request, Route("foreign", ""), reply, self.clock())
        return reply

    def _record(self, request: Request, found: Route, reply: Reply, now: float) -> None:
        status = reply.status if reply.ending is Ending.REPLY else 0
        record = Record(
            now, request.method, request.host, request.target, found.youtube_id, found.endpoint, status
        )
        self.journal.records.append(record)

    def _refusal(self, found: Route, now: float) -> Reply | None:
        """What stops this request before its site sees it: a switch, a hidden limit, the video's trouble."""
        fault = self.faults.strike(found.endpoint)
        if fault is not None:
            return _struck(found, fault)
        verdict = self.faults.judge(found.endpoint, now)
        if verdict is not None:
            return _limited(found, verdict)
        return self._troubled(found)

    def _troubled(self, found: Route) -> Reply | None:
        trouble = self.trouble_of(found.youtube_id)
        if trouble is None:
            return None
        ending = _ENDLESS.get((found.endpoint, trouble))
        if ending is not None:
            return Reply(ending=ending)
        status = _PASSING.get((found.endpoint, trouble))
        return self._passing(found, status) if status else None

    def _passing(self, found: Route, status: int) -> Reply | None:
        """A refusal that ends after the number of times written in the id."""
        limit = refusals_in(found.youtube_id)
        self.refused[found] += 1
        if limit is not None and self.refused[found] > limit:
            return None
        return _error(found.endpoint, status)

    def _site(self, request: Request, found: Route) -> Reply:
        return replies.answer(request, found, self.trouble_of, translations_for_all=self.translations_for_all)


def _struck(found: Route, fault: Fault) -> Reply:
    if fault.down:
        return Reply(ending=Ending.RESET)
    if fault.hang:
        return Reply(ending=Ending.HANG)
    headers = _retry_after(fault.retry_after_seconds)
    if fault.location is not None:
        headers = (*headers, ("Location", fault.location))
    status = fault.status or 500
    if fault.body is not None:
        return Reply(fault.body.encode(), status, "text/html; charset=utf-8", headers)
    return _error(found.endpoint, status, fault.reason, headers)


def _limited(found: Route, verdict: Verdict) -> Reply:
    refusal = verdict.settings.refusal
    headers = _retry_after(verdict.retry_after_seconds)
    trouble = _TROUBLE_OF_REFUSAL.get(refusal)
    if trouble and found.endpoint == "player" and found.youtube_id:
        return Reply(player.reply(truth(found.youtube_id), trouble))
    return _error(found.endpoint, _STATUS_OF_REFUSAL.get(refusal, 429), "rateLimitExceeded", headers)


def _error(endpoint: str, status: int, reason: str = "", headers: tuple[tuple[str, str], ...] = ()) -> Reply:
    if endpoint in {"next", "player", "browse", "resolve_url", "data_api"}:
        return google_errors.json_error(status, reason, headers)
    if endpoint == "speech":
        return speech.error(status, reason, headers=headers)
    return google_errors.html_error(status, headers)


def _retry_after(seconds: float | None) -> tuple[tuple[str, str], ...]:
    return () if seconds is None else (("Retry-After", f"{seconds:g}"),)
