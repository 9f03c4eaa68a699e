"""Whether YouTube can be reached from here, the way all outbound calls go."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING

import httpx

from reelshelf.cli.doctor.findings import Finding, note, ok

if TYPE_CHECKING:
    from reelshelf.settings import Settings

_ADDRESS = "https://www.youtube.com/generate_204"
_TIMEOUT_SECONDS = 5


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
