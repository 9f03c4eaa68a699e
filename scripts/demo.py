"""Watch an import without touching YouTube: a simulated YouTube, 300 links, and `reelshelf up` beside each other.

    python scripts/demo.py [--data-dir DIR] [--latency 0.15] [--port 0] [--no-open]

Without `--data-dir` everything lives in a temporary folder that is gone afterwards. Ctrl-C stops both.
"""
# ruff: noqa: INP001 - a script, not a package

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NoReturn

_ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(_ROOT / "tests"))

from simulators import Trouble, playlist_id, trouble_id, video_ids  # noqa: E402 - found through the line above
from simulators.running import RunningSimulator, simulator_process  # noqa: E402 - the same

_FORMS = (
    "https://www.youtube.com/watch?v={}",
    "https://youtu.be/{}",
    "https://www.youtube.com/watch?v={}&t=42s&feature=share",
    "https://m.youtube.com/watch?v={}",
    "https://www.youtube.com/shorts/{}",
    "https://www.youtube.com/embed/{}",
    "Seen yesterday: https://youtu.be/{}?si=Qz3x",
)
_TROUBLES = (
    Trouble.PRIVATE,
    Trouble.DELETED,
    Trouble.NO_CAPTIONS,
    Trouble.CAPTIONS_EMPTY,
    Trouble.REGION_BLOCKED,
    Trouble.PLAYER_429,
)
_STOP_SECONDS = 30


def links(count: int) -> list[str]:
    """`count` links in all the forms people paste them in; a few lead to videos that have a trouble."""
    ids = video_ids(count - len(_TROUBLES))
    for place, trouble in enumerate(_TROUBLES):
        ids.insert(20 + 40 * place, trouble_id(trouble, 1))
    return [_FORMS[index % len(_FORMS)].format(youtube_id) for index, youtube_id in enumerate(ids)]


def main() -> int:
    options = _options()
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        if options.data_dir:
            return _show(options.data_dir.resolve(), options)
        with tempfile.TemporaryDirectory(prefix="reelshelf-demo-") as folder:
            return _show(Path(folder), options)
    except KeyboardInterrupt:
        return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Watch an import against a simulated YouTube.")
    parser.add_argument("--data-dir", type=Path, help="keep everything here instead of in a temporary folder")
    parser.add_argument("--latency", type=float, default=0.15, help="seconds every answer of YouTube takes")
    parser.add_argument("--count", type=int, default=300, help="how many links")
    parser.add_argument("--port", type=int, default=0, help="of Reelshelf; 0 takes a free one")
    parser.add_argument("--no-open", action="store_true", help="do not open a browser")
    return parser.parse_args()


def _interrupt(*_: object) -> NoReturn:
    raise KeyboardInterrupt


def _show(folder: Path, options: argparse.Namespace) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "links.txt"
    file.write_text("\n".join(links(options.count)) + "\n", encoding="utf-8")
    with simulator_process(folder / "simulator", latency_seconds=options.latency) as simulator:
        _explain(file, options.count, simulator)
        return _reelshelf(folder, simulator, options)


def _explain(file: Path, count: int, simulator: RunningSimulator) -> None:
    sys.stdout.write(
        f"\nA simulated YouTube is running. Reelshelf starts next and prints a link to sign in with.\n"
        f"Nothing leaves this machine, and your own shelf is not touched.\n\n"
        f"  1. Open the sign-in link.\n"
        f"  2. Drag this file onto the page, or copy what is in it and press Ctrl+V there ({count} links):\n"
        f"       {file}\n"
        f"  3. Watch the tiles fill. {len(_TROUBLES)} of the videos have a trouble: private, deleted, no captions…\n"
        f"     Those that certainly have no captions get some by simulated speech recognition a little later.\n"
        f"  4. A whole playlist of 120 videos goes in as one link:\n"
        f"       https://www.youtube.com/playlist?list={playlist_id(120, seed=7)}\n"
        f"  5. Let YouTube refuse everything for a while, and then be kind again:\n"
        f"       curl -X PUT {simulator.control_url}/faults/youtube -d '{{\"status\": 429}}'\n"
        f"       curl -X PUT {simulator.control_url}/faults/youtube -d '{{\"status\": null}}'\n\n"
        f"Ctrl-C here stops everything.\n\n"
    )
    sys.stdout.flush()


def _reelshelf(folder: Path, simulator: RunningSimulator, options: argparse.Namespace) -> int:
    """Run `reelshelf up` until it ends or Ctrl-C is pressed; its exit code."""
    command = [_console_script(), "up", "--port", str(options.port), "--data-dir", str(folder / "shelf")]
    # A session of its own: Ctrl-C comes here first, and is passed on exactly once. A working directory of its
    # own: a .env file lying about must not lead the demonstration to somebody's real shelf.
    child = subprocess.Popen(  # noqa: S603 - our own console script
        [*command, *(["--no-open"] if options.no_open else [])],
        env=_environment(simulator),
        cwd=folder,
        start_new_session=True,
    )
    try:
        return child.wait()
    finally:
        _stop(child)


def _environment(simulator: RunningSimulator) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("REELSHELF_")}
    return {
        **kept,
        "REELSHELF_OUTBOUND_PROXY": simulator.proxy_url,
        "REELSHELF_OUTBOUND_CA_FILE": str(simulator.ca_file),
        # A simulated YouTube need not be spared; nobody wants to watch for an hour.
        "REELSHELF_YOUTUBE_REQUESTS_PER_HOUR": "100000000",
        # A simulated Groq takes any key.
        "REELSHELF_GROQ_API_KEY": "simulated",
        "REELSHELF_SPEECH_AUDIO_SECONDS_PER_DAY": "100000000",
    }


def _console_script() -> str:
    return str(Path(sys.executable).parent / "reelshelf")


def _stop(child: subprocess.Popen[bytes]) -> None:
    if child.poll() is not None:
        return
    child.terminate()
    try:
        child.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()


if __name__ == "__main__":
    sys.exit(main())
