"""`reelshelf work` as processes of their own, which can be killed."""

from __future__ import annotations

import asyncio
import sys
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

from pydantic import SecretStr

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import AsyncIterator

    from reelshelf.settings import Settings


def environment_of(settings: Settings) -> dict[str, str]:
    """The variables from which a process reads these settings."""
    variables: dict[str, str] = {}
    for name in type(settings).model_fields:
        value = getattr(settings, name)
        if isinstance(value, SecretStr):
            value = value.get_secret_value()
        if value is not None:
            variables[f"REELSHELF_{name.upper()}"] = (
                ",".join(value) if isinstance(value, tuple) else str(value)
            )
    return variables


@asynccontextmanager
async def worker_process(settings: Settings) -> AsyncIterator[Process]:
    """One worker with a session of its own; killed at the end if it still runs."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "reelshelf",
        "work",
        # Away from any `.env`, and nothing of ours but what the settings say.
        cwd=settings.data_dir,
        env=environment_of(settings),
        start_new_session=True,
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
