"""How a process takes turns with all others on its machine."""

from __future__ import annotations

import os
import time
from pathlib import Path

_AUTOGROUP = Path("/proc/self/autogroup")
_TRIES = 5
_REST_SECONDS = 0.12
"""The kernel takes ten such wishes a second, from all processes together."""


def session_as_nice_as_its_leader() -> None:
    """Let our session stand back as far as we do.

    Linux shares the processor out among sessions first, and within each of them by niceness: a session of its own makes
    a nice process as greedy as any other. Does nothing where we lead no session, or there is no such thing.
    """
    if os.getsid(0) != os.getpid():
        return
    niceness = os.getpriority(os.PRIO_PROCESS, 0)
    for _ in range(_TRIES):
        try:
            _AUTOGROUP.write_text(str(niceness), encoding="ascii")
        except BlockingIOError:
            time.sleep(_REST_SECONDS)
        except OSError:
            return
        else:
            return
