"""HTTP to a few addresses that we built ourselves: through the proxy, never redirected, never more than was expected."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reelshelf.upstreams.failures import Failure, FailureKind, UpstreamError, classify

if TYPE_CHECKING:
    from collections.abc import Mapping

    import httpx

    from reelshelf.settings import Settings
    from reelshelf.upstreams.failures import Source

TIMEOUT_SECONDS = 10.0
"""For each part of an exchange: connecting, sending, the next bytes."""


@dataclass(frozen=True, slots=True)
class Reply:
    """`retry_after_seconds` is what the header says, if it says seconds."""

    status: int
    body: bytes
    retry_after_seconds: float | None = None


def open_client(settings: Settings) -> httpx.AsyncClient:
    """A client that goes the way of all outbound calls."""
    import httpx  # noqa: PLC0415 - a fifth of a second that the start need not wait for

    trusted = settings.outbound_ca_file
    return httpx.AsyncClient(
        proxy=settings.outbound_proxy,
        verify=ssl.create_default_context(cafile=str(trusted)) if trusted else True,
        trust_env=False,
        timeout=TIMEOUT_SECONDS,
        follow_redirects=False,
        limits=httpx.Limits(max_connections=20),
    )


class Outbound:
    """Asks one source. The connection is made when it is first needed."""

    def __init__(self, settings: Settings, source: Source) -> None:
        self._settings = settings
        self._source = source
        self._client: httpx.AsyncClient | None = None

    async def close(self) -> None:
        if self._client is not None:
            await self._client.aclose()

    async def get(
        self, address: str, query: Mapping[str, str], headers: Mapping[str, str], *, most_bytes: int
    ) -> Reply:
        """Whatever the status. Raises UpstreamError when there is no reply, or one larger than `most_bytes`."""
        import httpx  # noqa: PLC0415 - as above

        self._client = self._client or open_client(self._settings)
        try:
            async with self._client.stream(
                "GET", address, params=dict(query), headers=dict(headers)
            ) as answer:
                body = await _body(answer, most_bytes)
                return Reply(answer.status_code, body, seconds_in(answer.headers.get("Retry-After")))
        except httpx.HTTPError as problem:
            detail = str(problem) or type(problem).__name__
            raise UpstreamError(classify(detail, source=self._source, exception=problem)) from problem


async def _body(answer: httpx.Response, most_bytes: int) -> bytes:
    body = bytearray()
    async for part in answer.aiter_bytes():
        body += part
        if len(body) > most_bytes:
            raise UpstreamError(
                Failure(FailureKind.TRANSIENT, f"the reply is larger than {most_bytes} bytes")
            )
    return bytes(body)


def seconds_in(retry_after: str | None) -> float | None:
    """A `Retry-After` in seconds; None for none, and for a date, which YouTube never gives."""
    return float(retry_after) if retry_after and retry_after.strip().isdigit() else None
