"""What the shelf shows, held against what is true in the simulated world."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reelshelf.captions.webvtt import cues_from_vtt
from simulators.world.cues import cues
from simulators.world.truth import TrackTruth, Truth, truth

if TYPE_CHECKING:
    from running import Person


async def assert_equals_truth(person: Person, video: dict[str, Any]) -> None:
    """Every field of a complete video is what the simulated world says."""
    known = truth(video["youtube_id"])
    seen = {name: video[name] for name in ("title", "channel", "channel_id", "description", "view_count")}
    assert seen == {name: getattr(known, name) for name in seen}
    assert video["duration"] == known.duration_seconds
    assert video["published_at"][:10] == known.published_at.date().isoformat()
    assert video["thumbnail_url"] == known.thumbnail_url
    assert (video["import_stage"], video["import_progress"], video["error"]) == ("complete", 100, None)
    enrichment = await person.get(f"/api/videos/{video['id']}/enrichment")
    assert enrichment["chapters"] == [
        {"start_seconds": each.start_seconds, "end_seconds": each.end_seconds, "title": each.title}
        for each in known.chapters
    ]
    await _assert_captions(person, video, known)


async def _assert_captions(person: Person, video: dict[str, Any], known: Truth) -> None:
    answer = await person.http.get(f"/api/videos/{video['id']}/captions.vtt")
    track = _expected_track(known)
    if track is None:
        assert (video["captions_source"], answer.status_code) == ("none", 404)
        return
    assert video["captions_source"] == ("youtube_auto" if track.automatic else "youtube_manual")
    assert video["captions_language"] == track.language
    spoken = [" ".join(cue.text.split()) for cue in cues_from_vtt(answer.text)]
    assert spoken == [" ".join(cue.text.split()) for cue in cues(known, track)]
    transcript = (await person.http.get(f"/api/videos/{video['id']}/transcript")).text
    assert "".join(transcript.split()) == "".join("".join(spoken).split())


def _expected_track(known: Truth) -> TrackTruth | None:
    """Which language was spoken is known by its automatic track; without one, English is preferred."""
    if known.best_track is None or any(track.automatic for track in known.tracks):
        return known.best_track
    return next((track for track in known.tracks if track.language.startswith("en")), known.best_track)
