"""What stands on the command line of `import`, as texts to be parsed."""

from __future__ import annotations

import sys
from pathlib import Path

import typer

from reelshelf.imports.commands import ImportInput

STANDARD_INPUT = "-"


def read_sources(sources: list[str]) -> list[ImportInput]:
    """One input for all links together, then one for each file; bad usage for anything else."""
    links = [source for source in sources if _looks_like_link(source)]
    inputs = [_read_file(source) for source in sources if source not in links]
    if links:
        inputs.insert(0, ImportInput("links", "\n".join(links).encode()))
    return inputs


def _looks_like_link(source: str) -> bool:
    """Anything with a scheme or a host; a file of that name goes before."""
    if source == STANDARD_INPUT or Path(source).exists():
        return False
    host, slash, _ = source.partition("/")
    return "://" in source or ("." in host and bool(slash))


def _read_file(source: str) -> ImportInput:
    if source == STANDARD_INPUT:
        return ImportInput("standard input", sys.stdin.buffer.read())
    try:
        return ImportInput(Path(source).name, Path(source).read_bytes())
    except OSError as error:
        raise typer.BadParameter(
            f"{source} is neither a link nor a file that can be read ({error.strerror})."
        ) from None
