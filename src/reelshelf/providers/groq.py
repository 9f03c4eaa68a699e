"""Speech recognition by Groq, or by anything that speaks the same protocol: sound in, segments out."""

from __future__ import annotations

import asyncio
import ssl
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from reelshelf.captions.speech import Heard, Segment
from reelshelf.captions.spoken import tag_of
from reelshelf.upstreams.failures import Failure, FailureKind, UpstreamError, classify

if TYPE_CHECKING:
    from pathlib import Path

    from groq import AsyncGroq, GroqError

    from reelshelf.settings import Settings

ANSWER_SECONDS = 300.0
"""A local server without a graphics card takes its time."""
CONNECT_SECONDS = 20.0


class GroqSpeech:
    """Hears one file at a time. Raises UpstreamError; kind `network` means that nothing was sent."""

    def __init__(self, settings: Settings, *, answer_seconds: float = ANSWER_SECONDS) -> None:
        self._settings = settings
        self._answer_seconds = answer_seconds
        self._client: AsyncGroq | None = None

    async def close(self) -> None:
        if self._client is not None:
            await self._client.close()

    async def check(self) -> None:
        """Whether the service answers and takes the key; costs nothing. Raises UpstreamError."""
        from groq import GroqError  # noqa: PLC0415 - half a second that a start need not wait for

        try:
            await self._opened().get("/models", cast_to=object)
        except GroqError as error:
            raise UpstreamError(_failure(error)) from error
        except ValueError as error:
            raise _unusable(str(error)) from error

    async def transcribe(self, sound: Path) -> Heard:
        from groq import GroqError  # noqa: PLC0415 - as above

        content = await asyncio.to_thread(sound.read_bytes)
        try:
            answer = await self._opened().post(
                "/audio/transcriptions",
                cast_to=object,
                body={
                    "model": self._settings.groq_model,
                    "response_format": "verbose_json",
                    "timestamp_granularities": ["segment"],
                    "temperature": 0,
                },
                files={"file": (sound.name, content)},
                options={"headers": {"Content-Type": "multipart/form-data"}},
            )
        except GroqError as error:
            raise UpstreamError(_failure(error)) from error
        except ValueError as error:
            raise _unusable(str(error)) from error
        return _heard(answer)

    def _opened(self) -> AsyncGroq:
        if self._client is None:
            self._client = _client(self._settings, self._answer_seconds)
        return self._client


def _client(settings: Settings, answer_seconds: float) -> AsyncGroq:
    """It never tries again by itself: our limiter waits, for all workers, and as long as it is asked to."""
    import httpx  # noqa: PLC0415 - as above
    from groq import AsyncGroq  # noqa: PLC0415 - as above

    if settings.groq_api_key is None:
        raise ValueError("speech recognition needs a key")
    trusted = settings.outbound_ca_file
    timeout = httpx.Timeout(answer_seconds, connect=CONNECT_SECONDS)
    return AsyncGroq(
        api_key=settings.groq_api_key.get_secret_value(),
        base_url=settings.groq_base_url,
        max_retries=0,
        timeout=timeout,
        http_client=httpx.AsyncClient(
            proxy=settings.outbound_proxy,
            verify=ssl.create_default_context(cafile=str(trusted)) if trusted else True,
            trust_env=False,
            timeout=timeout,
            # The key goes to this address and to no other.
            follow_redirects=False,
        ),
    )


def _failure(error: GroqError) -> Failure:
    from groq import APIStatusError  # noqa: PLC0415 - as above

    if isinstance(error, APIStatusError):
        failure = classify(str(error), source="groq", exception=error, status=error.status_code)
        wait = _seconds(error.response.headers.get("retry-after"))
        return replace(failure, retry_after_seconds=wait)
    failure = classify(str(error), source="groq", exception=error)
    if failure.kind is FailureKind.NETWORK and not _is_before_sending(error):
        return replace(failure, kind=FailureKind.TRANSIENT, code=FailureKind.TRANSIENT.value)
    return failure


def _is_before_sending(error: BaseException) -> bool:
    import httpx  # noqa: PLC0415 - as above

    return isinstance(error.__cause__, httpx.ConnectError | httpx.ConnectTimeout | httpx.ProxyError)


def _seconds(retry_after: str | None) -> float | None:
    try:
        return max(float(retry_after), 0.0) if retry_after else None
    except ValueError:
        return None


def _heard(answer: object) -> Heard:
    segments = answer.get("segments") if isinstance(answer, dict) else None
    if not isinstance(answer, dict) or not isinstance(segments, list):
        raise _unusable("no segments in the answer")
    try:
        return Heard(tuple(_segment(each) for each in segments), tag_of(str(answer.get("language") or "")))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _unusable(f"not a segment: {error!r}") from error


def _segment(row: dict[str, Any]) -> Segment:
    """Servers other than Groq's leave some of the figures out."""
    return Segment(
        start_seconds=float(row["start"]),
        end_seconds=float(row["end"]),
        text=str(row["text"]),
        no_speech_probability=float(row.get("no_speech_prob") or 0.0),
        compression_ratio=float(row.get("compression_ratio") or 1.0),
        average_log_probability=float(row.get("avg_logprob") or 0.0),
    )


def _unusable(detail: str) -> UpstreamError:
    return UpstreamError(Failure(FailureKind.TRANSIENT, f"not a transcript: {detail}"[:1000]))
