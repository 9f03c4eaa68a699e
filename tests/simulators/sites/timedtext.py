"""`/api/timedtext`: caption bodies. Automatic ones roll, as YouTube's do."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from simulators.sites.padding import fragment
from simulators.world.cues import CueTruth, cues
from simulators.world.speech import LINES, words_of

if TYPE_CHECKING:
    from simulators.world.truth import TrackTruth, Truth

CONTENT_TYPES = {
    "json3": "application/json; charset=UTF-8",
    "vtt": "text/vtt; charset=UTF-8",
    "srt": "text/plain; charset=UTF-8",
    "ttml": "text/xml; charset=UTF-8",
}
XML = "text/xml; charset=UTF-8"

# Ten words fit into the shortest line.
_WORD_MS = 180
_ROLL_MS = 10
_JSON3_MANUAL = b'{"wireMagic":"pb3","pens":[{}],"wsWinStyles":[{}],"wpWinPositions":[{}],"events":['
_JSON3_AUTOMATIC = (
    b'{"wireMagic":"pb3","pens":[{}],"wsWinStyles":[{},{"mhModeHint":2,"juJustifCode":0,"sdScrollDir":3}],'
    b'"wpWinPositions":[{},{"apPoint":6,"ahHorPos":20,"avVerPos":100,"rcRows":2,"ccCols":40}],"events":['
    b'{"tStartMs":0,"dDurationMs":%d,"id":1,"wpWinPosId":1,"wsWinStyleId":1}'
)


def body(video: Truth, track: TrackTruth, form: str, translated_to: str | None = None) -> bytes:
    """One caption file. `form` is json3, vtt, srt, srv1, srv2, srv3 or ttml; anything else gives srv1."""
    spoken = cues(video, track)
    if translated_to:
        spoken = tuple(
            CueTruth(cue.start_ms, cue.end_ms, f"[{translated_to}] {cue.text}", -1) for cue in spoken
        )
    if form == "json3":
        return _json3_automatic(video, track, spoken) if track.automatic else _json3_manual(spoken)
    if form == "vtt":
        header = f"WEBVTT\nKind: captions\nLanguage: {translated_to or track.language}\n\n"
        return (header + (_vtt_rolling(track, spoken) if track.automatic else _vtt_plain(spoken))).encode()
    if form == "srt":
        return _srt(spoken).encode()
    writers = {"srv2": _srv2, "srv3": _srv3, "ttml": _ttml}
    return writers.get(form, _srv1)(spoken, track).encode()


def _json3_manual(spoken: tuple[CueTruth, ...]) -> bytes:
    events = [
        b'{"tStartMs":%d,"dDurationMs":%d,"segs":[{"utf8":%b}]}'
        % (cue.start_ms, cue.end_ms - cue.start_ms, fragment(cue.text))
        for cue in spoken
    ]
    return _JSON3_MANUAL + b",".join(events) + b"]}"


def _json3_automatic(video: Truth, track: TrackTruth, spoken: tuple[CueTruth, ...]) -> bytes:
    """Each line stays on screen while the next is spoken; a lone line break pushes it up."""
    events = [_JSON3_AUTOMATIC % (video.duration_seconds * 1000)]
    for index, cue in enumerate(spoken):
        until = spoken[min(index + 1, len(spoken) - 1)].end_ms
        events.append(
            b'{"tStartMs":%d,"dDurationMs":%d,"wWinId":1,"segs":[%b]}'
            % (cue.start_ms, until - cue.start_ms, _segments(track.language, cue))
        )
        if index + 1 < len(spoken):
            events.append(
                b'{"tStartMs":%d,"dDurationMs":%d,"wWinId":1,"aAppend":1,"segs":[{"utf8":"\\n"}]}'
                % (cue.end_ms - _ROLL_MS, until - cue.end_ms + _ROLL_MS)
            )
    return b",".join(events) + b"]}"


def _segments(language: str, cue: CueTruth) -> bytes:
    return _known_segments(language, cue.line) if cue.line >= 0 else _encode_segments(cue.text, language)


@cache
def _known_segments(language: str, line: int) -> bytes:
    return _encode_segments(LINES.get(language, LINES["en"])[line], language)


def _encode_segments(text: str, language: str) -> bytes:
    words = words_of(text, language)
    first = b'{"utf8":%b,"acAsrConf":0}' % fragment(words[0])
    others = [
        b'{"utf8":%b,"tOffsetMs":%d,"acAsrConf":0}' % (fragment(word), index * _WORD_MS)
        for index, word in enumerate(words[1:], start=1)
    ]
    return b",".join([first, *others])


def _vtt_plain(spoken: tuple[CueTruth, ...]) -> str:
    return (
        "\n\n".join(f"{_clock(cue.start_ms)} --> {_clock(cue.end_ms)}\n{_escape(cue.text)}" for cue in spoken)
        + "\n"
    )


def _vtt_rolling(track: TrackTruth, spoken: tuple[CueTruth, ...]) -> str:
    """Two blocks a line: the growing line under the last one, then for 10 ms the finished line alone."""
    blocks, before = [], " "
    for cue in spoken:
        start, settled, end = _clock(cue.start_ms), _clock(cue.end_ms - _ROLL_MS), _clock(cue.end_ms)
        text = _escape(cue.text)
        blocks.append(
            f"{start} --> {settled} align:start position:0%\n{before}\n{_timed_words(track, cue)}\n"
        )
        blocks.append(f"{settled} --> {end} align:start position:0%\n{text}\n \n")
        before = text
    return "\n".join(blocks)


def _timed_words(track: TrackTruth, cue: CueTruth) -> str:
    words = _escaped_words(cue.text, track.language)
    timed = [
        f"<{_clock(cue.start_ms + index * _WORD_MS)}><c>{word}</c>"
        for index, word in enumerate(words[1:], start=1)
    ]
    return words[0] + "".join(timed)


@lru_cache(maxsize=1024)
def _escaped_words(text: str, language: str) -> tuple[str, ...]:
    return tuple(_escape(word) for word in words_of(text, language))


def _srt(spoken: tuple[CueTruth, ...]) -> str:
    return "\n".join(
        f"{number}\n{_clock(cue.start_ms, ',')} --> {_clock(cue.end_ms, ',')}\n{cue.text}\n"
        for number, cue in enumerate(spoken, start=1)
    )


def _srv1(spoken: tuple[CueTruth, ...], track: TrackTruth) -> str:  # noqa: ARG001 - one signature for all writers
    lines = "".join(
        f'<text start="{cue.start_ms / 1000:.3f}" dur="{(cue.end_ms - cue.start_ms) / 1000:.3f}">'
        f"{escape(escape(cue.text))}</text>"
        for cue in spoken
    )
    return f'<?xml version="1.0" encoding="utf-8" ?><transcript>{lines}</transcript>'


def _srv2(spoken: tuple[CueTruth, ...], track: TrackTruth) -> str:  # noqa: ARG001 - as above
    lines = "".join(
        f'<text t="{cue.start_ms}" d="{cue.end_ms - cue.start_ms}">{escape(cue.text)}</text>'
        for cue in spoken
    )
    return f'<?xml version="1.0" encoding="utf-8" ?><timedtext>{lines}</timedtext>'


def _srv3(spoken: tuple[CueTruth, ...], track: TrackTruth) -> str:  # noqa: ARG001 - as above
    lines = "\n".join(
        f'<p t="{cue.start_ms}" d="{cue.end_ms - cue.start_ms}">{escape(cue.text)}</p>' for cue in spoken
    )
    head = '<?xml version="1.0" encoding="utf-8" ?><timedtext format="3">'
    return f"{head}\n<body>\n{lines}\n</body>\n</timedtext>"


def _ttml(spoken: tuple[CueTruth, ...], track: TrackTruth) -> str:
    lines = "\n".join(
        f'<p begin="{_clock(cue.start_ms)}" end="{_clock(cue.end_ms)}">'
        f"{escape(cue.text).replace(chr(10), '<br />')}</p>"
        for cue in spoken
    )
    return (
        f'<?xml version="1.0" encoding="utf-8" ?>\n<tt xml:lang="{track.language}" xmlns="http://www.w3.org/ns/ttml">'
        f"<body><div>\n{lines}\n</div></body></tt>"
    )


def _clock(milliseconds: int, point: str = ".") -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{_clock_of_second(seconds)}{point}{rest:03d}"


@lru_cache(maxsize=16384)
def _clock_of_second(seconds: int) -> str:
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours:02d}:{minute:02d}:{second:02d}"


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
