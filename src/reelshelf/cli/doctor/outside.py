"""Whether YouTube can be reached from here, the way all outbound calls go, and whether it takes the key."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING

import httpx

from reelshelf.cli.doctor.findings import Finding, note, ok, problem
from reelshelf.providers.youtube_data_api import YouTubeDataApi
from reelshelf.upstreams.failures import FailureKind, UpstreamError

if TYPE_CHECKING:
    from reelshelf.settings import Settings

_ADDRESS = "https://www.youtube.com/generate_204"
_TIMEOUT_SECONDS = 5
_SOME_VIDEO = "jNQXAC9IVRw"
"""The first of all, at the zoo."""


async def youtube(settings: Settings) -> Finding:
    """Only a note when not: the shelf works, and imports go on when it is back."""
    way = "through REELSHELF_OUTBOUND_PROXY" if settings.outbound_proxy else "directly"
    try:
        trust = ssl.create_default_context(cafile=settings.outbound_ca_file)
        async with httpx.AsyncClient(
            proxy=settings.outbound_proxy, verify=trust, timeout=_TIMEOUT_SECONDS, trust_env=False
        ) as client:
            await client.head(_ADDRESS)
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
        why = str(error) or type(error).__name__
        return note("YouTube", f"cannot be reached {way} ({why}).", _advice(settings))
    return ok("YouTube", f"can be reached {way}.")


def _advice(settings: Settings) -> str:
    if settings.outbound_proxy:
        return "Check the proxy, and REELSHELF_OUTBOUND_CA_FILE if it has certificates of its own."
    return "Imports wait until it can. Behind a proxy, set REELSHELF_OUTBOUND_PROXY."


async def data_api(settings: Settings) -> Finding:
    """One call, which costs a unit of the day's quota. A problem only when somebody must do something."""
    subject = "YouTube Data API"
    if not settings.youtube_api_key:
        return note(
            subject, "not used, no key is set.", "REELSHELF_YOUTUBE_API_KEY brings names fifty at a time."
        )
    client = YouTubeDataApi(settings, settings.youtube_api_key, tell=lambda _: None)
    try:
        await client.fetch_metadata([_SOME_VIDEO])
    except UpstreamError as error:
        return _refused(subject, error.failure.kind)
    finally:
        await client.close()
    return ok(subject, "takes the key; names come fifty at a time.")


def _refused(subject: str, kind: FailureKind) -> Finding:
    if kind is FailureKind.ADMIN_ACTION:
        return problem(
            subject,
            "the key is refused; names come one by one.",
            "Correct REELSHELF_YOUTUBE_API_KEY, and switch on “YouTube Data API v3” for its project.",
        )
    if kind is FailureKind.QUOTA_EXHAUSTED:
        return note(subject, "today's quota is used up; it is back at midnight in California.")
    return note(subject, "does not answer; names come one by one meanwhile.")
