"""`python -m reelshelf` is `reelshelf`."""

from __future__ import annotations

from reelshelf.cli import main

main()
