"""The web server: API, progress socket and the built web app in one FastAPI application."""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
import uvicorn
from fastapi import FastAPI, WebSocket
from sqlalchemy.exc import SQLAlchemyError
from starlette.datastructures import Headers
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from reelshelf import health, metrics
from reelshelf.accounts import api as accounts_api
from reelshelf.accounts import oidc_api, sessions, sessions_api, tokens_api, users, users_api
from reelshelf.accounts.access import ScopeNeeded
from reelshelf.accounts.bootstrap import bootstrap
from reelshelf.enrichment import api as enrichment_api
from reelshelf.enrichment import priority_api
from reelshelf.errors import NotSignedIn, StartupError, TooLarge, TooManyRequests
from reelshelf.imports import api as imports_api
from reelshelf.imports import jobs_api, retry_api, shelving_api
from reelshelf.imports.snapshot import snapshot
from reelshelf.kit import api_docs, openapi, problem_answers
from reelshelf.kit import logging as kit_logging
from reelshelf.kit.body_limit import BodyLimit
from reelshelf.kit.headers import SecurityHeaders
from reelshelf.kit.origin import is_own_origin
from reelshelf.kit.pages import Pages, WebApp
from reelshelf.kit.protocols import HttpProtocol, SocketProtocol
from reelshelf.library import api as library_api
from reelshelf.library import departure_api, pictures, tags_api
from reelshelf.migrations import UNREACHABLE, ensure_current, upgrade_async
from reelshelf.progress.socket import ProgressSocket
from reelshelf.search import api as search_api
from reelshelf.wiring.stores import database_url, open_stores
from reelshelf.wiring.web import web_parts

if TYPE_CHECKING:
    import socket
    from collections.abc import AsyncIterator, Iterator, Sequence

    from starlette.types import ASGIApp, Scope

    from reelshelf.accounts.tokens import Identity
    from reelshelf.settings import Settings
    from reelshelf.wiring.web import WebParts

STATIC = Path(__file__).parent / "static"
POLICY_VIOLATION = 1008
MAX_SOCKET_MESSAGE_BYTES = 16_384
SHUTDOWN_SECONDS = 5
BODY_BYTES = 2_000_000
TEXT_BODY_BYTES = 20_000_000
FILE_BODY_BYTES = 60_000_000
IMPORT_PATHS = ("/videos/batch", "/videos/bulk", "/imports/preview")


def _body_limit(scope: Scope) -> int:
    """Bytes. Only what imports a text or a file may be large; files wait on the disk, texts in memory."""
    if not scope["path"].endswith(IMPORT_PATHS):
        return BODY_BYTES
    is_form = Headers(scope=scope).get("content-type", "").startswith("multipart/form-data")
    return FILE_BODY_BYTES if is_form else TEXT_BODY_BYTES


def _too_large(limit: int) -> TooLarge:
    return TooLarge(f"This is too much for one request: {limit // 1_000_000} MB are the most.")


class Application(FastAPI):
    """With the outermost layers around everything, and the document as we tell it."""

    def __init__(self, trusted_proxies: Sequence[str], **settings: Any) -> None:
        super().__init__(**settings)
        self._trusted_proxies = list(trusted_proxies)

    def build_middleware_stack(self) -> ASGIApp:
        within = SecurityHeaders(BodyLimit(super().build_middleware_stack(), _body_limit, _too_large))
        return ProxyHeadersMiddleware(within, self._trusted_proxies)  # type: ignore[arg-type,return-value] # uvicorn's own ASGI types

    def openapi(self) -> dict[str, Any]:
        if self.openapi_schema is None:
            self.openapi_schema = openapi.describe(
                self,
                signed_in=(NotSignedIn, TooManyRequests),
                writing=(ScopeNeeded,),
                reading=(TooLarge,),
            )
        return self.openapi_schema


def build_app(settings: Settings) -> FastAPI:
    """The application; its parts are built when it starts and closed when it ends."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with web_parts(settings) as parts:
            _attach(app, parts)
            progress = {asyncio.create_task(each.run()) for each in (parts.hub, parts.rounds)}
            try:
                yield
            finally:
                for task in progress:
                    task.cancel()
                await asyncio.wait(progress)

    app = Application(
        settings.trusted_proxies,
        title="Reelshelf",
        version="0.1.0",
        summary="A self-hosted shelf for video collections.",
        lifespan=lifespan,
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=openapi.operation_id,
    )
    problem_answers.install(app)
    for router in (
        accounts_api.router,
        oidc_api.router,
        sessions_api.router,
        tokens_api.router,
        users_api.router,
        departure_api.router,
        tags_api.router,
        library_api.router,
        imports_api.router,
        jobs_api.router,
        retry_api.router,
        shelving_api.router,
        enrichment_api.router,
        priority_api.router,
        pictures.router,
        search_api.router,
        health.router,
        metrics.router,
        api_docs.router,
    ):
        app.include_router(router)
    app.add_api_websocket_route("/api/ws/progress", progress_socket)
    app.router.routes.append(Pages("/", WebApp(STATIC), name="pages"))
    return app


def _attach(app: FastAPI, parts: WebParts) -> None:
    app.state.parts = parts
    app.state.database = parts.stores.database
    app.state.redis = parts.stores.redis
    app.state.signer = parts.signer
    app.state.publisher = parts.publisher
    app.state.announcer = parts.announcer
    app.state.pictures = parts.pictures
    app.state.rate_limiter = parts.rate_limiter
    app.state.oidc = parts.oidc


async def progress_socket(socket: WebSocket) -> None:
    """`/api/ws/progress`: who does not name this address as its origin is refused before it is accepted."""
    if not is_own_origin(socket.headers):
        await socket.close(POLICY_VIOLATION)
        return
    parts: WebParts = socket.app.state.parts

    async def authenticate(token: str) -> Identity:
        claimed = parts.signer.read(token, "api")
        async with parts.stores.database.read() as connection:
            return await sessions.identify(connection, claimed)

    await ProgressSocket(
        socket, database=parts.stores.database, hub=parts.hub, authenticate=authenticate, snapshot=snapshot
    ).run()


def configured(app: FastAPI, **more: Any) -> uvicorn.Config:
    """How we are served. `more` are settings of uvicorn's."""
    return uvicorn.Config(
        app,
        loop="uvloop",
        http=HttpProtocol,
        ws=SocketProtocol,
        ws_max_size=MAX_SOCKET_MESSAGE_BYTES,
        # Frames are small and few; a compressor for each socket is half of its memory and a quarter of its work.
        ws_per_message_deflate=False,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=SHUTDOWN_SECONDS,
        **more,
    )


class _Server(uvicorn.Server):
    """Signals are ours, and somebody waits to hear that we listen."""

    def __init__(self, config: uvicorn.Config, app: FastAPI, announce_fd: int | None) -> None:
        super().__init__(config)
        self._app = app
        self._announce_fd = announce_fd

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._stop)
        yield

    def _stop(self) -> None:
        self.force_exit = self.should_exit
        self.should_exit = True

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self._announce_fd is not None and self.started:
            token = await _sign_in_token(self._app.state.parts)
            with os.fdopen(self._announce_fd, "wb") as listener:
                listener.write(orjson.dumps({"ready": True, "sign_in_token": token}) + b"\n")


async def _sign_in_token(parts: WebParts) -> str:
    async with parts.stores.database.begin() as connection:
        return await users.create_sign_in_link(connection, await users.owner(connection))


async def _prepare(settings: Settings, *, migrate: bool) -> None:
    """The database fits and has its first account. Raises StartupError."""
    if migrate:
        await upgrade_async(database_url(settings))
    async with open_stores(settings, "serve") as stores:
        try:
            async with stores.database.read() as connection:
                await ensure_current(connection)
            await bootstrap(stores.database, settings)
        except (OSError, SQLAlchemyError) as problem:
            raise StartupError(UNREACHABLE) from problem


def run(settings: Settings, listener: socket.socket, *, migrate: bool, announce_fd: int | None) -> None:
    """Serve on a socket that listens already, until SIGTERM or SIGINT.

    `announce_fd` gets one JSON line, `{"ready": true, "sign_in_token": …}`, once requests are answered.
    Raises StartupError.
    """
    kit_logging.configure(settings.log_level, settings.log_format)
    asyncio.run(_prepare(settings, migrate=migrate))
    app = build_app(settings)
    config = configured(app)
    server = _Server(config, app, announce_fd)
    try:
        server.run(sockets=[listener])
    except (OSError, SQLAlchemyError) as problem:
        raise StartupError(f"Cannot serve: {problem}.") from problem
    if not server.started:
        raise StartupError("The server did not start; the lines above say why.")
