"""`python -m bench [intake] [single] [pipeline] [limiter] [sockets] [search]`: run all or some, print a table,
keep the figures.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from bench import intake, limiter, pipeline, search, single, sockets
from bench.measure import Row, keep, show

BENCHMARKS = {
    "intake": intake.run,
    "single": single.run,
    "pipeline": pipeline.run,
    "limiter": limiter.run,
    "sockets": sockets.run,
    "search": search.run,
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*BENCHMARKS, []], help="left out: all")
    names = parser.parse_args().names or list(BENCHMARKS)
    rows: list[Row] = []
    for name in names:
        with tempfile.TemporaryDirectory(prefix="reelshelf-bench-") as folder:
            Path(folder).chmod(0o711)
            rows += BENCHMARKS[name](Path(folder))
    show(rows)
    print(f"kept in {keep(rows)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
