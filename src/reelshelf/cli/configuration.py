"""Settings for a command: from the environment, the command line, and a running `reelshelf up`."""
# ruff: noqa: PLC0415 - a command loads only what it runs

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, TypeVar

from reelshelf.errors import StartupError

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from pathlib import Path

    from pydantic import ValidationError

    from reelshelf.settings import Settings

T = TypeVar("T")


def load_settings(
    *, data_dir: Path | None = None, host: str | None = None, port: int | None = None
) -> Settings:
    """The settings, with what was said on the command line instead. Raises StartupError for a bad value."""
    from pydantic import ValidationError

    from reelshelf.settings import Settings

    said = {"data_dir": data_dir, "host": host, "port": port}
    try:
        return Settings(**{name: value for name, value in said.items() if value is not None})  # type: ignore[arg-type] # checked by pydantic
    except ValidationError as error:
        raise StartupError(_sentence(error)) from None


def connected_settings(*, data_dir: Path | None = None) -> Settings:
    """Settings with both addresses: their own, or those of the `reelshelf up` that runs on this data folder.

    Raises StartupError when there are none.
    """
    from pydantic import SecretStr

    from reelshelf.supervisor.running import find_running

    settings = load_settings(data_dir=data_dir)
    if settings.database_url and settings.redis_url:
        return settings
    running = find_running(settings.data_dir)
    if running is None:
        raise StartupError(
            f"No Reelshelf runs on {settings.data_dir}: start one with `reelshelf up`, or set "
            "REELSHELF_DATABASE_URL and REELSHELF_REDIS_URL."
        )
    addresses = {
        "database_url": SecretStr(running.database_url),
        "redis_url": SecretStr(running.redis_url),
    }
    return settings.model_copy(update=addresses)


def web_address(settings: Settings) -> str:
    """Where a browser finds the `reelshelf up` of this data folder, or else what the settings say."""
    from reelshelf.supervisor import listener
    from reelshelf.supervisor.running import find_running

    running = find_running(settings.data_dir)
    return running.address if running else listener.web_address(settings.host, settings.port)


def required_settings(*, host: str | None = None, port: int | None = None) -> Settings:
    """Settings for a part that starts no databases. Raises StartupError when an address is missing."""
    settings = load_settings(host=host, port=port)
    if not (settings.database_url and settings.redis_url):
        raise StartupError(
            "This command needs REELSHELF_DATABASE_URL and REELSHELF_REDIS_URL; "
            "`reelshelf up` brings its own databases."
        )
    return settings


def complete(task: Coroutine[Any, Any, T]) -> T:
    """Run it to its end. Raises StartupError when a database cannot be reached."""
    from redis.exceptions import ConnectionError as RedisConnectionError
    from sqlalchemy.exc import DBAPIError

    try:
        return asyncio.run(task)
    except (ConnectionError, FileNotFoundError, TimeoutError, DBAPIError) as error:
        if isinstance(error, DBAPIError) and not error.connection_invalidated:
            raise
        raise StartupError("PostgreSQL cannot be reached: `reelshelf doctor` says more.") from error
    except RedisConnectionError as error:
        raise StartupError("Redis cannot be reached: `reelshelf doctor` says more.") from error


def _sentence(error: ValidationError) -> str:
    """The first thing wrong, without the value: it may be a secret."""
    first = error.errors(include_input=False, include_url=False)[0]
    name = "_".join(str(part) for part in first["loc"]).upper()
    return f"The setting REELSHELF_{name} cannot be used: {first['msg']}."
