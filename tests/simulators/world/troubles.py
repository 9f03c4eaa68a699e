"""What can be wrong with one video. `trouble_id(Trouble.PRIVATE, 7)` is the id of a video that has it.

For the troubles that pass (`P429`, `N429`, …) the last digit says how many requests are refused first; 0
means all.
"""

from __future__ import annotations

import re
from enum import StrEnum

from simulators.world.ids import TROUBLED_PREFIX


class Trouble(StrEnum):
    """The value is the code inside the id: `zzPRIV_0001`."""

    PRIVATE = "PRIV"
    DELETED = "GONE"
    TERMINATED = "TERM"
    AGE_RESTRICTED = "AGED"
    REGION_BLOCKED = "REGN"
    LIVE_NOW = "LIVE"
    PREMIERE = "PREM"
    UPCOMING_LIVE = "UPCO"
    MEMBERS_ONLY = "MEMB"
    MADE_FOR_KIDS = "KIDS"
    """The player of headsets refuses it; others would not."""
    BOT_CHECK = "BOTC"
    TRY_LATER = "RATE"
    """"This content isn't available, try again later": a rate limit that reads like a dead video."""
    WRONG_VIDEO = "SWAP"
    """The player answers with another video, as it does to blocked addresses."""
    GARBAGE_JSON = "JUNK"
    HANG = "HANG"
    CONNECTION_RESET = "RSET"
    NO_CAPTIONS = "NOCC"
    """A good reply that lists no track."""
    CAPTIONS_DISABLED = "DISA"
    """A good reply without the captions section."""
    ONLY_MUSIC = "MUSI"
    """No captions, and nobody says a word."""
    CAPTIONS_EMPTY = "CEMP"
    CAPTIONS_HTML = "CHTM"
    CAPTIONS_HANG = "CHNG"
    CAPTIONS_NOT_FOUND = "C404"
    CAPTIONS_NEED_TOKEN = "CPOT"
    """The track addresses carry `exp=xpe`: not to be had without a PO token."""
    PLAYER_429 = "P429"
    PLAYER_500 = "P500"
    NEXT_429 = "N429"
    CAPTIONS_429 = "C429"


#: Answered by the player with one of its refusals; there is no more to learn than the reason.
UNPLAYABLE = frozenset(
    {
        Trouble.PRIVATE,
        Trouble.DELETED,
        Trouble.TERMINATED,
        Trouble.AGE_RESTRICTED,
        Trouble.REGION_BLOCKED,
        Trouble.PREMIERE,
        Trouble.UPCOMING_LIVE,
        Trouble.MEMBERS_ONLY,
        Trouble.MADE_FOR_KIDS,
        Trouble.BOT_CHECK,
        Trouble.TRY_LATER,
    }
)
#: Not even a title is told.
NAMELESS = frozenset(
    {Trouble.PRIVATE, Trouble.DELETED, Trouble.TERMINATED, Trouble.BOT_CHECK, Trouble.TRY_LATER}
)

_TROUBLED = re.compile(rf"{TROUBLED_PREFIX}([A-Z0-9]{{4}})_(\d{{4}})")
_BY_CODE = {trouble.value: trouble for trouble in Trouble}


def trouble_id(trouble: Trouble, number: int = 1) -> str:
    """A video id (11 characters) with that trouble; `number` (0 to 9999) tells several apart."""
    return f"{TROUBLED_PREFIX}{trouble.value}_{number:04d}"


def trouble_in(youtube_id: str) -> Trouble | None:
    match = _TROUBLED.fullmatch(youtube_id)
    return _BY_CODE.get(match[1]) if match else None


def refusals_in(youtube_id: str) -> int | None:
    """How many requests are refused before it passes; None: all of them."""
    match = _TROUBLED.fullmatch(youtube_id)
    return (int(match[2][-1]) or None) if match else None
