"""A real Chromium on a real `reelshelf up`: how soon things are seen, and how smoothly ten thousand tiles scroll.

`BENCH_IMPORT_MINUTES=10 python -m bench browser` watches the memory of the page for ten minutes instead of one.
"""

from __future__ import annotations

import asyncio
import gzip
import json
import os
import subprocess
from pathlib import Path
from typing import Any

import asyncpg
import psutil

from bench.measure import Row, median, percentile
from bench.running import Running, reelshelf_up
from reelshelf.progress.retention import RETENTION_LOCK
from reelshelf.supervisor.running import find_running
from simulators.running import simulator_process

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = ROOT / "scripts" / "chromium"
STATIC = ROOT / "src" / "reelshelf" / "static"
LATENCY_SECONDS = 0.15

# The last act of a transaction, right before it is committed: what is measured is rather too long.
_AS_WRITTEN = "ALTER TABLE job_progress_events ALTER created_at SET DEFAULT clock_timestamp()"
_COMMITTED = """
SELECT v.youtube_id, (e.event->>'progress')::int AS percent, extract(epoch FROM min(e.created_at))::float8 AS at
FROM job_progress_events e JOIN videos v ON v.id = e.video_id
WHERE e.event->>'type' = 'import_progress' GROUP BY 1, 2
"""


def run(folder: Path) -> list[Row]:
    with (
        simulator_process(folder, latency_seconds=LATENCY_SECONDS) as simulator,
        reelshelf_up(folder / "data", simulator) as running,
    ):
        load = f"load average {psutil.getloadavg()[0]:.1f} of {psutil.cpu_count()} cores before"
        seen, committed = asyncio.run(_seen_and_committed(folder, running))
    delays = [
        (paint["at"] - committed[paint["youtube_id"], paint["percent"]]) * 1000
        for paint in seen["paints"]
        if (paint["youtube_id"], paint["percent"]) in committed
    ]
    return [*_soon(seen, delays, load), *_smooth(seen, load), _memory(seen, load), _first_load()]


def _in_browser(folder: Path, running: Running) -> dict[str, Any]:
    made = running.client.post("/api/users", json={"email": "somebody@example.org"})
    made.raise_for_status()
    output = folder / "seen.json"
    chromium = subprocess.run([str(CHROMIUM)], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()
    environment = {
        **os.environ,
        "CHROMIUM_PATH": chromium,
        "BENCH_SIGN_IN_LINK": made.json()["sign_in_link"],
        "BENCH_OUTPUT": str(output),
    }
    command = ["npx", "playwright", "test", "--config", "../e2e/measure.config.ts"]
    subprocess.run(command, check=True, cwd=ROOT / "web", env=environment)
    seen: dict[str, Any] = json.loads(output.read_text(encoding="utf-8"))
    return seen


async def _seen_and_committed(
    folder: Path, running: Running
) -> tuple[dict[str, Any], dict[tuple[str, int], float]]:
    """What the page noted, and when each video came to each percentage, in seconds since 1970."""
    note = find_running(folder / "data")
    assert note is not None
    connection = await asyncpg.connect(note.database_url)
    try:
        await connection.execute(_AS_WRITTEN)
        # While somebody holds it no event is forgotten: those of the first import are asked for after the last.
        await connection.execute("SELECT pg_advisory_lock($1)", RETENTION_LOCK)
        seen = await asyncio.to_thread(_in_browser, folder, running)
        rows = await connection.fetch(_COMMITTED)
    finally:
        await connection.close()
    return seen, {(row["youtube_id"], row["percent"]): row["at"] for row in rows}


def _soon(seen: dict[str, Any], delays: list[float], load: str) -> list[Row]:
    drops = seen["drop_ms"]
    confirm, more = seen["confirm_ms"], seen["confirm_10000_ms"]
    return [
        Row(
            "drop → tile",
            "one link",
            {"median ms": median(drops), "slowest ms": max(drops)},
            notes=load,
            samples={"ms": drops},
        ),
        Row(
            "confirm → painted",
            "1,000 links",
            {"first screen ms": confirm["painted"], "all ms": confirm["all"]},
        ),
        Row("confirm → painted", "10,000 links", {"first screen ms": more["painted"], "all ms": more["all"]}),
        Row(
            "commit → paint",
            "an import of 1,000",
            {"p50 ms": percentile(delays, 0.5), "p99 ms": percentile(delays, 0.99), "seen": len(delays)},
            notes="tiles in sight; from the last act of the transaction to after the frame",
            samples={"ms": delays},
        ),
    ]


def _smooth(seen: dict[str, Any], load: str) -> list[Row]:
    name = "scrolling 10,000 tiles, importing"
    empty = median([each["perSecond"] for each in seen["empty_page"]])
    ours = median([each["perSecond"] for each in seen["scrolled"]])
    return [
        Row(
            name,
            "an empty page, not scrolling",
            {"frames/s": empty, "longest ms": max(each["longestMs"] for each in seen["empty_page"])},
            notes=load,
        ),
        Row(
            name,
            "Reelshelf",
            {
                "frames/s": ours,
                "longest ms": max(each["longestMs"] for each in seen["scrolled"]),
                "frames over 100 ms": sum(each["over100Ms"] for each in seen["scrolled"]),
                "DOM nodes": max(each["nodes"] for each in seen["scrolled"]),
            },
            ratio=ours / empty,
            against="the frames of an empty page",
            notes="drawn in software, on the cores that import",
        ),
    ]


def _memory(seen: dict[str, Any], load: str) -> Row:
    heap = seen["heap"]
    grown = (heap["after"] - heap["before"]) / heap["minutes"]
    return Row(
        f"memory of the page, {heap['minutes']} minutes of an import of 10,000",
        "JavaScript in use",
        {"MB": heap["after"] / 1e6, "MB more a minute": grown / 1e6},
        notes=load,
    )


def _first_load() -> Row:
    """Every script the page names; what is behind a click comes later."""
    page = (STATIC / "index.html").read_text(encoding="utf-8")
    scripts = [script for script in (STATIC / "assets").glob("*.js") if f"assets/{script.name}" in page]
    size = sum(len(gzip.compress(script.read_bytes())) for script in scripts)
    return Row("first load", "JavaScript, gzip", {"kB": size / 1000, "files": len(scripts)})
