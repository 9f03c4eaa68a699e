"""What a knowledgeable person writes without Reelshelf: a loop over the yt-dlp library, one process of it.

    python -m bench.bare_loop PROXY < ids

Metadata and the best caption track of each video, with the options that Reelshelf uses, one after another.
Prints one JSON line: `{"videos": …, "captions": …}`.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from yt_dlp import YoutubeDL

from reelshelf.providers.ytdlp.prompt import prompt

OPTIONS: dict[str, Any] = {
    "quiet": True,
    "no_warnings": True,
    "skip_download": True,
    "cachedir": False,
    "ignore_no_formats_error": True,
    "extractor_args": {
        "youtube": {
            "player_client": ["visionos"],
            "player_skip": ["webpage", "configs", "js"],
            "skip": ["hls", "dash", "translated_subs"],
        }
    },
    "compat_opts": {"no-certifi"},
}


class PromptYoutubeDL(YoutubeDL):  # type: ignore[misc] # yt-dlp is untyped
    """Without 80 ms of waiting a video that come from a proxy alone: the loop is compared at its best."""

    def build_request_director(self, handlers: Any, preferences: Any = None) -> Any:
        return super().build_request_director(prompt(handlers), preferences)


def caption_address(info: dict[str, Any]) -> str | None:
    """The address of the best track: manual before automatic, in the language that was spoken."""
    spoken = next((code for code in info["automatic_captions"] if code.endswith("-orig")), None)
    language = spoken.removesuffix("-orig") if spoken else next(iter(info["subtitles"]), None)
    for tracks in (info["subtitles"], info["automatic_captions"]):
        for code in (language, spoken):
            for track in tracks.get(code) or ():
                if track["ext"] == "json3":
                    return str(track["url"])
    return None


def main() -> None:
    ids = sys.stdin.read().split()
    captions = 0
    with PromptYoutubeDL({**OPTIONS, "proxy": sys.argv[1]}) as ydl:
        for youtube_id in ids:
            address = f"https://www.youtube.com/watch?v={youtube_id}"
            info = ydl.extract_info(address, download=False, process=False)
            assert info["title"]
            track = caption_address(info)
            if track:
                assert json.loads(ydl.urlopen(track).read())["events"]
                captions += 1
    print(json.dumps({"videos": len(ids), "captions": captions}))


if __name__ == "__main__":
    main()
