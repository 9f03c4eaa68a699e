"""`import` and `export`.

What they ask of `reelshelf.imports.commands`:

    ImportInput(name: str, content: bytes)
        One text or file as it came; `name` says where from.
    ImportStarted(job_ids: tuple[UUID, ...], total: int, created: int, duplicates: int, playlists: int,
                  invalid: tuple[InvalidInput, ...])
        One job per input that held something; `total == created + duplicates + len(invalid)`.
        `playlists` are expanded by the jobs and counted in their snapshots later.
    InvalidInput(source: str, line: int, text: str, code: str)
    JobSnapshot(status: "running" | "paused" | "completed" | "cancelled", total, complete, with_captions,
                without_captions, captions_follow, unavailable, pending: int,
                resumes_at: datetime | None, eta_seconds: int | None)
        `total` counts the videos of the job, playlists expanded so far:
        `total == complete + unavailable + pending`,
        `complete == with_captions + without_captions + captions_follow`.

    async start_import(settings, *, owner_email: str | None, list_name: str,
                       inputs: Sequence[ImportInput]) -> ImportStarted
        Makes the list if there is none of that name. `owner_email` None: the only account.
    watch_job(settings, job_id: UUID) -> AsyncIterator[JobSnapshot]
        One now, one at each change, and after "completed" or "cancelled" no more.
    async export_list(settings, *, owner_email: str | None, list_name: str, format_: str) -> str

They raise `Problem` for what a person can put right.
"""
# ruff: noqa: PLC0415 - a command loads only what it runs

from __future__ import annotations

import asyncio
import json
import sys
from enum import StrEnum
from pathlib import Path  # noqa: TC003 - typer reads annotations
from typing import TYPE_CHECKING, Annotated

import typer

from reelshelf.cli.configuration import complete, connected_settings
from reelshelf.cli.serving import DataDir  # noqa: TC001 - typer reads annotations

if TYPE_CHECKING:
    from reelshelf.cli.screen import Screen
    from reelshelf.cli.summary import Summary
    from reelshelf.imports.commands import ImportInput, ImportStarted
    from reelshelf.settings import Settings

_INTERRUPTED_EXIT_CODE = 130

ListName = Annotated[str, typer.Option("--list", "-l", help="Name of the list.")]
Owner = Annotated[
    str | None, typer.Option("--email", help="Whose list; may be left out while there is only one account.")
]


class ExportFormat(StrEnum):
    CSV = "csv"
    JSON = "json"
    HTML = "html"
    TXT = "txt"


def import_(
    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCE", help="Links, files, or - for standard input.")
    ],
    *,
    list_name: ListName,
    wait: Annotated[bool, typer.Option("--wait", "-w", help="Stay until every video is done.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as one JSON object.")] = False,
    email: Owner = None,
    data_dir: DataDir = None,
) -> None:
    """Put videos on a list. Exit code 1: some are not available; 2: there was nothing to import."""
    from reelshelf.cli.screen import screen_for
    from reelshelf.cli.sources import read_sources

    settings = connected_settings(data_dir=data_dir)
    inputs = read_sources(sources)
    screen = screen_for(sys.stderr, quiet=as_json)
    try:
        summary = complete(_import(settings, email, list_name, inputs, screen if wait else None))
    except KeyboardInterrupt:
        typer.echo("The import goes on by itself; the web page shows how far it is.", err=True)
        raise typer.Exit(_INTERRUPTED_EXIT_CODE) from None
    if as_json:
        typer.echo(json.dumps(summary.as_json(), ensure_ascii=False, default=str))
    else:
        typer.echo("\n".join(summary.lines()))
    raise typer.Exit(summary.exit_code)


def export(
    *,
    list_name: ListName,
    export_format: Annotated[ExportFormat, typer.Option("--format", "-f", help="What to write.")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File; left out: the terminal.")
    ] = None,
    email: Owner = None,
    data_dir: DataDir = None,
) -> None:
    """Write a list so that `import` reads it again."""
    from reelshelf.imports import commands

    settings = connected_settings(data_dir=data_dir)
    text = complete(
        commands.export_list(settings, owner_email=email, list_name=list_name, format_=export_format.value)
    )
    if output is None:
        typer.echo(text, nl=not text.endswith("\n"))
    else:
        _write(output, text)


async def _import(
    settings: Settings, email: str | None, list_name: str, inputs: list[ImportInput], screen: Screen | None
) -> Summary:
    """Start the import and, given a screen, stay with it to the end."""
    from reelshelf.cli.summary import Summary
    from reelshelf.imports import commands

    started = await commands.start_import(settings, owner_email=email, list_name=list_name, inputs=inputs)
    if screen is None:
        return Summary(started, None)
    with screen:
        await _watch(settings, started, screen)
    return Summary(started, list(screen.snapshots.values()))


async def _watch(settings: Settings, started: ImportStarted, screen: Screen) -> None:
    from reelshelf.imports import commands

    async def follow(number: int) -> None:
        async for snapshot in commands.watch_job(settings, started.job_ids[number]):
            screen.show(number, snapshot)

    await asyncio.gather(*(follow(number) for number in range(len(started.job_ids))))


def _write(output: Path, text: str) -> None:
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise typer.BadParameter(f"{output} cannot be written ({error.strerror}).") from None
