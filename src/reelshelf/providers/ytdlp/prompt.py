"""Requests that leave at once, behind a proxy too, and for no address but those that may be asked.

A reply can point elsewhere, and requests goes there by itself: so each address is looked at where it leaves.

urllib3 turns Nagle's algorithm off, but not towards a proxy: there the body of a POST waits for the proxy's
delayed acknowledgement of its headers, some 40 ms for each of a video's two requests.
Source: urllib3 `connectionpool.HTTPConnectionPool.__init__`, yt-dlp `networking/_requests.py`.
"""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Any

from requests.exceptions import InvalidURL
from urllib3.util.retry import Retry
from yt_dlp.networking._requests import RequestsHTTPAdapter, RequestsRH

if TYPE_CHECKING:
    from collections.abc import Callable

    MayAsk = Callable[[str], bool]

AT_ONCE = [(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)]


class PromptAdapter(RequestsHTTPAdapter):  # type: ignore[misc] # yt-dlp is untyped
    def __init__(self, may_ask: MayAsk, **options: Any) -> None:
        super().__init__(**options)
        self._may_ask = may_ask

    def send(self, request: Any, *args: Any, **options: Any) -> Any:
        """Also what follows a redirect."""
        if not self._may_ask(request.url):
            raise InvalidURL(f"the reply points elsewhere: {request.url[:120]!r}")
        return super().send(request, *args, **options)

    def proxy_manager_for(self, proxy: str, **options: Any) -> Any:
        if not proxy.lower().startswith("socks"):
            options["socket_options"] = AT_ONCE
        return super().proxy_manager_for(proxy, **options)


class PromptRequestsRH(RequestsRH):  # type: ignore[misc] # the same
    """yt-dlp's handler with our adapter. Its module is private: a test notices when yt-dlp moves it."""

    RH_KEY = RequestsRH.RH_KEY
    may_ask: MayAsk

    def _create_instance(self, **options: Any) -> Any:
        session = super()._create_instance(**options)
        adapter = PromptAdapter(
            type(self).may_ask,
            ssl_context=self._make_sslcontext(legacy_ssl_support=options.get("legacy_ssl_support")),
            source_address=self.source_address,
            max_retries=Retry(0, read=False),
        )
        session.mount("https://", adapter)
        session.mount("http://", adapter)
        return session


def prompt(may_ask: MayAsk) -> type:
    """The only request handler that yt-dlp gets."""
    return type("PromptRequestsRH", (PromptRequestsRH,), {"may_ask": staticmethod(may_ask)})
