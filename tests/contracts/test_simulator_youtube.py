"""Real yt-dlp against the simulated YouTube gives the truth, so that other tests may believe the simulator."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from yt_dlp import YoutubeDL
from yt_dlp.utils import DownloadError

from simulators import (
    Fault,
    LimitSettings,
    Simulator,
    TrackTruth,
    Trouble,
    Truth,
    channel_with_uploads,
    cues,
    playlist,
    playlist_id,
    trouble_id,
    truth,
    video_ids,
)
from simulators.running import simulator_thread

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_EXTRACTOR = "youtube:player_client=visionos;player_skip=webpage,configs,js;skip=hls,dash,translated_subs"
_ARGUMENTS = {
    "player_client": ["visionos"],
    "player_skip": ["webpage", "configs", "js"],
    "skip": ["hls", "dash", "translated_subs"],
}


class Warnings:
    """Collects what yt-dlp says beside its result."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def debug(self, text: str) -> None: ...

    def warning(self, text: str) -> None:
        self.texts.append(text)

    def error(self, text: str) -> None: ...


class Extractor:
    """The real yt-dlp, with the options that the product uses."""

    def __init__(self, simulator: Simulator) -> None:
        self.warnings = Warnings()
        options: dict[str, Any] = {
            "proxy": simulator.proxy_url,
            "compat_opts": {"no-certifi"},
            "extractor_args": {"youtube": _ARGUMENTS},
            "extract_flat": "in_playlist",
            "socket_timeout": 5,
            "logger": self.warnings,
        }
        self.ytdl = YoutubeDL(options)

    def look(self, youtube_id: str) -> dict[str, Any]:
        info: dict[str, Any] = self.ytdl.extract_info(
            f"https://www.youtube.com/watch?v={youtube_id}", download=False, process=False
        )
        return info

    def listed(self, url: str) -> list[tuple[str, str]]:
        info = self.ytdl.extract_info(url, download=False)
        return [(entry["id"], entry["title"]) for entry in info["entries"]]

    def fetch(self, url: str) -> bytes:
        body: bytes = self.ytdl.urlopen(url).read()
        return body


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    with simulator_thread(tmp_path_factory.mktemp("simulator")) as running:
        yield running


@pytest.fixture
def simulator(world: Simulator, monkeypatch: pytest.MonkeyPatch) -> Simulator:
    world.faults.clear()
    world.log.reset()
    world.upstreams.refused.clear()
    # The environment is the only way in which yt-dlp can be told whom to trust.
    monkeypatch.setenv("SSL_CERT_FILE", str(world.ca_file))
    return world


@pytest.fixture
def extractor(simulator: Simulator) -> Extractor:
    return Extractor(simulator)


def _with(**wanted: object) -> Truth:
    """The first ordinary video whose truth has these values."""
    return next(
        video
        for video in map(truth, video_ids(400))
        if all(getattr(video, name) == value for name, value in wanted.items())
    )


# What a video is.


@pytest.mark.parametrize("youtube_id", video_ids(8))
def test_every_field_is_the_truth(extractor: Extractor, youtube_id: str) -> None:
    video = truth(youtube_id)
    info = extractor.look(youtube_id)
    assert info["title"] == video.title
    assert (info["channel"], info["channel_id"]) == (video.channel, video.channel_id)
    assert info["uploader_id"] == video.handle
    assert info["duration"] == video.duration_seconds
    assert info["upload_date"] == video.published_at.strftime("%Y%m%d")
    assert info["description"] == video.description
    assert (info["view_count"], info["like_count"]) == (video.view_count, video.like_count)
    assert extractor.warnings.texts == []


@pytest.mark.parametrize("source", ["youtube", "description", "none"])
def test_chapters_come_from_where_they_stand(extractor: Extractor, source: str) -> None:
    video = _with(chapter_source=source)
    info = extractor.look(video.youtube_id)
    found = [(chapter["start_time"], chapter["title"]) for chapter in info["chapters"] or []]
    assert found == [(chapter.start_seconds, chapter.title) for chapter in video.chapters]
    assert bool(re.search(r"^\d+:\d\d ", info["description"], re.MULTILINE)) == (source == "description")


def test_caption_tracks_are_told_apart(extractor: Extractor) -> None:
    for video in map(truth, video_ids(12)):
        info = extractor.look(video.youtube_id)
        manual = {track.language for track in video.tracks if not track.automatic}
        original = {
            name.removesuffix("-orig") for name in info["automatic_captions"] if name.endswith("-orig")
        }
        assert set(info["subtitles"]) == manual
        assert original == {track.language for track in video.tracks if track.automatic}


def test_a_video_costs_two_requests(extractor: Extractor, simulator: Simulator) -> None:
    for youtube_id in video_ids(5):
        extractor.look(youtube_id)
    assert simulator.log.per_endpoint() == {"next": 5, "player": 5}
    assert set(simulator.log.per_video().values()) == {2}


def test_the_command_line_reads_a_video(simulator: Simulator) -> None:
    video = _with(chapter_source="youtube")
    info = json.loads(_command(simulator, "-J", video.youtube_id))
    assert info["title"] == video.title
    assert [chapter["end_time"] for chapter in info["chapters"]] == [
        chapter.end_seconds for chapter in video.chapters
    ]


def test_the_command_line_writes_automatic_captions(simulator: Simulator, tmp_path: Path) -> None:
    video = next(video for video in map(truth, video_ids(50)) if video.tracks and video.tracks[0].automatic)
    name = f"{video.original_language}-orig"
    _command(
        simulator, "--write-auto-subs", "--sub-langs", name, "--sub-format", "vtt", "--skip-download",
        "-P", str(tmp_path), "-o", "video", video.youtube_id,
    )  # fmt: skip
    text = (tmp_path / f"video.{name}.vtt").read_text(encoding="utf-8")
    assert _last_lines(text) == [cue.text for cue in cues(video, video.tracks[0])]


def _command(simulator: Simulator, *arguments: str) -> str:
    """yt-dlp as a person calls it; the id comes last, as an address."""
    *options, youtube_id = arguments
    done: subprocess.CompletedProcess[str] = subprocess.run(
        [sys.executable, "-m", "yt_dlp", "--ignore-config", "--compat-options", "no-certifi",
         "--proxy", simulator.proxy_url, "--extractor-args", _EXTRACTOR, *options,
         f"https://www.youtube.com/watch?v={youtube_id}"],
        check=False, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


# Captions.


def _address(info: dict[str, Any], track: TrackTruth, form: str) -> str:
    kind = info["automatic_captions" if track.automatic else "subtitles"]
    name = f"{track.language}-orig" if track.automatic else track.language
    return str(next(entry["url"] for entry in kind[name] if entry["ext"] == form))


def _last_lines(vtt: str) -> list[str]:
    """What a rolling WebVTT file says once: the finished line of each short block."""
    blocks = [block.split("\n") for block in vtt.split("\n\n")[1:]]
    finished = [lines[1] for lines in blocks if len(lines) > 2 and lines[2] == " "]
    return [re.sub(r"<[^>]+>", "", line).replace("&lt;", "<").replace("&amp;", "&") for line in finished]


def _fetch_captions(extractor: Extractor, video: Truth, track: TrackTruth, form: str) -> bytes:
    return extractor.fetch(_address(extractor.look(video.youtube_id), track, form))


@pytest.mark.parametrize("language", ["en", "de", "ja"])
def test_automatic_captions_roll_in_vtt(extractor: Extractor, language: str) -> None:
    video = _with(original_language=language, tracks=(TrackTruth(language, automatic=True),))
    vtt = _fetch_captions(extractor, video, video.tracks[0], "vtt").decode()
    truths = [cue.text for cue in cues(video, video.tracks[0])]
    assert _last_lines(vtt) == truths
    spoken = re.sub(r"<[^>]+>", "", vtt)
    assert spoken.count(truths[1]) > 1, "a rolling file says everything several times"


def test_automatic_captions_overlap_in_json3(extractor: Extractor) -> None:
    video = _with(tracks=(TrackTruth("en", automatic=True),), original_language="en")
    events = json.loads(_fetch_captions(extractor, video, video.tracks[0], "json3"))["events"]
    spoken = [event for event in events if "segs" in event and not event.get("aAppend")]
    texts = ["".join(segment["utf8"] for segment in event["segs"]) for event in spoken]
    truths = cues(video, video.tracks[0])
    assert texts == [cue.text for cue in truths]
    assert [event["tStartMs"] for event in spoken] == [cue.start_ms for cue in truths]
    assert spoken[0]["tStartMs"] + spoken[0]["dDurationMs"] > spoken[1]["tStartMs"]


def test_manual_captions_are_exact(extractor: Extractor) -> None:
    video, track = next(
        (video, track) for video in map(truth, video_ids(60)) for track in video.tracks if not track.automatic
    )
    events = json.loads(_fetch_captions(extractor, video, track, "json3"))["events"]
    found = [(event["tStartMs"], event["dDurationMs"], event["segs"][0]["utf8"]) for event in events]
    assert found == [(cue.start_ms, cue.end_ms - cue.start_ms, cue.text) for cue in cues(video, track)]


@pytest.mark.parametrize("form", ["json3", "srv1", "srv2", "srv3", "ttml", "srt", "vtt"])
def test_every_format_reaches_the_last_line(extractor: Extractor, form: str) -> None:
    video = _with(tracks=(TrackTruth("de", automatic=True),), original_language="de")
    body = _fetch_captions(extractor, video, video.tracks[0], form).decode()
    text = re.sub(r"<[^>]*>", "", body) if form == "vtt" else body
    last = cues(video, video.tracks[0])[-1].text
    assert (last.split(" ")[0] if form == "json3" else last) in text


def test_machine_translations_are_counted_apart(extractor: Extractor, simulator: Simulator) -> None:
    video = _with(tracks=(TrackTruth("en", automatic=True),), original_language="en")
    info = extractor.look(video.youtube_id)
    extractor.fetch(info["automatic_captions"]["cy"][0]["url"])
    assert simulator.log.count("timedtext_translated", video.youtube_id) == 1
    assert simulator.log.count("timedtext") == 0


# Collections.


def test_a_playlist_of_250_comes_in_order(extractor: Extractor, simulator: Simulator) -> None:
    name = playlist_id(250, seed=3)
    expected = playlist(name)
    assert expected
    found = extractor.listed(f"https://www.youtube.com/playlist?list={name}")
    assert found == [(youtube_id, truth(youtube_id).title) for youtube_id in expected.video_ids]
    assert len({youtube_id for youtube_id, _ in found}) == 250
    # The first hundred once more, with those that are unavailable, as yt-dlp asks for them; then 100 and 50.
    assert simulator.log.per_endpoint() == {"playlist_page": 1, "browse": 3}


def test_a_playlist_shows_that_some_are_gone(extractor: Extractor) -> None:
    found = extractor.listed(f"https://www.youtube.com/playlist?list={playlist_id(20, troubled=4)}")
    assert sum(title in {"[Private video]", "[Deleted video]"} for _, title in found) == 4


@pytest.mark.parametrize(
    "form", ["{0.handle}", "channel/{0.channel_id}", "playlist?list={0.uploads_playlist_id}"]
)
def test_a_channel_has_its_uploads_under_every_name(extractor: Extractor, form: str) -> None:
    expected = channel_with_uploads(130)
    found = extractor.listed("https://www.youtube.com/" + form.format(expected))
    assert tuple(youtube_id for youtube_id, _ in found) == expected.video_ids
    assert {truth(youtube_id).channel_id for youtube_id, _ in found} == {expected.channel_id}


def test_a_video_inside_a_playlist_leads_to_the_playlist(simulator: Simulator) -> None:
    """With the options of anybody: web pages, configuration and all."""
    name = playlist_id(30)
    expected = playlist(name)
    assert expected
    address = f"https://www.youtube.com/watch?v={expected.video_ids[4]}&list={name}"
    plain = YoutubeDL(
        {
            "proxy": simulator.proxy_url,
            "compat_opts": {"no-certifi"},
            "extract_flat": "in_playlist",
            "quiet": True,
        }
    )
    found = plain.extract_info(address, download=False, process=False)
    assert found["url"] == f"https://www.youtube.com/playlist?list={name}"


def test_there_is_no_such_playlist(extractor: Extractor) -> None:
    with pytest.raises(DownloadError, match="does not exist"):
        extractor.listed("https://www.youtube.com/playlist?list=PLnothing00000000000000000000000")


# Troubles of single videos.

_REASONS = {
    Trouble.PRIVATE: "Private video",
    Trouble.DELETED: "removed by the uploader",
    Trouble.TERMINATED: "account associated with this video has been terminated",
    Trouble.AGE_RESTRICTED: "Sign in to confirm your age",
    Trouble.REGION_BLOCKED: "not made this video available in your country",
    Trouble.PREMIERE: "Premieres in 3 hours",
    Trouble.UPCOMING_LIVE: "live event will begin in 3 hours",
    Trouble.MEMBERS_ONLY: "members-only content",
    Trouble.MADE_FOR_KIDS: "This video is not available",
    Trouble.BOT_CHECK: "Sign in to confirm you’re not a bot",
    Trouble.TRY_LATER: "try again later",
    Trouble.WRONG_VIDEO: "Your IP is likely being blocked",
    Trouble.GARBAGE_JSON: "Failed to extract any player response",
    Trouble.CONNECTION_RESET: "Failed to extract any player response",
    Trouble.HANG: "Failed to extract any player response",
    Trouble.PLAYER_429: "Failed to extract any player response",
}


@pytest.mark.parametrize(("trouble", "reason"), _REASONS.items(), ids=lambda value: str(value)[:12])
def test_a_troubled_video_says_why(extractor: Extractor, trouble: Trouble, reason: str) -> None:
    extractor.ytdl.params.update(extractor_retries=0, socket_timeout=0.3 if trouble is Trouble.HANG else 5)
    with pytest.raises(DownloadError, match=re.escape(reason)):
        extractor.look(trouble_id(trouble, 1))


def test_a_running_broadcast_has_no_length(extractor: Extractor) -> None:
    info = extractor.look(trouble_id(Trouble.LIVE_NOW))
    assert (info["live_status"], info["duration"]) == ("is_live", None)


def test_a_429_of_the_player_stands_only_in_the_warnings_and_passes(extractor: Extractor) -> None:
    youtube_id = trouble_id(Trouble.PLAYER_429, 2)
    for _ in range(2):
        with pytest.raises(DownloadError):
            extractor.look(youtube_id)
    assert any("429" in text for text in extractor.warnings.texts)
    assert extractor.look(youtube_id)["title"] == truth(youtube_id).title


def test_a_429_of_next_costs_the_channel_silently(extractor: Extractor) -> None:
    youtube_id = trouble_id(Trouble.NEXT_429, 1)
    assert extractor.look(youtube_id).get("channel") is None
    assert extractor.look(youtube_id)["channel"] == truth(youtube_id).channel


@pytest.mark.parametrize(
    "trouble", [Trouble.NO_CAPTIONS, Trouble.CAPTIONS_DISABLED, Trouble.CAPTIONS_NEED_TOKEN]
)
def test_no_tracks_are_offered(extractor: Extractor, trouble: Trouble) -> None:
    info = extractor.look(trouble_id(trouble))
    assert info["title"] == truth(trouble_id(trouble)).title
    assert (info["subtitles"], info["automatic_captions"]) == ({}, {})


def test_caption_bodies_can_be_wrong(extractor: Extractor) -> None:
    bodies = {}
    for trouble in (Trouble.CAPTIONS_EMPTY, Trouble.CAPTIONS_HTML):
        video = truth(trouble_id(trouble))
        bodies[trouble] = _fetch_captions(extractor, video, video.tracks[0], "json3")
    assert bodies[Trouble.CAPTIONS_EMPTY] == b""
    assert bodies[Trouble.CAPTIONS_HTML].startswith(b"<!DOCTYPE html>")


@pytest.mark.parametrize(
    ("trouble", "status"), [(Trouble.CAPTIONS_429, "429"), (Trouble.CAPTIONS_NOT_FOUND, "404")]
)
def test_caption_requests_can_be_refused(extractor: Extractor, trouble: Trouble, status: str) -> None:
    video = truth(trouble_id(trouble, 1))
    with pytest.raises(Exception, match=status):
        _fetch_captions(extractor, video, video.tracks[0], "json3")


def test_a_video_can_be_troubled_and_cured_while_it_runs(extractor: Extractor, simulator: Simulator) -> None:
    youtube_id = video_ids(1)[0]
    simulator.faults.trouble(youtube_id, Trouble.PRIVATE)
    with pytest.raises(DownloadError, match="Private video"):
        extractor.look(youtube_id)
    simulator.faults.trouble(youtube_id, None)
    assert extractor.look(youtube_id)["title"] == truth(youtube_id).title


# Troubles of everything.


def test_an_upstream_that_is_down_stays_out_of_reach(extractor: Extractor, simulator: Simulator) -> None:
    extractor.ytdl.params["extractor_retries"] = 0
    simulator.faults.set("youtube", Fault(down=True))
    with pytest.raises(DownloadError):
        extractor.look(video_ids(1)[0])
    assert simulator.log.count(status=0) == len(simulator.log)


def test_a_hidden_limit_refuses_what_is_too_much(extractor: Extractor, simulator: Simulator) -> None:
    simulator.faults.limit("player", LimitSettings(kind="fixed_window", requests=3, per_seconds=3600))
    ids = video_ids(5)
    for youtube_id in ids[:3]:
        extractor.look(youtube_id)
    for youtube_id in ids[3:]:
        with pytest.raises(DownloadError):
            extractor.look(youtube_id)
    assert simulator.log.per_status() == {"next 200": 5, "player 200": 3, "player 429": 2}


def test_a_limit_can_speak_as_a_bot_check(extractor: Extractor, simulator: Simulator) -> None:
    simulator.faults.limit("player", LimitSettings(requests=1, per_seconds=3600, refusal="bot_check"))
    first, second = video_ids(2)
    extractor.look(first)
    with pytest.raises(DownloadError, match="not a bot"):
        extractor.look(second)


def test_other_hosts_are_refused_and_seen(extractor: Extractor, simulator: Simulator) -> None:
    for address in ("https://example.com/", "http://169.254.169.254/latest"):
        with pytest.raises(Exception, match="403"):
            extractor.fetch(address)
    assert [record.host for record in simulator.log.of("foreign")] == ["example.com", "169.254.169.254"]
