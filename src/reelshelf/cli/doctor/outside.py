"""Whether YouTube and speech recognition can be reached, the way all outbound calls go, and take their keys."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING

import httpx

from reelshelf.cli.doctor.findings import Finding, note, ok, problem
from reelshelf.providers.ffmpeg import find_ffmpeg
from reelshelf.providers.groq import GroqSpeech
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


async def speech(settings: Settings) -> Finding:
    """Whether videos without captions get some."""
    subject = "Speech recognition"
    if settings.groq_api_key is None:
        return note(
            subject,
            "off; videos without captions stay without.",
            "Set REELSHELF_GROQ_API_KEY to switch it on.",
        )
    if find_ffmpeg() is None:
        return problem(subject, "ffmpeg is missing.", "Install the package ffmpeg.")
    ears = GroqSpeech(settings, answer_seconds=_TIMEOUT_SECONDS)
    try:
        await ears.check()
    except UpstreamError as error:
        if error.failure.code == "api_key_refused":
            return problem(subject, "the key is refused.", "Correct REELSHELF_GROQ_API_KEY.")
        # Some servers have no list of models.
        if error.failure.code != "model_unknown":
            return note(subject, f"{settings.groq_base_url} does not answer; captions follow when it does.")
    finally:
        await ears.close()
    budget = f"{settings.speech_audio_seconds_per_day:,} seconds of sound a day"
    return ok(subject, f"{settings.groq_model} at {settings.groq_base_url}, {budget}.")
