"""Sound for every video: a real WebM file with Opus in it, a tone where somebody speaks, else silence."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from simulators.world.sound import STEP_MS, steps

if TYPE_CHECKING:
    from simulators.world.truth import Truth

_CLUSTER_PACKETS = 300
# Opus packets of code 3: CELT narrow band, mono, five frames of 20 ms each.
_TONE_FRAMES = bytes.fromhex(
    "acaa722af549bb61b7c0a90a0b11ee"
    "ad6602b6488eaea06427eb36505dee"
    "ad80768b2eb01bc675a0181bae7bee"
    "b04dc57d0cbe7639bea085e1882fee"
    "ad66045fb577957c873429ede03fee"
)
"""440 Hz as libopus writes it at its lowest rate; 44 whole waves, so that they may follow each other."""
_TONE = b"\x9b\x05" + _TONE_FRAMES
_SILENT_FRAMES = b"\xff\xfe" * 5
_FILLING = len(_TONE_FRAMES) - len(_SILENT_FRAMES) - 1
# Filled up to the length of the other, so that a file's size does not depend on what is said.
_SILENCE = b"\x9b\x45" + bytes((_FILLING,)) + _SILENT_FRAMES + bytes(_FILLING)


def _size(length: int) -> bytes:
    return struct.pack(">Q", length | 1 << 56)


def _element(name: str, body: bytes) -> bytes:
    return bytes.fromhex(name) + _size(len(body)) + body


def _number(name: str, value: int) -> bytes:
    return _element(name, value.to_bytes(8, "big"))


def _block(index: int, packet: bytes) -> bytes:
    return _element("a3", b"\x81" + struct.pack(">h", index * STEP_MS) + b"\x80" + packet)


_HEADER = _element(
    "1a45dfa3",
    _number("4286", 1) + _number("42f7", 1) + _number("42f2", 4) + _number("42f3", 8)
    + _element("4282", b"webm") + _number("4287", 4) + _number("4285", 2),
)  # fmt: skip
_OPUS_HEAD = b"OpusHead" + struct.pack("<BBHIhB", 1, 1, 312, 48000, 0, 0)
_TRACK = _element(
    "1654ae6b",
    _element(
        "ae",
        _number("d7", 1) + _number("73c5", 1) + _number("83", 2) + _element("86", b"A_OPUS")
        + _element("63a2", _OPUS_HEAD)
        + _element("e1", _element("b5", struct.pack(">d", 48000.0)) + _number("9f", 1)),
    ),
)  # fmt: skip
_BLOCKS = [(_block(index, _SILENCE), _block(index, _TONE)) for index in range(_CLUSTER_PACKETS)]
_BLOCK_BYTES = len(_BLOCKS[0][0])
_CLUSTER_OVERHEAD = len(_element("1f43b675", _number("e7", 0)))


def size(duration_seconds: int, youtube_id: str) -> int:
    """How many bytes `audio` has, without making it."""
    packets = duration_seconds * 1000 // STEP_MS
    clusters = -(-packets // _CLUSTER_PACKETS)
    return len(_start(0, youtube_id, 0)) + clusters * _CLUSTER_OVERHEAD + packets * _BLOCK_BYTES


def audio(video: Truth) -> bytes:
    """A WebM file of the video's length. Its title tag is the video's id, so that it is known again later."""
    spoken = steps(video)
    clusters = [
        _cluster(begin, spoken[begin : begin + _CLUSTER_PACKETS])
        for begin in range(0, len(spoken), _CLUSTER_PACKETS)
    ]
    body = b"".join(clusters)
    return _start(video.duration_seconds, video.youtube_id, len(body)) + body


def _cluster(begin: int, spoken: bytes) -> bytes:
    blocks = b"".join([_BLOCKS[index][tone] for index, tone in enumerate(spoken)])
    return _element("1f43b675", _number("e7", begin * STEP_MS) + blocks)


def _start(duration_seconds: int, youtube_id: str, clusters_length: int) -> bytes:
    info = _element(
        "1549a966",
        _number("2ad7b1", 1_000_000) + _element("4489", struct.pack(">d", duration_seconds * 1000.0))
        + _element("7ba9", youtube_id.encode()) + _element("4d80", b"sim") + _element("5741", b"sim"),
    )  # fmt: skip
    inner = info + _TRACK
    return _HEADER + bytes.fromhex("18538067") + _size(len(inner) + clusters_length) + inner
