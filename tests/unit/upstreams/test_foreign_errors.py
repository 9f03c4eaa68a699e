"""The tables, held against the exceptions that the libraries really have."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING

import groq
import httpx
import pytest
import youtube_transcript_api
from requests import Response
from requests.exceptions import HTTPError
from youtube_transcript_api import _errors as transcript_errors
from yt_dlp.networking import exceptions as ytdlp_errors

from reelshelf.upstreams.failures import FailureKind, classify
from reelshelf.upstreams.symptoms import EXCEPTIONS, TRANSCRIPT_EXCEPTIONS

if TYPE_CHECKING:
    from types import ModuleType

K = FailureKind
VIDEO = "dQw4w9WgXcQ"
REPORTED_BY_TEXT = {"VideoUnplayable", "YouTubeRequestFailed"}
BASES = {"CouldNotRetrieveTranscript", "YouTubeTranscriptApiException"}


def names_in(module: ModuleType, base: type[BaseException]) -> set[str]:
    return {
        name for name, value in vars(module).items() if isinstance(value, type) and issubclass(value, base)
    }


def test_every_exception_of_the_transcript_library_is_known() -> None:
    known = TRANSCRIPT_EXCEPTIONS.keys()
    for name in names_in(transcript_errors, transcript_errors.YouTubeTranscriptApiException) - BASES:
        bases = {base.__name__ for base in getattr(transcript_errors, name).__mro__}
        assert bases & known or name in REPORTED_BY_TEXT, name


def http_error(status: int, reason: str) -> HTTPError:
    response = Response()
    response.status_code, response.reason, response.url = status, reason, "https://www.youtube.com/x"
    with pytest.raises(HTTPError) as caught:
        response.raise_for_status()
    return caught.value


@pytest.mark.parametrize(
    ("error", "kind", "code"),
    [
        (youtube_transcript_api.RequestBlocked(VIDEO), K.BLOCKED, "blocked"),
        (youtube_transcript_api.IpBlocked(VIDEO), K.BLOCKED, "blocked"),
        (youtube_transcript_api.TranscriptsDisabled(VIDEO), K.NO_CAPTIONS, "no_captions"),
        (youtube_transcript_api.AgeRestricted(VIDEO), K.NO_ACCESS, "age_restricted"),
        (youtube_transcript_api.VideoUnavailable(VIDEO), K.GONE, "video_unavailable"),
        (youtube_transcript_api.InvalidVideoId(VIDEO), K.INVALID_INPUT, "invalid_input"),
        (youtube_transcript_api.PoTokenRequired(VIDEO), K.CAPTIONS_UNKNOWN, "captions_unknown"),
        (youtube_transcript_api.NotTranslatable(VIDEO), K.OTHER_LANGUAGE, "other_language"),
        (youtube_transcript_api.YouTubeDataUnparsable(VIDEO), K.CLIENT_OUTDATED, "client_outdated"),
        (
            youtube_transcript_api.VideoUnplayable(VIDEO, "Private video", []),
            K.GONE,
            "video_private",
        ),
        (
            youtube_transcript_api.VideoUnplayable(VIDEO, "Sign in to confirm you’re not a bot", []),
            K.BLOCKED,
            "blocked",
        ),
        (youtube_transcript_api.VideoUnplayable(VIDEO, None, []), K.TRANSIENT, "unrecognised"),
        (
            youtube_transcript_api.YouTubeRequestFailed(VIDEO, http_error(429, "Too Many Requests")),
            K.RATE_LIMITED,
            "rate_limited",
        ),
        (
            youtube_transcript_api.YouTubeRequestFailed(VIDEO, http_error(403, "Forbidden")),
            K.BLOCKED,
            "blocked",
        ),
        (
            youtube_transcript_api.YouTubeRequestFailed(VIDEO, http_error(503, "Unavailable")),
            K.TRANSIENT,
            "transient",
        ),
    ],
)
def test_what_the_transcript_library_raises(error: Exception, kind: FailureKind, code: str) -> None:
    failure = classify(str(error), source="youtube-transcript-api", exception=error)
    assert (failure.kind, failure.code) == (kind, code)


def test_every_transport_error_of_yt_dlp_is_known() -> None:
    for name in names_in(ytdlp_errors, ytdlp_errors.TransportError):
        bases = {base.__name__ for base in getattr(ytdlp_errors, name).__mro__}
        assert bases & EXCEPTIONS.keys(), name


@pytest.mark.parametrize("name", sorted(names_in(httpx, httpx.TransportError)))
def test_every_transport_error_of_httpx_is_a_matter_of_the_network(name: str) -> None:
    error = getattr(httpx, name)("something happened")
    assert classify(str(error), source="oembed", exception=error).kind is K.NETWORK


def test_a_proxy_or_a_certificate_that_is_wrong_wants_somebody_to_look() -> None:
    proxy = httpx.ProxyError("407 Proxy Authentication Required")
    assert classify(str(proxy), source="oembed", exception=proxy).code == "proxy_refused"
    untrusted = httpx.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed")
    untrusted.__cause__ = ssl.SSLCertVerificationError(1, "certificate verify failed")
    failure = classify(str(untrusted), source="youtube-data-api", exception=untrusted)
    assert failure.code == "certificate_untrusted"


def test_a_reply_that_cannot_be_unpacked_passes() -> None:
    error = httpx.DecodingError("Error -3 while decompressing data")
    failure = classify(str(error), source="oembed", exception=error)
    assert (failure.kind, failure.code) == (K.TRANSIENT, "transient")


_CALL = httpx.Request("POST", "https://api.groq.com/openai/v1/audio/transcriptions")
GROQ_STATUSES = {
    400: K.INVALID_INPUT,
    401: K.ADMIN_ACTION,
    403: K.ADMIN_ACTION,
    404: K.ADMIN_ACTION,
    409: K.TRANSIENT,
    413: K.SPLIT,
    422: K.INVALID_INPUT,
    429: K.RATE_LIMITED,
    498: K.TRANSIENT,
    500: K.TRANSIENT,
    503: K.TRANSIENT,
}


@pytest.mark.parametrize(("status", "kind"), GROQ_STATUSES.items())
def test_groqs_own_errors_are_known_by_their_status(status: int, kind: FailureKind) -> None:
    response = httpx.Response(status, request=_CALL)
    error = groq.AsyncGroq(api_key="k")._make_status_error("refused", body=None, response=response)  # noqa: SLF001 - as the client makes it
    assert classify(str(error), source="groq", exception=error).kind is kind


@pytest.mark.parametrize(
    ("message", "status", "kind"),
    [
        ("Error code: 413 - {'error': {'code': 'rate_limit_exceeded'}}", 413, K.SPLIT),
        ("Request too large on audio seconds per day (ASD): Limit 28800, Requested 30000", 413, K.SPLIT),
        ("Rate limit reached on audio seconds per day (ASD): Limit 28800", 429, K.QUOTA_EXHAUSTED),
        ("Rate limit reached on requests per day (RPD): Limit 2000", 429, K.QUOTA_EXHAUSTED),
        ("Rate limit reached on audio seconds per hour (ASH): Limit 7200", 429, K.RATE_LIMITED),
    ],
)
def test_groq_refuses_for_an_hour_for_a_day_or_for_good(message: str, status: int, kind: FailureKind) -> None:
    assert classify(message, source="groq", status=status).kind is kind


def test_every_error_of_groqs_client_without_a_status_is_known() -> None:
    silent = [groq.APITimeoutError(_CALL), groq.APIConnectionError(request=_CALL)]
    assert {classify(str(each), source="groq", exception=each).kind for each in silent} == {K.NETWORK}
    unusable = groq.APIResponseValidationError(httpx.Response(200, request=_CALL), None)
    assert classify(str(unusable), source="groq", exception=unusable).kind is K.TRANSIENT
