"""The smallest JPEG writer that makes a colour gradient: baseline, one constant colour per 8×8 block.

Tables and layout follow ITU T.81 annex K, with only the Huffman codes that constant blocks need.
"""

from __future__ import annotations

import struct

Colour = tuple[int, int, int]
"""Y, Cb, Cr, 0 to 255."""

# Lengths of 1 to 16 bits, then the symbols: DC categories 0 to 8; AC has only "end of block".
_DC_COUNTS = bytes([0, 1, 5, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
_DC_SYMBOLS = bytes(range(9))
_AC_COUNTS = bytes([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
_AC_SYMBOLS = bytes([0])
# With these lengths: 00 | 010 011 100 101 110 | 1110 | 11110 | 111110.
_DC_CODES = ("00", "010", "011", "100", "101", "110", "1110", "11110", "111110")
_END_OF_BLOCK = "0"
# A quantiser of 8 for DC makes one step one unit of brightness: the transform scales a flat block by 8.
_QUANTISER = bytes([8] * 64)


def gradient(width: int, height: int, start: Colour, end: Colour) -> bytes:
    """A picture that runs from `start` (top left) to `end` (bottom right)."""
    columns, rows = -(-width // 8), -(-height // 8)
    bits, last = [], [128, 128, 128]
    for row in range(rows):
        for column in range(columns):
            share = (row * columns + column * rows) / (2 * rows * columns)
            for part in range(3):
                value = round(start[part] + (end[part] - start[part]) * share)
                bits.append(_DC[value - last[part]] + _END_OF_BLOCK)
                last[part] = value
    return _head(width, height) + _packed("".join(bits)) + b"\xff\xd9"


def _difference(value: int) -> str:
    size = abs(value).bit_length()
    if size == 0:
        return _DC_CODES[0]
    extra = value if value > 0 else value + (1 << size) - 1
    return _DC_CODES[size] + format(extra, f"0{size}b")


_DC = {value: _difference(value) for value in range(-255, 256)}


def _packed(bits: str) -> bytes:
    bits += "1" * (-len(bits) % 8)
    return int(bits, 2).to_bytes(len(bits) // 8, "big").replace(b"\xff", b"\xff\x00")


def _segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def _head(width: int, height: int) -> bytes:
    components = b"".join(bytes([number, 0x11, 0]) for number in (1, 2, 3))
    scan = b"".join(bytes([number, 0]) for number in (1, 2, 3))
    return (
        b"\xff\xd8"
        + _segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0")
        + _segment(0xDB, b"\0" + _QUANTISER)
        + _segment(0xC0, struct.pack(">BHHB", 8, height, width, 3) + components)
        + _segment(0xC4, b"\x00" + _DC_COUNTS + _DC_SYMBOLS)
        + _segment(0xC4, b"\x10" + _AC_COUNTS + _AC_SYMBOLS)
        + _segment(0xDA, b"\3" + scan + b"\0\x3f\0")
    )
