"""What went wrong at an upstream, as a type, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FailureKind(StrEnum):
    RATE_LIMITED = "rate_limited"
    BLOCKED = "blocked"
    QUOTA_EXHAUSTED = "quota_exhausted"
    TRANSIENT = "transient"
    NETWORK = "network"
    CLIENT_OUTDATED = "client_outdated"
    NOT_YET = "not_yet"
    GONE = "gone"
    NO_ACCESS = "no_access"
    NO_CAPTIONS = "no_captions"
    OTHER_LANGUAGE = "other_language"
    CAPTIONS_UNKNOWN = "captions_unknown"
    SPLIT = "split"
    ADMIN_ACTION = "admin_action"
    INVALID_INPUT = "invalid_input"
    BUG = "bug"


@dataclass(frozen=True, slots=True)
class Failure:
    """One failed call. `detail` is the upstream's own text, for the log, never for a person."""

    kind: FailureKind
    detail: str
    retry_after_seconds: float | None = None


class UpstreamError(Exception):
    """An upstream refused, failed or answered something unusable; `failure` says what follows from it."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.detail)
        self.failure = failure
