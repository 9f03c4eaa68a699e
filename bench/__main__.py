"""`python -m bench [intake] [single] [pipeline] [limiter] [sockets] [search] [browser]`: run all or some,
print a table, keep the figures.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from bench import browser, intake, limiter, pipeline, search, single, sockets
from bench.measure import Row, keep, show

if TYPE_CHECKING:
    from collections.abc import Iterator

BENCHMARKS = {
    "intake": intake.run,
    "single": single.run,
    "pipeline": pipeline.run,
    "limiter": limiter.run,
    "sockets": sockets.run,
    "search": search.run,
    "browser": browser.run,
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*BENCHMARKS, []], help="left out: all")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where data stay for the next run")
    arguments = parser.parse_args()
    rows: list[Row] = []
    for name in arguments.names or BENCHMARKS:
        with _folder(arguments.keep, name) as folder:
            rows += BENCHMARKS[name](folder)
    show(rows)
    print(f"kept in {keep(rows)}")
    return 0


@contextmanager
def _folder(kept: Path | None, name: str) -> Iterator[Path]:
    """Readable by the account that the embedded servers run as."""
    if kept is not None:
        folder = kept / name
        folder.mkdir(mode=0o711, parents=True, exist_ok=True)
        yield folder
        return
    with tempfile.TemporaryDirectory(prefix="reelshelf-bench-") as temporary:
        folder = Path(temporary)
        folder.chmod(0o711)
        yield folder


if __name__ == "__main__":
    sys.exit(main())
