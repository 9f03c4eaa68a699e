"""Sound for every video: a real WebM file with Opus silence of the right length, as small as it can be."""

from __future__ import annotations

import struct

_PACKET_MS = 120
_CLUSTER_PACKETS = 250
_CLUSTER_MS = _PACKET_MS * _CLUSTER_PACKETS
# One Opus packet: CELT full band, mono, code 3, six silent frames of 20 ms each.
_SILENCE = b"\xfb\x06" + b"\xff\xfe" * 6


def _size(length: int) -> bytes:
    return struct.pack(">Q", length | 1 << 56)


def _element(name: str, body: bytes) -> bytes:
    return bytes.fromhex(name) + _size(len(body)) + body


def _number(name: str, value: int) -> bytes:
    return _element(name, value.to_bytes(8, "big"))


def _blocks(count: int) -> bytes:
    return b"".join(
        _element("a3", b"\x81" + struct.pack(">h", index * _PACKET_MS) + b"\x80" + _SILENCE)
        for index in range(count)
    )


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
_FULL_CLUSTER = _blocks(_CLUSTER_PACKETS)
_BLOCK_BYTES = len(_FULL_CLUSTER) // _CLUSTER_PACKETS
_CLUSTER_OVERHEAD = len(_element("1f43b675", _number("e7", 0)))


def size(duration_seconds: int, youtube_id: str) -> int:
    """How many bytes `audio` has, without making it."""
    packets = duration_seconds * 1000 // _PACKET_MS
    clusters = -(-packets // _CLUSTER_PACKETS)
    return len(_start(0, youtube_id, 0)) + clusters * _CLUSTER_OVERHEAD + packets * _BLOCK_BYTES


def audio(duration_seconds: int, youtube_id: str) -> bytes:
    """A WebM file of that length. Its title tag is the video's id, so that it is known again later."""
    packets = duration_seconds * 1000 // _PACKET_MS
    full, rest = divmod(packets, _CLUSTER_PACKETS)
    clusters = [_cluster(index, _FULL_CLUSTER) for index in range(full)]
    if rest:
        clusters.append(_cluster(full, _blocks(rest)))
    body = b"".join(clusters)
    return _start(duration_seconds, youtube_id, len(body)) + body


def _cluster(index: int, blocks: bytes) -> bytes:
    return _element("1f43b675", _number("e7", index * _CLUSTER_MS) + blocks)


def _start(duration_seconds: int, youtube_id: str, clusters_length: int) -> bytes:
    info = _element(
        "1549a966",
        _number("2ad7b1", 1_000_000) + _element("4489", struct.pack(">d", duration_seconds * 1000.0))
        + _element("7ba9", youtube_id.encode()) + _element("4d80", b"sim") + _element("5741", b"sim"),
    )  # fmt: skip
    inner = info + _TRACK
    return _HEADER + bytes.fromhex("18538067") + _size(len(inner) + clusters_length) + inner
