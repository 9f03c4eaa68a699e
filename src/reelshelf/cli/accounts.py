"""`user` and `token`: accounts and personal access tokens."""
# ruff: noqa: PLC0415 - a command loads only what it runs

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated
from uuid import UUID  # noqa: TC003 - typer reads annotations

import typer

from reelshelf.cli.configuration import complete, connected_settings, web_address
from reelshelf.cli.serving import DataDir  # noqa: TC001 - typer reads annotations

if TYPE_CHECKING:
    from datetime import datetime

users = typer.Typer(help="Accounts.", no_args_is_help=True)
tokens = typer.Typer(help="Personal access tokens, for scripts.", no_args_is_help=True)

Email = Annotated[str, typer.Argument(help="E-mail address of the account.")]
Password = Annotated[
    str | None,
    typer.Option(
        envvar="REELSHELF_NEW_PASSWORD", show_envvar=True, help="Better left out: then it is asked for."
    ),
]
OptionalEmail = Annotated[
    str | None, typer.Option("--email", help="Whose; may be left out while there is only one account.")
]


@users.command("add")
def add(email: Email, *, password: Password = None, data_dir: DataDir = None) -> None:
    """Create an account."""
    from reelshelf.accounts import commands

    settings = connected_settings(data_dir=data_dir)
    typer.echo(complete(commands.add_user(settings, email, password or _ask_password())))


@users.command("list")
def list_(*, data_dir: DataDir = None) -> None:
    """Show all accounts."""
    from reelshelf.accounts import commands

    for email, created_at in complete(commands.list_users(connected_settings(data_dir=data_dir))):
        typer.echo(f"{created_at:%Y-%m-%d}  {email}")


@users.command("password")
def password_(email: Email, *, password: Password = None, data_dir: DataDir = None) -> None:
    """Give an account a new password; it is signed out everywhere."""
    from reelshelf.accounts import commands

    settings = connected_settings(data_dir=data_dir)
    complete(commands.set_password(settings, email, password or _ask_password()))
    typer.echo(f"{email} has a new password.")


@users.command("remove")
def remove(
    email: Email,
    *,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask again.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Take an account away, with its lists and all that is on them; the owner's stays."""
    from reelshelf.library import departure

    settings = connected_settings(data_dir=data_dir)
    if not yes:
        typer.confirm(f"Remove {email} with all its lists and videos? There is no way back.", abort=True)
    typer.echo(f"{complete(departure.remove_user(settings, email))} is gone.")


@users.command("sign-in-link")
def sign_in_link(
    *,
    email: OptionalEmail = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print the link and nothing else.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Make a link that signs in once, without a password."""
    from reelshelf.accounts import commands

    settings = connected_settings(data_dir=data_dir)
    link = complete(commands.sign_in_link(settings, email, web_address(settings)))
    typer.echo(link if quiet else f"Sign in, once, with {link}")


@tokens.command("create")
def create(
    *,
    name: Annotated[str, typer.Option(help="What it is for.")] = "command line",
    email: OptionalEmail = None,
    days: Annotated[
        int | None, typer.Option(min=1, help="Valid for so many days; left out: for good.")
    ] = None,
    read_only: Annotated[
        bool, typer.Option("--read-only", help="It can look, but not change anything.")
    ] = False,
    data_dir: DataDir = None,
) -> None:
    """Create a token for `Authorization: Bearer`; it is shown this once."""
    from reelshelf.accounts import commands

    settings = connected_settings(data_dir=data_dir)
    typer.echo(complete(commands.create_token(settings, email, name, days, read_only=read_only)))


@tokens.command("list")
def list_tokens(*, email: OptionalEmail = None, data_dir: DataDir = None) -> None:
    """Show the tokens of an account; not the tokens themselves, which are not kept."""
    from reelshelf.accounts import commands

    for token in complete(commands.list_tokens(connected_settings(data_dir=data_dir), email)):
        rights = "read and write" if "write" in token["scopes"] else "read"
        used = _day("last used", token["last_used_at"]) or "never used"
        until = _day("until", token["expires_at"]) or "for good"
        typer.echo(
            f"{token['id']}  {token['created_at']:%Y-%m-%d}  {rights}, {until}, {used}  {token['name']}"
        )


@tokens.command("revoke")
def revoke(
    token_id: Annotated[UUID, typer.Argument(help="As `reelshelf token list` shows it.")],
    *,
    email: OptionalEmail = None,
    data_dir: DataDir = None,
) -> None:
    """Refuse a token from now on."""
    from reelshelf.accounts import commands

    complete(commands.revoke_token(connected_settings(data_dir=data_dir), email, token_id))
    typer.echo("This token is refused from now on.")


def _day(what: str, moment: datetime | None) -> str:
    return f"{what} {moment:%Y-%m-%d}" if moment else ""


def _ask_password() -> str:
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
