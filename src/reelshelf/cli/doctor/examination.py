"""The examination: all questions, in the order a person would ask them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reelshelf.cli.doctor import machine, outside, stores
from reelshelf.cli.doctor.findings import note, ok
from reelshelf.supervisor.listener import web_address
from reelshelf.supervisor.running import find_running

if TYPE_CHECKING:
    from reelshelf.cli.doctor.findings import Finding
    from reelshelf.settings import Settings
    from reelshelf.supervisor.running import Running


async def examine(settings: Settings) -> list[Finding]:
    """Ask every question; none of them changes anything or raises."""
    running = find_running(settings.data_dir)
    return [
        _configured(settings),
        machine.data_folder(settings),
        *await _stores(settings, running),
        *await stores.web_server(running.address if running else web_address(settings.host, settings.port)),
        machine.yt_dlp(),
        *machine.files(settings),
        await outside.youtube(settings),
        await outside.speech(settings),
        await outside.data_api(settings),
    ]


async def _stores(settings: Settings, running: Running | None) -> list[Finding]:
    database_url = settings.database_url.get_secret_value() if settings.database_url else ""
    redis_url = settings.redis_url.get_secret_value() if settings.redis_url else ""
    if running is not None:
        database_url, redis_url = database_url or running.database_url, redis_url or running.redis_url
    return [
        *(await stores.postgres(database_url) if database_url else [_asleep("PostgreSQL")]),
        *([await stores.redis(redis_url)] if redis_url else [_asleep("Redis")]),
    ]


def _configured(settings: Settings) -> Finding:
    names = sorted(f"REELSHELF_{name.upper()}" for name in settings.model_fields_set)
    return ok(
        "Settings", f"set are {', '.join(names)}." if names else "none is set; all have their defaults."
    )


def _asleep(server: str) -> Finding:
    return note(server, "the embedded one is not running.", "`reelshelf up` starts it.")
