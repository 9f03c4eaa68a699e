"""Four kinds of server with the same hidden quota, and what one gets out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulators.faults.limits import LimitSettings

if TYPE_CHECKING:
    from virtual.world import Story

QUOTA = 60
"""A minute."""
REQUESTS = 600
"""Of 200 videos: three each."""
SERVERS = {
    "fixed window": LimitSettings(kind="fixed_window", requests=QUOTA),
    "sliding window": LimitSettings(requests=QUOTA),
    "bucket": LimitSettings(kind="token_bucket", requests=QUOTA),
    "bans 5 min after 5": LimitSettings(requests=QUOTA, ban_after=5),
}


def goodput(story: Story, seconds: float | None = None) -> float:
    """What was granted, of what the quota allows until the last request, or in `seconds`."""
    return len(story.accepted) / (QUOTA * (seconds or story.accepted[-1]) / 60)
