"""300 videos from link to stored captions: Reelshelf, the yt-dlp command, a bare loop over its library."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.measure import Row, cpu_seconds, median
from bench.running import Running, reelshelf_up
from simulators.running import simulator_process
from simulators.world.ids import video_ids
from simulators.world.truth import truth

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulators.running import RunningSimulator

VIDEOS = 300
PROCESSES = 2
LOOK_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Setting:
    """How the upstream behaves. Replies with the list of 149 translation languages cost yt-dlp most."""

    name: str
    latency_seconds: float
    rounds: int
    translations: bool
    command: bool
    """Whether the yt-dlp command, which takes minutes, runs too."""


SETTINGS = (
    Setting("at 0 ms", 0.0, 3, translations=True, command=True),
    Setting("at 0 ms, replies without translations", 0.0, 3, translations=False, command=False),
    Setting("at 200 ms", 0.2, 1, translations=True, command=True),
)


@dataclass(frozen=True, slots=True)
class Run:
    """One contender's way through all videos."""

    seconds: float
    cpu_seconds: float
    requests: int
    captions: int


def run(folder: Path) -> list[Row]:
    rows: list[Row] = []
    for setting in SETTINGS:
        with simulator_process(
            folder, latency_seconds=setting.latency_seconds, translations_for_all=setting.translations
        ) as simulator:
            rows += _compare(folder, simulator, setting)
    return rows


def _compare(folder: Path, simulator: RunningSimulator, setting: Setting) -> list[Row]:
    contenders: dict[str, Callable[[], Run]] = {
        f"bare loop, {PROCESSES} processes": lambda: _bare(simulator),
        "Reelshelf": lambda: _ours(folder, simulator),
    }
    runs: dict[str, list[Run]] = {name: [] for name in contenders}
    for _ in range(setting.rounds):
        for name, contend in contenders.items():
            runs[name].append(contend())
    if setting.command:
        runs["yt-dlp command"] = [_command(simulator)]
    name = f"{VIDEOS} videos {setting.name}"
    ours = median([each.seconds for each in runs["Reelshelf"]])
    return [_row(name, contender, found, ours) for contender, found in runs.items()]


def _row(name: str, contender: str, runs: list[Run], ours_seconds: float) -> Row:
    seconds = median([each.seconds for each in runs])
    figures = {
        "wall s": seconds,
        "videos/s": VIDEOS / seconds,
        "CPU ms/video": median([each.cpu_seconds for each in runs]) / VIDEOS * 1000,
        "requests/video": median([each.requests for each in runs]) / VIDEOS,
    }
    rival = contender != "Reelshelf"
    return Row(
        name,
        contender,
        figures,
        ratio=seconds / ours_seconds if rival else None,
        against="the time of Reelshelf" if rival else "",
        notes=f"{runs[0].captions} with captions",
        samples={"wall s": [each.seconds for each in runs]},
    )


def _ours(folder: Path, simulator: RunningSimulator) -> Run:
    """From the request to the last video's completion, everything stored."""
    with tempfile.TemporaryDirectory(dir=folder) as home:
        Path(home).chmod(0o711)
        settings = {"extractor_processes": str(PROCESSES)}
        with reelshelf_up(Path(home) / "data", simulator, **settings) as running:
            _import(running, video_ids(20, seed=99))  # connections, caches and processes are warm for both
            simulator.control.reset_log()
            cpu_before = cpu_seconds(running.pid)
            started = time.perf_counter()
            job = _import(running, video_ids(VIDEOS))
            seconds = time.perf_counter() - started
            used = cpu_seconds(running.pid) - cpu_before
            _assert_true(running, job)
    return Run(seconds, used, _requests(simulator), job["with_captions"])


def _import(running: Running, youtube_ids: list[str]) -> dict[str, Any]:
    shelf = running.create_list(f"{len(youtube_ids)} videos")
    links = [f"https://youtu.be/{each}" for each in youtube_ids]
    answer = running.client.post(f"/api/lists/{shelf}/videos/batch", json={"urls": links})
    answer.raise_for_status()
    while True:
        job: dict[str, Any] = running.client.get(f"/api/jobs/{answer.json()['job_id']}").json()
        if job["status"] == "completed":
            return job
        time.sleep(LOOK_SECONDS)


def _assert_true(running: Running, job: dict[str, Any]) -> None:
    assert job["complete"] == VIDEOS, job
    cursor: str | None = ""
    while cursor is not None:
        query = {"limit": "200", **({"cursor": cursor} if cursor else {})}
        page = running.client.get(f"/api/lists/{job['list_id']}/videos", params=query).json()
        for video in page["items"]:
            known = truth(video["youtube_id"])
            assert (video["title"], video["channel"]) == (known.title, known.channel)
            assert video["duration"] == known.duration_seconds
        cursor = page["next_cursor"]


def _bare(simulator: RunningSimulator) -> Run:
    ids = video_ids(VIDEOS)
    shares = [ids[number::PROCESSES] for number in range(PROCESSES)]
    simulator.control.reset_log()
    started = time.perf_counter()
    command = [sys.executable, "-m", "bench.bare_loop", simulator.proxy_url]
    before = os.times()
    processes = [_start(command, simulator, "\n".join(share)) for share in shares]
    captions = 0
    for process in processes:
        output, _ = process.communicate()
        assert process.returncode == 0, "the bare loop failed"
        captions += int(output.rpartition(b'"captions": ')[2].rstrip(b"}\n"))
    return Run(time.perf_counter() - started, _children_since(before), _requests(simulator), captions)


def _command(simulator: RunningSimulator) -> Run:
    """`yt-dlp` as its manual says, for the same list, with its own choice of captions."""
    simulator.control.reset_log()
    with tempfile.TemporaryDirectory() as target:
        command = [
            sys.executable,
            "-m",
            "yt_dlp",
            "--ignore-config",
            "--quiet",
            "--no-warnings",
            "--skip-download",
        ]
        command += ["--write-info-json", "--write-subs", "--write-auto-subs", "--sub-langs", ".*-orig,en"]
        command += ["--ignore-no-formats-error", "--no-cache-dir", "--compat-options", "no-certifi"]
        command += ["--proxy", simulator.proxy_url, "--paths", target, "--batch-file", "-"]
        before, started = os.times(), time.perf_counter()
        links = "\n".join(f"https://www.youtube.com/watch?v={each}" for each in video_ids(VIDEOS))
        process = _start(command, simulator, links)
        process.communicate()
        seconds = time.perf_counter() - started
        captions = len({path.name[:40] for path in Path(target).glob("*.vtt")})
    return Run(seconds, _children_since(before), _requests(simulator), captions)


def _start(command: list[str], simulator: RunningSimulator, text: str) -> subprocess.Popen[bytes]:
    with tempfile.TemporaryFile() as given:
        given.write(text.encode())
        given.seek(0)
        return subprocess.Popen(
            command,
            stdin=given,
            stdout=subprocess.PIPE,
            env={**os.environ, "SSL_CERT_FILE": str(simulator.ca_file)},
        )


def _children_since(before: os.times_result) -> float:
    now = os.times()
    return now.children_user + now.children_system - before.children_user - before.children_system


def _requests(simulator: RunningSimulator) -> int:
    """To YouTube itself; pictures are the browser's."""
    counts = simulator.control.counts()["endpoints"]
    return sum(count for endpoint, count in counts.items() if endpoint != "thumbnail")
