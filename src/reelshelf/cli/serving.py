"""`up`, and its parts for those who run PostgreSQL and Redis themselves: `serve`, `work`, `migrate`."""
# ruff: noqa: PLC0415 - a command loads only what it runs

from __future__ import annotations

import asyncio
import gc
import os
import sys
import webbrowser
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reelshelf.cli.configuration import load_settings, required_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reelshelf.supervisor.tree import Ready

Host = Annotated[str | None, typer.Option(help="Address to listen on, instead of REELSHELF_HOST.")]
Port = Annotated[int | None, typer.Option(help="Port to listen on; 0 takes any free one.", min=0, max=65535)]
DataDir = Annotated[Path | None, typer.Option(help="Folder for everything that is kept.")]


def up(
    *,
    host: Host = None,
    port: Port = None,
    data_dir: DataDir = None,
    no_open: Annotated[bool, typer.Option("--no-open", help="Do not open a browser.")] = False,
) -> None:
    """Start everything: databases, web server, worker. Ctrl-C stops it."""
    from reelshelf.kit import logging as kit_logging
    from reelshelf.supervisor import tree
    from reelshelf.supervisor.children import HOPELESS_EXIT_CODE, ChildGaveUp
    from reelshelf.supervisor.listener import PortBusy

    settings = load_settings(host=host, port=port, data_dir=data_dir)
    kit_logging.configure(settings.log_level, settings.log_format)
    try:
        asyncio.run(tree.run(settings, lambda ready: _greet(ready, open_browser=not no_open)))
    except PortBusy as busy:
        typer.echo(str(busy), err=True)
        raise typer.Exit(1) from None
    except ChildGaveUp:
        raise typer.Exit(HOPELESS_EXIT_CODE) from None


def serve(
    *,
    host: Host = None,
    port: Port = None,
    fd: Annotated[int | None, typer.Option(help="Serve on this inherited listening socket.")] = None,
    migrate: Annotated[bool, typer.Option("--migrate", help="Bring the database up to date first.")] = False,
    announce_fd: Annotated[int | None, typer.Option(hidden=True)] = None,
) -> None:
    """Serve API and web app from an external PostgreSQL and Redis."""
    import socket

    from reelshelf.supervisor.listener import PortBusy, bind

    settings = required_settings(host=host, port=port)
    with _uncollected():
        from reelshelf import http

    try:
        listener = bind(settings.host, settings.port) if fd is None else socket.socket(fileno=fd)
    except PortBusy as busy:
        typer.echo(str(busy), err=True)
        raise typer.Exit(1) from None
    with listener:
        http.run(settings, listener, migrate=migrate, announce_fd=announce_fd)


def work(
    *,
    wait_for_schema: Annotated[
        bool, typer.Option("--wait-for-schema", help="Wait until another process has migrated the database.")
    ] = False,
) -> None:
    """Work on imported videos; any number of these may run, on any number of machines."""
    settings = required_settings()
    with _uncollected():
        from reelshelf import worker

    worker.run(settings, wait_for_schema=wait_for_schema)


def migrate() -> None:
    """Bring the database up to date."""
    from reelshelf.migrations import upgrade

    settings = load_settings()
    if settings.database_url is None:
        from reelshelf.errors import StartupError

        raise StartupError(
            "This command needs REELSHELF_DATABASE_URL; `reelshelf up` keeps its own database up to date."
        )
    upgrade(settings.database_url.get_secret_value())
    typer.echo("The database is up to date.")


@contextmanager
def _uncollected() -> Iterator[None]:
    """For imports: the garbage collector finds nothing in modules, and looking takes a tenth of the start."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _greet(ready: Ready, *, open_browser: bool) -> None:
    typer.echo(f"Reelshelf runs at {ready.address}")
    if ready.sign_in_link:
        typer.echo(f"Sign in, once, with {ready.sign_in_link}")
    typer.echo("Ctrl-C stops it.")
    sys.stdout.flush()
    if open_browser and _has_display():
        asyncio.get_running_loop().run_in_executor(None, webbrowser.open, ready.sign_in_link or ready.address)


def _has_display() -> bool:
    """Whether a browser opened here would be seen by the person at the terminal."""
    if not sys.stdout.isatty() or "SSH_CONNECTION" in os.environ:
        return False
    return sys.platform == "darwin" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
