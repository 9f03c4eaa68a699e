"""Files of other programs, and our own, as entries."""

from __future__ import annotations

from reelshelf.imports.formats.detect import parse_file

__all__ = ["parse_file"]
