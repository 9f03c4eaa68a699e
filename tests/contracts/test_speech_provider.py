"""Sound from YouTube, cut by ffmpeg, heard by Groq: what each promises, on real sockets and with real sound."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from pydantic import SecretStr

from reelshelf.captions.speech import Span, part_of
from reelshelf.providers.ffmpeg import Ffmpeg, find_ffmpeg
from reelshelf.providers.groq import GroqSpeech
from reelshelf.providers.guarded_speech import GuardedAudio, GuardedSpeech
from reelshelf.providers.ytdlp.extractor import Extractor
from reelshelf.settings import Settings
from reelshelf.upstreams.endpoints import endpoints_for
from reelshelf.upstreams.failures import Failure, FailureKind, UpstreamError
from reelshelf.upstreams.guard import Guard
from reelshelf.upstreams.store import MemoryStore
from simulators import Fault, Simulator, Trouble, trouble_id, truth
from simulators.sites import webm
from simulators.world.sound import utterances

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path

K = FailureKind
VIDEO = truth(trouble_id(Trouble.NO_CAPTIONS, 9))
"""115 seconds of German."""
CLOSE_SECONDS = 0.5


def settings_for(simulator: Simulator, **changes: object) -> Settings:
    known = {
        "outbound_proxy": simulator.proxy_url,
        "outbound_ca_file": simulator.ca_file,
        "extractor_processes": 1,
        "groq_api_key": SecretStr("invented"),
    }
    return Settings(**{**known, **changes}, _env_file=None)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
async def extractor(simulated_world: Simulator) -> AsyncIterator[Extractor]:
    async with Extractor(settings_for(simulated_world)) as extractor:
        yield extractor


@pytest.fixture(scope="module")
def cutter() -> Ffmpeg:
    program = find_ffmpeg()
    assert program is not None
    return Ffmpeg(program)


@pytest.fixture
async def groq(simulator: Simulator) -> AsyncIterator[GroqSpeech]:
    groq = GroqSpeech(settings_for(simulator), answer_seconds=2)
    yield groq
    await groq.close()


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """The whole sound of the video, as YouTube sends it."""
    file = tmp_path / "sound"
    file.write_bytes(webm.audio(VIDEO))
    return file


@pytest.fixture
async def piece(sound: Path, cutter: Ffmpeg) -> Path:
    """Half a minute of it, as it is sent."""
    target = sound.with_name("piece.flac")
    await cutter.cut(sound, Span(30, 60), target)
    return target


async def refusal(call: Callable[[], Awaitable[object]]) -> Failure:
    with pytest.raises(UpstreamError) as caught:
        await call()
    return caught.value.failure


# -- sound from YouTube


async def test_the_sound_comes_in_pieces_and_is_whole(
    extractor: Extractor, simulator: Simulator, tmp_path: Path
) -> None:
    long = truth(trouble_id(Trouble.NO_CAPTIONS, 11))
    target = tmp_path / "sound"
    so_far = [each async for each in extractor.fetch_audio(long.youtube_id, target)]
    assert target.read_bytes() == webm.audio(long)
    assert so_far == sorted(set(so_far))
    assert (so_far[0], so_far[-1]) == (0, target.stat().st_size)
    asked = simulator.log.of("googlevideo", long.youtube_id)
    assert len(asked) == len(so_far) - 1 > 1
    # 249, the smallest with clear speech; that of 48 kbit/s in another container has no advantage.
    assert {"itag=139" in each.path or "itag=249" in each.path for each in asked} == {True}
    assert simulator.log.count("player", long.youtube_id) == 1


@pytest.mark.parametrize(
    ("trouble", "kind"), [(Trouble.PRIVATE, K.GONE), (Trouble.PLAYER_429, K.RATE_LIMITED)]
)
async def test_a_video_that_cannot_be_had_has_no_sound(
    extractor: Extractor, tmp_path: Path, trouble: Trouble, kind: FailureKind
) -> None:
    target = tmp_path / "sound"
    failure = await refusal(lambda: anext(extractor.fetch_audio(trouble_id(trouble, 0), target)))
    assert failure.kind is kind
    assert not target.exists()


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Fault(status=403), K.BLOCKED),
        (Fault(status=429, retry_after_seconds=7), K.RATE_LIMITED),
        (Fault(down=True), K.NETWORK),
        (Fault(status=200, body="<html>no sound</html>"), K.TRANSIENT),
    ],
)
async def test_what_the_hosts_of_sound_refuse_is_named(
    extractor: Extractor, simulator: Simulator, tmp_path: Path, fault: Fault, kind: FailureKind
) -> None:
    simulator.faults.set("googlevideo", fault)
    pieces = extractor.fetch_audio(VIDEO.youtube_id, tmp_path / "sound")
    assert await anext(pieces) == 0
    failure = await refusal(lambda: anext(pieces))
    assert (failure.kind, failure.retry_after_seconds) == (kind, fault.retry_after_seconds)


async def test_the_look_and_every_piece_are_paid_for(
    extractor: Extractor, simulator: Simulator, tmp_path: Path
) -> None:
    endpoints, store = endpoints_for(100_000), MemoryStore(lambda: 0.0)
    audio = GuardedAudio(extractor, Guard(store), endpoints)
    await audio.fetch_audio(VIDEO.youtube_id, tmp_path / "sound")
    granted = {each.name: (await store.look(each))[0].pace.granted for each in endpoints.all}
    assert granted["youtube.player"] == 2
    # The last answer, that there is no more, costs as much as a piece.
    assert granted["youtube.media"] == simulator.log.count("googlevideo") + 1


# -- pauses and pieces


async def test_pauses_are_found_where_nobody_speaks(sound: Path, cutter: Ffmpeg) -> None:
    heard = await cutter.listen(sound)
    assert heard.duration_seconds == pytest.approx(VIDEO.duration_seconds, abs=0.2)
    said = utterances(VIDEO)
    for pause in heard.pauses:
        middle = (pause.start_seconds + pause.end_seconds) / 2
        assert not any(each.start_seconds <= middle <= each.end_seconds for each in said)
    assert len(heard.pauses) == pytest.approx(len(said), abs=2)


def test_a_piece_is_small_and_no_longer_than_it_should_be(piece: Path) -> None:
    flac = piece.read_bytes()
    assert flac.startswith(b"fLaC")
    assert len(flac) < 30 * 32_000
    # STREAMINFO: the number of samples stands in 36 bits at its end, before the checksum.
    assert int.from_bytes(flac[21:26]) & 0xFFFFFFFFF == pytest.approx(30 * 16_000, abs=800)


@pytest.mark.parametrize("content", [b"", b"not sound at all", b"#EXTM3U\n#EXTINF:1,\n/etc/hostname\n"])
async def test_what_is_no_sound_is_refused(tmp_path: Path, cutter: Ffmpeg, content: bytes) -> None:
    file = tmp_path / "sound.m3u8"
    file.write_bytes(content)
    assert (await refusal(lambda: cutter.listen(file))).kind is K.TRANSIENT
    assert (await refusal(lambda: cutter.cut(file, Span(0, 1), tmp_path / "piece"))).kind is K.TRANSIENT


# -- speech


async def test_what_is_said_is_heard_where_it_is_said(groq: GroqSpeech, piece: Path) -> None:
    part = part_of(Span(30, 60), await groq.transcribe(piece))
    said = [each for each in utterances(VIDEO) if each.end_seconds > 30.3 and each.start_seconds < 59.7]
    assert [cue.text for cue in part.cues] == [each.text for each in said]
    for cue, each in zip(part.cues, said, strict=True):
        assert cue.start_seconds == pytest.approx(max(each.start_seconds, 30), abs=CLOSE_SECONDS)
        assert cue.end_seconds == pytest.approx(min(each.end_seconds, 60), abs=CLOSE_SECONDS)
    assert part.language == VIDEO.original_language


@pytest.mark.parametrize(
    ("fault", "kind", "wait"),
    [
        (Fault(status=401), K.ADMIN_ACTION, None),
        (Fault(status=404), K.ADMIN_ACTION, None),
        (Fault(status=400), K.INVALID_INPUT, None),
        (Fault(status=413), K.SPLIT, None),
        (Fault(status=413, reason="rate_limit_exceeded", retry_after_seconds=60), K.SPLIT, 60),
        (Fault(status=429, retry_after_seconds=120), K.RATE_LIMITED, 120),
        (Fault(status=498), K.TRANSIENT, None),
        (Fault(status=503, retry_after_seconds=1.5), K.TRANSIENT, 1.5),
        (Fault(status=200, body="<html>garbage</html>"), K.TRANSIENT, None),
        (Fault(status=200, body='{"segments": [{"start": "soon"}]}'), K.TRANSIENT, None),
        (Fault(hang=True), K.TRANSIENT, None),
        (Fault(down=True), K.TRANSIENT, None),
    ],
    ids=str,
)
async def test_every_failure_is_named_and_asked_once(
    groq: GroqSpeech, simulator: Simulator, piece: Path, fault: Fault, kind: FailureKind, wait: float | None
) -> None:
    simulator.faults.set("speech", fault)
    failure = await refusal(lambda: groq.transcribe(piece))
    assert (failure.kind, failure.retry_after_seconds) == (kind, wait)
    assert "invented" not in failure.detail
    assert simulator.log.count("speech") == 1


async def test_what_was_never_sent_is_told_apart(simulator: Simulator, piece: Path) -> None:
    nobody = GroqSpeech(settings_for(simulator, outbound_proxy="http://127.0.0.1:9"))
    assert (await refusal(lambda: nobody.transcribe(piece))).kind is K.NETWORK
    await nobody.close()


async def test_any_server_that_speaks_the_protocol_will_do(simulator: Simulator, piece: Path) -> None:
    """Its address is taken as it is: nothing of Groq's own is added to its path."""
    own = GroqSpeech(settings_for(simulator, groq_base_url="https://api.groq.com/v1/"))
    await refusal(lambda: own.transcribe(piece))
    assert [each.path for each in simulator.log.of("speech")] == ["/v1/audio/transcriptions"]
    await own.close()


@dataclass
class Waiting:
    """A clock that moves only while somebody sleeps."""

    now: float = 1000.0
    naps: list[float] = field(default_factory=list)

    async def sleep(self, seconds: float) -> None:
        self.naps.append(seconds)
        self.now += seconds


async def test_a_wait_that_groq_names_is_kept_by_everybody(
    groq: GroqSpeech, simulator: Simulator, piece: Path
) -> None:
    """Two workers on one store: after `retry-after: 120` neither calls before two minutes have passed."""
    clock, sent_at = Waiting(), list[float]()
    store, endpoint = MemoryStore(lambda: clock.now), endpoints_for(900).groq
    workers = [GuardedSpeech(groq, Guard(store, sleep=clock.sleep), endpoint) for _ in range(2)]

    async def sending() -> None:
        sent_at.append(clock.now)

    simulator.faults.set("speech", Fault(status=429, retry_after_seconds=120, times=1))
    assert (await refusal(lambda: workers[0].transcribe(piece, 30, sending))).retry_after_seconds == 120
    assert await workers[1].wait_seconds() == pytest.approx(120)
    for worker in workers:
        await worker.transcribe(piece, 30, sending)
    first, *later = sent_at
    assert len(later) == 2
    assert all(at >= first + 120 for at in later)
    assert simulator.log.count("speech") == 3


async def test_the_wait_for_a_longer_hold_is_left_to_the_tables(
    groq: GroqSpeech, simulator: Simulator, piece: Path
) -> None:
    clock, sent_at = Waiting(), list[float]()
    guard = Guard(MemoryStore(lambda: clock.now), sleep=clock.sleep)
    speech = GuardedSpeech(groq, guard, endpoints_for(900).groq)

    async def sending() -> None:
        sent_at.append(clock.now)

    simulator.faults.set("speech", Fault(status=429, retry_after_seconds=3600, times=1))
    await refusal(lambda: speech.transcribe(piece, 30, sending))
    later = await refusal(lambda: speech.transcribe(piece, 30, sending))
    assert (later.kind, later.code) == (K.RATE_LIMITED, "waiting_for_budget")
    assert later.retry_after_seconds == pytest.approx(3600, abs=60)
    assert (len(sent_at), clock.naps) == (1, [])
