"""What is large is read in a process of its own: with the same outcome, within its limits, and told no secret."""

from __future__ import annotations

import asyncio
import io
import os
import subprocess
import sys
import tempfile
import zipfile
from typing import TYPE_CHECKING
from uuid import uuid4

import orjson
import psutil
import pytest

from reelshelf.imports.entries import InputTooLarge, UnreadableFile
from reelshelf.imports.formats.export import ExportItem, render_csv, render_html, render_json
from reelshelf.imports.reader import ADDRESS_SPACE_BYTES
from reelshelf.imports.reading import LARGE_BYTES, Read, UnusableBody, ending_of, parse, read_body, read_file
from simulators.world.ids import video_ids

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

ITEMS = [
    ExportItem(
        youtube_id=each,
        title=f"“Title” {number}, 🎬",
        channel="Talks; and more",
        duration_seconds=number,
        published_at="2024-05-01T10:00:00Z",
        added_at="2026-11-27T05:00:00Z",
        notes="said\nin two lines " * 40,
        tags=("a,b", "ü"),
    )
    for number, each in enumerate(video_ids(1_500))
]


async def read_upload(content: bytes, filename: str | None = None) -> Read:
    """As it waits on the disk."""
    with tempfile.TemporaryFile() as file:
        file.write(content)
        return await read_file(file, len(content), filename)


def zipped(content: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("list.csv", content)
    return written.getvalue()


@pytest.mark.parametrize("render", [render_csv, render_json, render_html])
async def test_a_large_file_says_the_same_as_in_small(render: Callable[[Iterable[ExportItem]], str]) -> None:
    content = render(ITEMS).encode()
    assert len(content) > LARGE_BYTES
    read = await read_upload(content, "list.csv")
    assert read == parse("file", content, "list.csv")
    assert len(read.parsed.videos) == len(ITEMS)


async def test_an_archive_is_read_there_whatever_its_size() -> None:
    content = zipped(render_csv(ITEMS[:3]).encode())
    assert await read_upload(content, "a.zip") == parse("file", content, "a.zip")


async def test_a_large_body_says_the_same_as_in_small() -> None:
    text = "\n".join(["no link", *(f"https://youtu.be/{each}" for each in video_ids(36_000))])
    preview = orjson.dumps({"text": text, "list_id": uuid4()})
    batch = orjson.dumps({"urls": text.split("\n")})
    assert min(len(preview), len(batch)) > LARGE_BYTES
    assert await read_body("preview", preview) == parse("preview", preview)
    assert await read_body("batch", batch) == parse("batch", batch)


@pytest.mark.parametrize(
    ("body", "words"), [(b"no JSON", "no|not JSON"), (b'{"urls": 5}', "urls"), (b"{}", "either urls or text")]
)
async def test_a_body_of_another_shape_is_refused_in_words(body: bytes, words: str) -> None:
    for sent in (body, body + b" " * LARGE_BYTES):
        with pytest.raises(UnusableBody, match=words):
            await read_body("batch", sent)


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"[" + b"[]," * 16_000_000 + b"[]]", InputTooLarge),
        (b"x\n" * 600_000, InputTooLarge),
        (b"\x00" * 2_000_000, UnreadableFile),
        (b"[" * 2_000_000, UnreadableFile),
    ],
    ids=[
        "gigabytes of empty lists",
        "too many lines",
        "nothing but NUL",
        "depth",
    ],
)
async def test_what_takes_too_much_is_refused(content: bytes, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        await read_upload(content, "a.csv")


@pytest.mark.skipif(sys.platform != "linux", reason="Linux keeps such limits")
def test_the_process_has_limits_and_no_secret() -> None:
    """Asked while it waits for what it is to read."""
    with subprocess.Popen(
        [sys.executable, "-P", "-m", "reelshelf.imports.reader", str(os.getpid()), "file", ""],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={},
    ) as process:
        assert process.stdin is not None
        # More than a pipe holds: it was begun to be read.
        process.stdin.write(b"https://youtu.be/dQw4w9WgXcQ" + (b"\n" + b" " * 1_000) * 200)
        limits = psutil.Process(process.pid)
        assert limits.rlimit(psutil.RLIMIT_AS) == (ADDRESS_SPACE_BYTES, ADDRESS_SPACE_BYTES)
        assert limits.rlimit(psutil.RLIMIT_CPU)[0] > 0
        answer, _ = process.communicate()
    assert orjson.loads(answer)["parsed"]["videos"][0]["youtube_id"] == "dQw4w9WgXcQ"


async def test_whoever_leaves_takes_the_process_along() -> None:
    content = b"[" + b"[]," * 16_000_000 + b"[]]"
    reading = asyncio.create_task(read_upload(content, None))
    while not (children := readers()):  # noqa: ASYNC110 - nobody tells of its children
        await asyncio.sleep(0)
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    assert [each for each in children if each.is_running()] == []


def readers() -> list[psutil.Process]:
    return [
        each
        for each in psutil.Process().children()
        if each.is_running() and "reelshelf.imports.reader" in each.cmdline()
    ]


@pytest.mark.parametrize(
    ("name", "ending"),
    [("LIST.CSV", ".csv"), ("--exec=id", ""), ("a.tsv; rm -rf", ""), (None, ""), ("x.tab", ".tab")],
)
def test_of_a_name_only_its_ending_is_told(name: str | None, ending: str) -> None:
    assert ending_of(name) == ending
