"""All commands, and what becomes of the errors that are meant for a person."""

from __future__ import annotations

import sys

import typer

from reelshelf.cli import accounts, backups, imports, serving
from reelshelf.cli.doctor import doctor
from reelshelf.errors import StartupError
from reelshelf.kit.problem import Problem

HOPELESS_EXIT_CODE = 78
NOTHING_TO_USE = {"nothing_to_import", "unreadable_file", "too_large"}
"""What `import` was given is of no use, which is no failure of ours: exit 2, as for bad usage."""

app = typer.Typer(
    name="reelshelf",
    help="A self-hosted shelf for video collections.",
    no_args_is_help=True,
    add_completion=False,
    # Their tracebacks would show local variables, secrets among them.
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("up")(serving.up)
app.command("serve")(serving.serve)
app.command("work")(serving.work)
app.command("migrate")(serving.migrate)
app.command("import")(imports.import_)
app.command("export")(imports.export)
app.add_typer(accounts.users, name="user")
app.add_typer(accounts.tokens, name="token")
app.command("backup")(backups.backup)
app.command("restore")(backups.restore)
app.command("doctor")(doctor)


def main() -> None:
    """Run the command named on the command line, and exit."""
    try:
        app()
    except StartupError as error:
        _leave(str(error), HOPELESS_EXIT_CODE)
    except Problem as problem:
        _leave(problem.detail, 2 if problem.code in NOTHING_TO_USE else 1)


def _leave(sentence: str, exit_code: int) -> None:
    sys.stderr.write(f"{sentence}\n")
    sys.exit(exit_code)
