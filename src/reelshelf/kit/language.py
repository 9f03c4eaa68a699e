"""The reader's language, of those that we write."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Depends
from fastapi.requests import HTTPConnection  # noqa: TC002 - FastAPI reads annotations

Language = Literal["en", "de"]


def preferred(accepted: str | None) -> Language:
    """The best of an `Accept-Language` header; English when it names neither, or makes no sense."""
    best: tuple[float, Language] = (0.0, "en")
    for entry in (accepted or "").split(",")[:20]:
        tag, _, weight = entry.partition(";")
        language = tag.strip().lower().partition("-")[0]
        quality = _quality(weight)
        if language in ("en", "de") and quality > best[0]:
            best = (quality, "de" if language == "de" else "en")
    return best[1]


def _quality(weight: str) -> float:
    if not weight.strip():
        return 1.0
    try:
        return float(weight.strip().removeprefix("q="))
    except ValueError:
        return 0.0


async def _language(connection: HTTPConnection) -> Language:
    return preferred(connection.headers.get("accept-language"))


LanguageOf = Annotated[Language, Depends(_language)]
