"""What went wrong at an upstream, as a type, and what follows from it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from reelshelf.upstreams.kinds import FailureKind
from reelshelf.upstreams.symptoms import (
    ANY_STATUS,
    EXCEPTIONS,
    REFUSALS,
    STATUS,
    TEXTS,
    TRANSCRIPT_EXCEPTIONS,
    VAGUE,
    Symptom,
    Verdict,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = [
    "UNRECOGNISED",
    "WAITING_FOR_BUDGET",
    "Failure",
    "FailureKind",
    "Source",
    "UpstreamError",
    "classify",
]

Source = Literal["yt-dlp", "youtube-transcript-api", "youtube-data-api", "oembed", "groq"]

WAITING_FOR_BUDGET = "waiting_for_budget"
"""The code of a call that was not made, because it was not its turn: our own doing, and no failure at all."""

UNRECOGNISED = "unrecognised"
"""The code of what nobody knows yet: transient, and worth a line in the log."""

_UNKNOWN = Verdict(FailureKind.TRANSIENT, UNRECOGNISED)
_LONGEST_DETAIL = 1000
_LONGEST_CHAIN = 10
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "\u00a0": " "})
_STATUS_TEXT = re.compile(r"\bHTTP Error ([1-5][0-9]{2})\b|\b([45][0-9]{2}) (?:Client|Server) Error\b")
_BEGINS_IN = re.compile(
    r"\b(?:in|begin in|starts in) ([0-9]+) (second|minute|hour|day|week)s?\b", re.IGNORECASE
)
_UNIT_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400, "week": 604_800}


@dataclass(frozen=True, slots=True)
class Failure:
    """One failed call. `detail` is the upstream's own text, for the log, never for a person.

    `code` is stable and says more than the kind where a person needs more (`age_restricted`, …);
    `upstreams.messages` has a plain sentence for each. Unset, it is the kind's own name.
    """

    kind: FailureKind
    detail: str
    retry_after_seconds: float | None = None
    code: str = ""

    def __post_init__(self) -> None:
        if not self.code:
            object.__setattr__(self, "code", self.kind.value)


class UpstreamError(Exception):
    """An upstream refused, failed or answered something unusable; `failure` says what follows from it."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.detail)
        self.failure = failure


def classify(
    message: str,
    *,
    source: Source,
    exception: BaseException | None = None,
    status: int | None = None,
    warnings: Iterable[str] = (),
) -> Failure:
    """Name what `source` meant. Whatever is not recognised is transient, with the code `unrecognised`.

    `message` is the upstream's text, `exception` what its library raised (causes are followed), `status` the
    HTTP status, `warnings` what a library only logged: yt-dlp hides a 429 there.
    """
    noted = tuple(warnings)
    chain = tuple(_chain(exception))
    statuses = [status] if status is not None else [*_statuses(chain), *_statuses_in((message, *noted))]
    verdict = (
        _by_exception(TRANSCRIPT_EXCEPTIONS if source == "youtube-transcript-api" else {}, chain)
        or _refusal(source, message, noted)
        or _by_text(TEXTS[source], message)
        or _by_exception(EXCEPTIONS, chain)
        or _by_status(source, statuses)
        or _by_text(TEXTS[source], "\n".join(noted))
        or _by_text(VAGUE, message)
        or _UNKNOWN
    )
    detail = message if not noted else f"{message} [{' | '.join(noted)}]"
    wait = _seconds_until(message, *noted) if verdict.kind is FailureKind.NOT_YET else None
    return Failure(verdict.kind, detail[:_LONGEST_DETAIL], wait, verdict.code)


def _refusal(source: Source, message: str, warnings: Iterable[str]) -> Verdict | None:
    if source not in ("yt-dlp", "youtube-transcript-api"):
        return None
    return _by_text(REFUSALS, "\n".join((message, *warnings)))


def _by_text(symptoms: Iterable[Symptom], message: str) -> Verdict | None:
    text = message.translate(_STRAIGHT).lower()
    return next(
        (symptom.verdict for symptom in symptoms if any(part in text for part in symptom.texts)), None
    )


def _by_exception(verdicts: Mapping[str, Verdict], chain: Iterable[BaseException]) -> Verdict | None:
    names = (base.__name__ for error in chain for base in type(error).__mro__)
    return next((verdicts[name] for name in names if name in verdicts), None)


def _by_status(source: Source, statuses: Iterable[int]) -> Verdict | None:
    known = {**ANY_STATUS, **STATUS[source]}
    return next((known[status] for status in statuses if status in known), None)


def _chain(exception: BaseException | None) -> Iterator[BaseException]:
    """The exception and its causes, in yt-dlp's way (`exc_info`, `cause`) and in Python's."""
    for _ in range(_LONGEST_CHAIN):
        if exception is None:
            return
        yield exception
        exception = _cause(exception)


def _cause(exception: BaseException) -> BaseException | None:
    told = getattr(exception, "cause", None)
    info = getattr(exception, "exc_info", None) or (None, None)
    for candidate in (told, info[1], exception.__cause__):
        if isinstance(candidate, BaseException) and candidate is not exception:
            return candidate
    return None


def _statuses(chain: Iterable[BaseException]) -> Iterator[int]:
    for error in chain:
        for name in ("status", "status_code"):
            value = getattr(error, name, None)
            if isinstance(value, int):
                yield value


def _statuses_in(texts: Iterable[str]) -> Iterator[int]:
    for text in texts:
        yield from (int(one or other) for one, other in _STATUS_TEXT.findall(text))


def _seconds_until(*texts: str) -> float | None:
    """The wait in seconds that a text like `Premieres in 2 hours` names."""
    found = next((match for text in texts if (match := _BEGINS_IN.search(text))), None)
    return float(int(found[1]) * _UNIT_SECONDS[found[2].lower()]) if found else None
