"""Faults by switch: for one endpoint, for a group of them, or for everything."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from simulators.faults.limits import Limit, LimitSettings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from simulators.world.troubles import Trouble

YOUTUBE = (
    "next",
    "player",
    "browse",
    "resolve_url",
    "watch_page",
    "playlist_page",
    "channel_page",
    "player_js",
    "timedtext",
    "timedtext_translated",
    "youtube_other",
)
ENDPOINTS = (*YOUTUBE, "thumbnail", "oembed", "data_api", "googlevideo", "speech", "foreign")
GROUPS: dict[str, tuple[str, ...]] = {
    "*": ENDPOINTS,
    "youtube": YOUTUBE,
    "innertube": ("next", "player", "browse", "resolve_url"),
    "captions": ("timedtext", "timedtext_translated"),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """What an endpoint does to every request; the default is nothing.

    `down` resets the connection, `hang` never answers. `times` limits the fault (not the latency) to the
    next n requests of each endpoint, `share` to a part of them (0 to 1). `reason` goes into the Data API's
    error (`quotaExceeded`, …). `location` is where a status like 302 points.
    """

    latency_seconds: float = 0.0
    latency_jitter_seconds: float = 0.0
    down: bool = False
    hang: bool = False
    status: int | None = None
    retry_after_seconds: float | None = None
    reason: str = ""
    body: str | None = None
    location: str | None = None
    times: int | None = None
    share: float = 1.0

    @property
    def is_harmful(self) -> bool:
        return self.down or self.hang or self.status is not None


@dataclass(frozen=True, slots=True)
class Verdict:
    """A request that a hidden limit refuses; `retry_after_seconds` is None when the limit keeps silent."""

    settings: LimitSettings
    retry_after_seconds: int | None


class Faults:
    def __init__(self, seed: int = 0) -> None:
        self._chance = random.Random(seed)  # noqa: S311 - jitter, not a secret
        self.clear()

    def clear(self) -> None:
        """Everything works again: no faults, no limits, no troubled videos but those with a troubled id."""
        self.endpoints: dict[str, Fault] = dict.fromkeys(ENDPOINTS, Fault())
        self.limits: dict[str, list[Limit]] = {}
        self.videos: dict[str, Trouble | None] = {}

    def set(self, endpoint: str, fault: Fault) -> None:
        """`endpoint` is one of `ENDPOINTS` or `GROUPS`. Raises KeyError for anything else."""
        for name in members(endpoint):
            self.endpoints[name] = fault

    def update(self, endpoint: str, **changes: object) -> None:
        """Change some fields and leave the others: `update("*", latency_seconds=0.2)`."""
        for name in members(endpoint):
            self.endpoints[name] = replace(self.endpoints[name], **changes)  # type: ignore[arg-type]

    def limit(self, endpoints: str | Iterable[str], settings: LimitSettings) -> Limit:
        """One budget, shared by all the endpoints (or groups) given; adds to what is there."""
        limit = Limit(settings)
        names = [endpoints] if isinstance(endpoints, str) else list(endpoints)
        for name in dict.fromkeys(member for group in names for member in members(group)):
            self.limits.setdefault(name, []).append(limit)
        return limit

    def unlimit(self) -> None:
        self.limits = {}

    def trouble(self, youtube_id: str, trouble: Trouble | None) -> None:
        """Give a video a trouble, or (None) cure it, even of the one in its id."""
        self.videos[youtube_id] = trouble

    def latency(self, endpoint: str) -> float:
        fault = self.endpoints[endpoint]
        return fault.latency_seconds + self._chance.random() * fault.latency_jitter_seconds

    def strike(self, endpoint: str) -> Fault | None:
        """The fault that hits this request, if one does; counts down `times`."""
        fault = self.endpoints[endpoint]
        if not fault.is_harmful or (fault.share < 1 and self._chance.random() >= fault.share):
            return None
        if fault.times is not None:
            if fault.times <= 0:
                return None
            self.endpoints[endpoint] = replace(fault, times=fault.times - 1)
        return fault

    def judge(self, endpoint: str, now: float) -> Verdict | None:
        """The first limit that refuses this request; a request refused by one is not counted by the next."""
        for limit in self.limits.get(endpoint, ()):
            wait = limit.refuse(now)
            if wait is not None:
                return Verdict(limit.settings, _retry_after(limit.settings, wait))
        return None


def members(endpoint: str) -> tuple[str, ...]:
    if endpoint in GROUPS:
        return GROUPS[endpoint]
    if endpoint not in ENDPOINTS:
        raise KeyError(f"unknown endpoint {endpoint!r}; there are {', '.join((*ENDPOINTS, *GROUPS))}")
    return (endpoint,)


def _retry_after(settings: LimitSettings, wait: float) -> int | None:
    if settings.retry_after == "none":
        return None
    return math.ceil(wait if settings.retry_after == "honest" else settings.retry_after)
