"""The kinds of failure, and what each means for retrying, for the pace and for the breaker."""

from __future__ import annotations

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

    @property
    def is_final(self) -> bool:
        """The same question will get the same answer, however long one waits."""
        return self in _FINAL

    @property
    def counts_for_limiter(self) -> bool:
        """The upstream found us too fast: slow down."""
        return self in _TOO_FAST

    @property
    def counts_for_breaker(self) -> bool:
        """The upstream did not work for us at all; answers about one video ("it is private") do not count."""
        return self in _OUT_OF_ORDER


_FINAL = frozenset(
    {
        FailureKind.GONE,
        FailureKind.NO_ACCESS,
        FailureKind.NO_CAPTIONS,
        FailureKind.OTHER_LANGUAGE,
        FailureKind.INVALID_INPUT,
    }
)
_TOO_FAST = frozenset({FailureKind.RATE_LIMITED, FailureKind.BLOCKED})
_OUT_OF_ORDER = _TOO_FAST | {
    FailureKind.QUOTA_EXHAUSTED,
    FailureKind.TRANSIENT,
    FailureKind.NETWORK,
    FailureKind.CLIENT_OUTDATED,
    # An empty caption reply is how YouTube refuses captions without saying so.
    FailureKind.CAPTIONS_UNKNOWN,
    FailureKind.ADMIN_ACTION,
}
