"""What lies on this machine: the data folder, programs, files named in settings."""

from __future__ import annotations

import os
import shutil
import ssl
from datetime import UTC, datetime
from importlib.metadata import version
from typing import TYPE_CHECKING

from reelshelf.cli.doctor.findings import Finding, note, ok, problem
from reelshelf.embedded.folder import FREE_BYTES_NEEDED

if TYPE_CHECKING:
    from pathlib import Path

    from reelshelf.settings import Settings

_GIGABYTE = 1_000_000_000
_YT_DLP_DAYS = 90
"""YouTube changes about that often in a way that only a newer yt-dlp understands."""


def data_folder(settings: Settings) -> Finding:
    folder = settings.data_dir
    existing = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    if not (existing.is_dir() and os.access(existing, os.W_OK | os.X_OK)):
        return problem(
            "Data folder",
            f"this user may not write to {existing}.",
            "Choose another with REELSHELF_DATA_DIR.",
        )
    free = shutil.disk_usage(existing).free
    sentence = f"{folder}, {free / _GIGABYTE:.1f} GB free."
    if free < FREE_BYTES_NEEDED:
        return problem("Data folder", sentence, "Free some space.")
    return ok(
        "Data folder", sentence if existing == folder else f"{sentence} It will be made at the first start."
    )


def yt_dlp() -> Finding:
    installed = version("yt-dlp")
    year, month, day = (int(part) for part in installed.split(".")[:3])
    released = datetime(year, month, day, tzinfo=UTC)
    age_days = (datetime.now(UTC) - released).days
    if age_days > _YT_DLP_DAYS:
        return note("yt-dlp", f"{installed}, {age_days} days old.", "Update it when imports stop working.")
    return ok("yt-dlp", f"{installed}.")


def files(settings: Settings) -> list[Finding]:
    """Files that settings name; none if they name none."""
    found = []
    if settings.outbound_ca_file is not None:
        found.append(_authorities(settings.outbound_ca_file))
    if settings.youtube_cookies_file is not None:
        found.append(_readable("Cookies", settings.youtube_cookies_file, "REELSHELF_YOUTUBE_COOKIES_FILE"))
    return found


def _authorities(file: Path) -> Finding:
    try:
        ssl.create_default_context(cafile=file)
    except (OSError, ssl.SSLError):
        return problem(
            "Certificate authorities",
            f"{file} cannot be read as a PEM file.",
            "Correct REELSHELF_OUTBOUND_CA_FILE.",
        )
    return ok("Certificate authorities", f"{file}.")


def _readable(subject: str, file: Path, setting: str) -> Finding:
    if file.is_file() and os.access(file, os.R_OK):
        return ok(subject, f"{file}.")
    return problem(subject, f"{file} cannot be read.", f"Correct {setting}.")
