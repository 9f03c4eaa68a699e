"""The process in which large things are read: `python -m reelshelf.imports.reader PARENT KIND [ENDING]`.

The content is its standard input, a pipe or a file. It writes one JSON object: `{"parsed", "list_id"}`, or
`{"refusal", "message"}`. One that takes too much memory or time ends without.
"""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

import orjson

from reelshelf.imports.reading import KINDS, REFUSALS, parse
from reelshelf.kit.parent import die_with_parent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reelshelf.imports.reading import Kind

ADDRESS_SPACE_BYTES = 1024**3
CPU_SECONDS = 15
"""Three times what fifty megabytes of watch history take."""
NICENESS = 5


def main(arguments: Sequence[str]) -> None:
    parent, kind_named, ending = arguments
    die_with_parent(int(parent))
    os.nice(NICENESS)
    _limit()
    # It lives for a moment, and makes millions of things that it needs to the end.
    gc.disable()
    kind = next(each for each in KINDS if each == kind_named)
    sys.stdout.buffer.write(orjson.dumps(_answer(kind, ending or None)))


def _answer(kind: Kind, ending: str | None) -> dict[str, object]:
    try:
        read = parse(kind, _content(), ending)
    except tuple(REFUSALS.values()) as refusal:
        return {"refusal": type(refusal).__name__, "message": str(refusal)}
    return {"parsed": read.parsed, "list_id": read.list_id}


def _content() -> bytes:
    if sys.stdin.seekable():
        os.lseek(0, 0, os.SEEK_SET)
    return sys.stdin.buffer.read()


def _limit() -> None:
    if sys.platform == "linux":
        import resource  # noqa: PLC0415 - not on every system

        for kind, limit in (
            (resource.RLIMIT_AS, ADDRESS_SPACE_BYTES),
            (resource.RLIMIT_CPU, CPU_SECONDS),
            (resource.RLIMIT_CORE, 0),
        ):
            _, most = resource.getrlimit(kind)
            allowed = limit if most < 0 else min(limit, most)
            resource.setrlimit(kind, (allowed, allowed))


if __name__ == "__main__":
    main(sys.argv[1:])
