"""What YouTube says when it does not play a video, word for word."""

from __future__ import annotations

from typing import Any

from simulators.sites.padding import simple
from simulators.world.troubles import Trouble

#: Trouble → (status, reason, second sentence).
_WORDS: dict[Trouble, tuple[str, str, str]] = {
    Trouble.PRIVATE: (
        "LOGIN_REQUIRED",
        "Private video",
        "Sign in if you've been granted access to this video",
    ),
    Trouble.DELETED: ("ERROR", "Video unavailable", "This video has been removed by the uploader"),
    Trouble.TERMINATED: (
        "ERROR",
        "Video unavailable",
        (
            "This video is no longer available because the YouTube account associated with this video "
            "has been terminated."
        ),
    ),
    Trouble.AGE_RESTRICTED: (
        "LOGIN_REQUIRED",
        "Sign in to confirm your age",
        "This video may be inappropriate for some users.",
    ),
    Trouble.REGION_BLOCKED: (
        "UNPLAYABLE",
        "Video unavailable",
        "The uploader has not made this video available in your country",
    ),
    Trouble.PREMIERE: ("LIVE_STREAM_OFFLINE", "Premieres in 3 hours", ""),
    Trouble.UPCOMING_LIVE: ("LIVE_STREAM_OFFLINE", "This live event will begin in 3 hours.", ""),
    Trouble.MEMBERS_ONLY: (
        "UNPLAYABLE",
        "Join this channel to get access to members-only content like this video, and other exclusive perks.",
        "",
    ),
    Trouble.MADE_FOR_KIDS: ("UNPLAYABLE", "Video unavailable", "This video is not available"),
    Trouble.BOT_CHECK: (
        "LOGIN_REQUIRED",
        "Sign in to confirm you’re not a bot",
        "This helps protect our community. Learn more",
    ),
    Trouble.TRY_LATER: ("ERROR", "Video unavailable", "This content isn't available, try again later."),
}


def playability(trouble: Trouble) -> dict[str, Any]:
    """The `playabilityStatus` of a player reply."""
    status, reason, subreason = _WORDS[trouble]
    screen: dict[str, Any] = {"reason": simple(reason), "icon": {"iconType": "ERROR_OUTLINE"}}
    if subreason:
        screen["subreason"] = simple(subreason)
    found: dict[str, Any] = {
        "status": status,
        "reason": reason,
        "errorScreen": {"playerErrorMessageRenderer": screen},
        "contextParams": "Q0FFU0FnZ0E=",
    }
    if trouble is Trouble.AGE_RESTRICTED:
        found["desktopLegacyAgeGateReason"] = 1
    if status == "LIVE_STREAM_OFFLINE":
        found["liveStreamability"] = {"liveStreamabilityRenderer": {"pollDelayMs": "15000"}}
    return found
