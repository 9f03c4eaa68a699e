"""Passwords, random tokens and the key that signs."""

from __future__ import annotations

import asyncio
import hashlib
import os
import secrets
from typing import TYPE_CHECKING

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

if TYPE_CHECKING:
    from reelshelf.settings import Settings

_hasher = PasswordHasher(time_cost=3, memory_cost=65_536, parallelism=4)
"""Argon2id with the second recommended option of RFC 9106: three passes over 64 MB."""
_AT_ONCE = asyncio.Semaphore(2)
"""Each hash takes 64 MB and a core for a moment: strangers at the door must not take them all."""


NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$yAtaz/G6HE0nwsegAs7bhQ$ZsqI3lIJu0Hia5z3RS7p1rTbD4f/fsgaOzS+0HHQkKI"
"""Of a password that was thrown away. Checked when there is no such account: the answer takes as long as for one."""


async def hash_password(password: str) -> str:
    async with _AT_ONCE:
        return await asyncio.to_thread(_hasher.hash, password)


async def password_matches(password: str, stored: str | None) -> bool:
    """Constant work whether or not there is anything to compare with."""
    async with _AT_ONCE:
        return await asyncio.to_thread(_matches, password, stored)


def _matches(password: str, stored: str | None) -> bool:
    try:
        _hasher.verify(stored or NOBODY, password)
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None


def is_outdated(stored: str) -> bool:
    """Whether it was made with other costs than are usual now."""
    return _hasher.check_needs_rehash(stored)


def new_token(prefix: str) -> str:
    """256 random bits, URL-safe, with a prefix that secret scanners recognise."""
    return f"{prefix}_{secrets.token_urlsafe(32)}"


def hash_token(token: str) -> bytes:
    """What is stored of a random token; its 256 bits need no slow hash."""
    return hashlib.sha256(token.encode()).digest()


def signing_key(settings: Settings) -> bytes:
    """REELSHELF_SECRET_KEY, or one made once and kept under the data folder for this account's eyes only."""
    if settings.secret_key is not None:
        return settings.secret_key.get_secret_value().encode()
    path = settings.data_dir / "secret_key"
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"secret_key.{os.getpid()}")
    try:
        if not path.exists():
            draft.touch(mode=0o600)
            draft.write_text(secrets.token_urlsafe(48))
            # link refuses an existing name: of two that start at once, one wins and both read the same key.
            os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink(missing_ok=True)
    return path.read_bytes()
