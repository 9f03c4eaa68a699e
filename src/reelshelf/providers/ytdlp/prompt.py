"""Requests that leave at once, behind a proxy too.

urllib3 turns Nagle's algorithm off, but not towards a proxy: there the body of a POST waits for the proxy's
delayed acknowledgement of its headers, some 40 ms for each of a video's two requests.
Source: urllib3 `connectionpool.HTTPConnectionPool.__init__`, yt-dlp `networking/_requests.py`.
"""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Any

from urllib3.util.retry import Retry
from yt_dlp.networking._requests import RequestsHTTPAdapter, RequestsRH

if TYPE_CHECKING:
    from collections.abc import Iterable

AT_ONCE = [(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)]


class PromptAdapter(RequestsHTTPAdapter):  # type: ignore[misc] # yt-dlp is untyped
    def proxy_manager_for(self, proxy: str, **options: Any) -> Any:
        if not proxy.lower().startswith("socks"):
            options["socket_options"] = AT_ONCE
        return super().proxy_manager_for(proxy, **options)


class PromptRequestsRH(RequestsRH):  # type: ignore[misc] # the same
    """yt-dlp's handler with our adapter. Its module is private: a test notices when yt-dlp moves it."""

    def _create_instance(self, **options: Any) -> Any:
        session = super()._create_instance(**options)
        adapter = PromptAdapter(
            ssl_context=self._make_sslcontext(legacy_ssl_support=options.get("legacy_ssl_support")),
            source_address=self.source_address,
            max_retries=Retry(0, read=False),
        )
        session.mount("https://", adapter)
        session.mount("http://", adapter)
        return session


def prompt(handlers: Iterable[type]) -> list[type]:
    """yt-dlp's request handlers, with ours in place of the one that uses `requests`."""
    return [PromptRequestsRH if handler is RequestsRH else handler for handler in handlers]
