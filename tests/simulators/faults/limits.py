"""Hidden rate limits, as upstreams have them. Time is a parameter, in seconds."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Literal, Protocol

LimitKind = Literal["fixed_window", "sliding_window", "token_bucket"]
Refusal = Literal["429", "403", "503", "bot_check", "try_later"]
RetryAfter = Literal["none", "honest"] | float


class Meter(Protocol):
    def take(self, now: float) -> float | None:
        """None: allowed, and counted. Otherwise the seconds after which it would be."""
        ...


class FixedWindow:
    """`requests` in every window; windows begin at the first request."""

    def __init__(self, requests: int, per_seconds: float) -> None:
        self.requests, self.per_seconds = requests, per_seconds
        self.began, self.used = float("-inf"), 0

    def take(self, now: float) -> float | None:
        if now >= self.began + self.per_seconds:
            self.began, self.used = now, 0
        if self.used >= self.requests:
            return self.began + self.per_seconds - now
        self.used += 1
        return None


class SlidingWindow:
    """Never more than `requests` in any stretch of `per_seconds`."""

    def __init__(self, requests: int, per_seconds: float) -> None:
        self.requests, self.per_seconds = requests, per_seconds
        self.times: deque[float] = deque()

    def take(self, now: float) -> float | None:
        while self.times and self.times[0] <= now - self.per_seconds:
            self.times.popleft()
        if len(self.times) >= self.requests:
            return self.times[0] + self.per_seconds - now if self.times else self.per_seconds
        self.times.append(now)
        return None


class TokenBucket:
    """Refills evenly to `burst` tokens, `requests` of them per `per_seconds`; starts full."""

    def __init__(self, requests: int, per_seconds: float, burst: int) -> None:
        self.rate, self.burst = requests / per_seconds, burst
        self.tokens, self.at = float(burst), 0.0

    def take(self, now: float) -> float | None:
        self.tokens = min(self.burst, self.tokens + max(0.0, now - self.at) * self.rate)
        self.at = now
        if self.tokens < 1:
            return (1 - self.tokens) / self.rate
        self.tokens -= 1
        return None


@dataclass(frozen=True, slots=True)
class LimitSettings:
    """`ban_after` refusals in a row shut the client out for `ban_seconds`, renewed by every further try.

    `retry_after` is what the header says: nothing, the truth, or a fixed number of seconds.
    """

    kind: LimitKind = "sliding_window"
    requests: int = 60
    per_seconds: float = 60.0
    burst: int | None = None
    ban_after: int | None = None
    ban_seconds: float = 300.0
    retry_after: RetryAfter = "none"
    refusal: Refusal = "429"


class Limit:
    def __init__(self, settings: LimitSettings) -> None:
        self.settings = settings
        self.meter = _meter(settings)
        self.refused_in_a_row = 0
        self.banned_until = float("-inf")

    def refuse(self, now: float) -> float | None:
        """None: the request may pass. Otherwise the seconds until one would."""
        wait = self._wait(now)
        if wait is None:
            self.refused_in_a_row = 0
            return None
        self.refused_in_a_row += 1
        ban_after = self.settings.ban_after
        if ban_after is not None and self.refused_in_a_row >= ban_after:
            self.banned_until = now + self.settings.ban_seconds
            return self.settings.ban_seconds
        return wait

    def _wait(self, now: float) -> float | None:
        return self.banned_until - now if now < self.banned_until else self.meter.take(now)


def _meter(settings: LimitSettings) -> Meter:
    if settings.kind == "fixed_window":
        return FixedWindow(settings.requests, settings.per_seconds)
    if settings.kind == "sliding_window":
        return SlidingWindow(settings.requests, settings.per_seconds)
    return TokenBucket(settings.requests, settings.per_seconds, settings.burst or settings.requests)
