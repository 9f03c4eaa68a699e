"""Addresses of every kind, and those that only look like one."""

from __future__ import annotations

import pytest

from reelshelf.imports.entries import (
    MAX_LINE_CHARACTERS,
    MAX_LINES,
    CollectionEntry,
    InputTooLarge,
    InvalidEntry,
    VideoEntry,
)
from reelshelf.imports.links import canonical_url, parse_link, parse_text

ID = "dQw4w9WgXcQ"
OTHER = "jNQXAC9IVRw"
PLAYLIST = "PLrAXtmErZgOeiKm4sgNOknGvNjby9efdf"
CHANNEL = "UC_x5XG1OV2P6uZZ5FSM9Ttw"

VIDEOS = [
    f"https://www.youtube.com/watch?v={ID}",
    f"http://youtube.com/watch?v={ID}",
    f"HTTPS://WWW.YouTube.COM/watch?v={ID}",
    f"youtube.com/watch?v={ID}",
    f"www.youtube.com/watch?v={ID}",
    f"//www.youtube.com/watch?v={ID}",
    f"ttps://www.youtube.com/watch?v={ID}",
    f"https://www.youtube.com./watch?v={ID}",
    f"https://www.youtube.com:443/watch?v={ID}",
    f"https://m.youtube.com/watch?v={ID}",
    f"https://music.youtube.com/watch?v={ID}&list=RDAMVM{ID}",
    f"https://gaming.youtube.com/watch?v={ID}",
    f"https://www.youtubekids.com/watch?v={ID}",
    f"https://www.youtube-nocookie.com/embed/{ID}?rel=0",
    f"https://youtube.googleapis.com/v/{ID}",
    f"https://www.youtube.com/watch?feature=share&v={ID}&t=42s",
    f"https://www.youtube.com/watch?list={PLAYLIST}&index=3&v={ID}",
    f"https://www.youtube.com/watch?v={ID}&list=WL",
    f"https://www.youtube.com/watch?v={ID}&pp=ygUEcmljaw%3D%3D",
    f"https://www.youtube.com/watch?v={ID}?t=30",
    f"https://www.youtube.com/watch?feature=youtu.be?v={ID}",
    f"https://www.youtube.com/watch?app=desktop&amp;v={ID}",
    f"https://www.youtube.com/watch?v=3D{ID}",
    f"https://www.youtube.com/watch%3Fv%3D{ID}",
    f"https://www.youtube.com/watch/{ID}",
    f"https://www.youtube.com/?v={ID}",
    f"https://www.youtube.com/watch#!v={ID}",
    f"https://m.youtube.com/#/watch?v={ID}",
    f"https:\\/\\/www.youtube.com\\/watch?v\\u003d{ID}",
    f"https://www.youtube.com/watch\\?v\\={ID}",
    f"https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3D{ID}",
    f"https%253A%252F%252Fwww.youtube.com%252Fwatch%253Fv%253D{ID}",
    f"https://youtu.be/{ID}",
    f"youtu.be/{ID}?si=AbCdEfGhIjK12345&t=9",
    f"https://youtu.be/{ID}&t=30",
    f"https://youtu.be/{ID}/",
    f"https://www.youtube.com/shorts/{ID}?feature=share",
    f"https://www.youtube.com/live/{ID}?si=x",
    f"https://www.youtube.com/embed/{ID}?start=3",
    f"https://www.youtube.com/v/{ID}&hl=en",
    f"https://www.youtube.com/e/{ID}",
    f"https://studio.youtube.com/video/{ID}/edit",
    f"https://i.ytimg.com/vi/{ID}/maxresdefault.jpg",
    f"https://i3.ytimg.com/vi_webp/{ID}/hq720.webp",
    f"https://img.youtube.com/vi/{ID}/0.jpg",
    f"https://www.youtube.com/attribution_link?a=x&u=%2Fwatch%3Fv%3D{ID}%26feature%3Dshare",
    f"https://www.youtube.com/attribution_link?a=x&u=/watch?v={ID}",
    f"https://www.youtube.com/oembed?url=https%3A%2F%2Fyoutu.be%2F{ID}&format=json",
    f"https://consent.youtube.com/m?continue=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3D{ID}&gl=DE",
    f"https://consent.youtube.com/m?continue=https://www.youtube.com/watch?v={ID}",
    f"https://accounts.google.com/ServiceLogin?continue=https%3A%2F%2Fwww.youtube.com%2Fsignin%3Fnext%3D%252Fwatch%253Fv%253D{ID}",
    f"https://www.google.com/url?sa=t&q=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3D{ID}&usg=x",
    f"https://www.google.de/url?q=https://www.youtube.com/watch?v={ID}",
    f"https://l.facebook.com/l.php?u=https%3A%2F%2Fyoutu.be%2F{ID}&h=AT0",
    f"https://yewtu.be/watch?v={ID}",
    f"yewtu.be/watch?v={ID}",
    f"https://piped.video/watch?v={ID}",
    f"https://invidious.example.org/watch?v={ID}",
    f"https://piped.example.org/watch?v={ID}&t=1",
    f"https://yt.example.org/watch?v={ID}",
    f"https://tube.cadence.moe/watch?v={ID}",
    f"vnd.youtube:{ID}",
    f"vnd.youtube://www.youtube.com/watch?v={ID}",
    f"freetube://https://www.youtube.com/watch?v={ID}",
    f"/watch?v={ID}",
    ID,
    f"  {ID}\t",
    f"- {ID}",
    f"1. {ID}",
    f'"{ID}",',
    f"youtube {ID}",
    f"Never Gonna Give You Up [{ID}].mp4",
    f"{ID} Never Gonna Give You Up",
    f"<https://youtu.be/{ID}>",
    f"(https://youtu.be/{ID}).",
    f"**https://youtu.be/{ID}**",
    f"_https://youtu.be/{ID}_",
    f"[Rick](https://youtu.be/{ID})",
    f"[https://youtu.be/{ID}](https://youtu.be/{ID})",
    f"[![Rick](https://img.youtube.com/vi/{ID}/0.jpg)](https://youtu.be/{ID})",
    f"## [Rick](https://youtu.be/{ID})",
    f'<iframe src="//www.youtube.com/embed/{ID}"></iframe>',
    f'<li><a href="https://www.youtube.com/watch?list=x&amp;v={ID}">Rick</a></li>',
    f"Look at https://youtu.be/{ID}, and at https://example.com",
    f"看https://youtu.be/{ID}，很好",
    f"„https://youtu.be/{ID}“",
    f"\ufeffhttps://youtu.be/{ID}",
    f"https://you\u200btu.be/{ID[:4]}\u2060{ID[4:]}",
    f"\u202ehttps://youtu.be/{ID}\u202c\0",
]


@pytest.mark.parametrize("text", VIDEOS)
def test_every_form_of_address_is_the_same_video(text: str) -> None:
    parsed = parse_text(text)
    assert parsed.videos == [VideoEntry(1, ID)]
    assert parsed.collections == []
    assert parsed.invalid == []
    assert parse_link(text) == VideoEntry(1, ID)


COLLECTIONS = [
    (f"https://www.youtube.com/playlist?list={PLAYLIST}", "playlist", PLAYLIST),
    (f"https://www.youtube.com/watch?list={PLAYLIST}", "playlist", PLAYLIST),
    (f"https://www.youtube.com/embed/videoseries?list={PLAYLIST}", "playlist", PLAYLIST),
    (f"https://music.youtube.com/browse/VL{PLAYLIST}", "playlist", PLAYLIST),
    (f"https://yewtu.be/playlist?list={PLAYLIST}", "playlist", PLAYLIST),
    (f"https://www.youtube.com/feeds/videos.xml?playlist_id={PLAYLIST}", "playlist", PLAYLIST),
    ("https://www.youtube.com/view_play_list?p=0123456789ABCDEF", "playlist", "PL0123456789ABCDEF"),
    (f"https://www.youtube.com/playlist?list=UU{CHANNEL[2:]}", "playlist", f"UU{CHANNEL[2:]}"),
    (f"https://www.youtube.com/playlist?list=FL{CHANNEL[2:]}", "playlist", f"FL{CHANNEL[2:]}"),
    ("https://www.youtube.com/playlist?list=OLAK5uy_abcdefgh", "playlist", "OLAK5uy_abcdefgh"),
    ("https://www.youtube.com/playlist?list=RDCLAK5uy_kmPRjHDECIc", "playlist", "RDCLAK5uy_kmPRjHDECIc"),
    (PLAYLIST, "playlist", PLAYLIST),
    (f"https://www.youtube.com/channel/{CHANNEL}/videos", "channel", CHANNEL),
    (f"https://www.youtube.com/feeds/videos.xml?channel_id={CHANNEL}", "channel", CHANNEL),
    (f"https://www.youtube.com/embed/live_stream?channel={CHANNEL}", "channel", CHANNEL),
    (CHANNEL, "channel", CHANNEL),
    ("https://www.youtube.com/@GoogleDevelopers/featured", "channel", "@GoogleDevelopers"),
    ("youtube.com/@GoogleDevelopers.", "channel", "@GoogleDevelopers"),
    ("https://www.youtube.com/@%EC%82%AC%EC%9A%A9%EC%9E%90", "channel", "@사용자"),
    ("https://www.youtube.com/c/GoogleDevelopers", "channel", "c/GoogleDevelopers"),
    ("https://www.youtube.com/user/GoogleDevelopers?feature=x", "channel", "user/GoogleDevelopers"),
]


@pytest.mark.parametrize(("text", "kind", "youtube_id"), COLLECTIONS)
def test_playlists_and_channels_are_collections(text: str, kind: str, youtube_id: str) -> None:
    parsed = parse_text(text)
    assert [(entry.kind, entry.youtube_id) for entry in parsed.collections] == [(kind, youtube_id)]
    assert parsed.videos == []
    assert parsed.invalid == []
    assert isinstance(parse_link(text), CollectionEntry)


REFUSED = [
    ("just words", "not_a_link"),
    ("some information here", "not_a_link"),
    ("development information", "not_a_link"),
    ("built 12-Aug-2024 already", "not_a_link"),
    ("ytsearch5:x", "not_a_link"),
    ("file:///etc/passwd", "not_a_video_link"),
    ("https://vimeo.com/76979871", "not_a_video_link"),
    ("https://www.youtube.com/", "not_a_video_link"),
    ("https://www.youtube.com/feed/subscriptions", "not_a_video_link"),
    ("https://www.youtube.com/results?search_query=watch", "not_a_video_link"),
    (f"https://www.youtube.com/redirect?q=https%3A%2F%2Fexample.com%2F&v={ID}", "not_a_video_link"),
    ("https://www.youtube.com/watch?v=short", "bad_video_id"),
    ("https://www.youtube.com/watch?v=waytoolongforthis", "bad_video_id"),
    ("https://www.youtube.com/watch?v=dQw4w9WgX%00Q", "bad_video_id"),
    ("https://www.youtube.com/watch", "bad_video_id"),
    ("https://youtu.be/dQw4w9", "bad_video_id"),
    ("https://www.youtube.com/shorts/dQw4w9WgXcQQ", "bad_video_id"),
    ("dQw4w9WgXc", "bad_video_id"),
    (f"https://www.youtube.com/playlist?list=RD{ID}", "mix_not_supported"),
    (f"https://www.youtube.com/watch?list=RDMM{ID}", "mix_not_supported"),
    ("https://www.youtube.com/playlist?list=WL", "private_playlist"),
    ("https://www.youtube.com/playlist?list=LL", "private_playlist"),
    ("https://music.youtube.com/playlist?list=LM", "private_playlist"),
    ("https://www.youtube.com/playlist?list=HL1365119116", "private_playlist"),
]

HOSTILE = [
    "https://consent.youtube.com/m?continue=http://169.254.169.254/",
    "https://consent.youtube.com/m?continue=http%3A%2F%2F169.254.169.254%2Flatest%2Fmeta-data",
    f"https://consent.youtube.com/m?continue=http%3A%2F%2F169.254.169.254%2Fwatch%3Fv%3D{ID}",
    f"https://www.youtube.com@evil.com/watch?v={ID}",
    f"https://www.youtube.com:443@evil.com/watch?v={ID}",
    f"https://me:secret@www.youtube.com/watch?v={ID}",
    f"https://www.youtube.com\\@evil.com/watch?v={ID}",
    f"https://www.youtube.com%2F@evil.com/watch?v={ID}",
    f"https://www.youtube.com:8080/watch?v={ID}",
    f"https://www.youtube.com.evil.com/watch?v={ID}",
    f"https://evilyoutube.com/watch?v={ID}",
    f"https://evil.com/www.youtube.com/watch?v={ID}",
    f"https://evil.com/?u=https%3A%2F%2Fyoutu.be%2F{ID}",
    f"https://www.youtubе.com/watch?v={ID}",  # a Cyrillic е
    f"https://ｗｗｗ.youtube.com/watch?v={ID}",
    f"https://youtube。com/watch?v={ID}",
    f"https://xn--youtue-tg7b.com/watch?v={ID}",
    f"http://2852039166/watch?v={ID}",
    f"http://127.0.0.1/watch?v={ID}",
    f"http://[::1]/watch?v={ID}",
    f"http://localhost/watch?v={ID}",
    f"ftp://www.youtube.com/watch?v={ID}",
    f"file://www.youtube.com/watch?v={ID}",
    "javascript://www.youtube.com/%0aalert(1)",
    "https://www.youtube.com/watch?v=../../../../etc",
    "https://www.youtube.com/@../../admin",
    "https://www.youtube.com/c/..",
    "https://[www.youtube.com/watch?v=",
    "https://",
    "https:///",
    "--exec=rm",
]


@pytest.mark.parametrize(("text", "code"), REFUSED)
def test_what_cannot_be_followed_is_told_with_a_stable_code(text: str, code: str) -> None:
    parsed = parse_text(text)
    assert parsed.invalid == [InvalidEntry(1, text, code)]  # type: ignore[arg-type]  # any of the codes
    assert parsed.videos == []
    assert parsed.collections == []


@pytest.mark.parametrize("text", HOSTILE)
def test_a_trick_yields_no_video_and_nothing_to_fetch(text: str) -> None:
    parsed = parse_text(text)
    assert parsed.videos == []
    assert parsed.collections == []
    assert len(parsed.invalid) == 1


@pytest.mark.parametrize(
    "text",
    ["", "   ", "\t", "# My favourites", "## Music", f"# https://youtu.be/{ID}", f"#https://youtu.be/{ID}", "---",
     "-----------", "___________", "* * *", "|---|---|", "```text", "<ul>", "</ul>", "<br/><hr>", "<!-- a note -->",
     "<h1>My videos</h1>", "<!DOCTYPE html>", '<html xmlns="http://www.w3.org/1999/xhtml">', "- ", "[", "]", "#EXTM3U"],
)  # fmt: skip
def test_furniture_is_no_entry(text: str) -> None:
    parsed = parse_text(text)
    assert (parsed.videos, parsed.collections, parsed.invalid) == ([], [], [])


def test_a_word_of_eleven_letters_alone_on_its_line_is_an_id() -> None:
    assert parse_text("information").videos == [VideoEntry(1, "information")]


@pytest.mark.parametrize("between", [" ", ", ", ",", "; ", " | ", "\t"])
def test_lists_of_ids(between: str) -> None:
    text = between.join([ID, OTHER, "vid00000001"])
    assert [video.youtube_id for video in parse_text(text).videos] == [ID, OTHER, "vid00000001"]


@pytest.mark.parametrize("between", ["", " ", ",", ", ", "; ", "|", " and ", ")("])
def test_several_links_in_a_line(between: str) -> None:
    text = between.join([f"https://youtu.be/{ID}", f"https://www.youtube.com/watch?v={OTHER}"])
    assert [video.youtube_id for video in parse_text(text).videos] == [ID, OTHER]


def test_an_anonymous_playlist_is_its_videos() -> None:
    found = parse_text(f"https://www.youtube.com/watch_videos?video_ids={ID},{OTHER}").videos
    assert [video.youtube_id for video in found] == [ID, OTHER]


def test_a_broken_link_beside_a_good_one_is_told() -> None:
    parsed = parse_text(f"https://youtu.be/{ID} https://youtu.be/short")
    assert [video.youtube_id for video in parsed.videos] == [ID]
    assert [entry.code for entry in parsed.invalid] == ["bad_video_id"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_as_an_editor_counts_them(end: str) -> None:
    parsed = parse_text(end.join([f"https://youtu.be/{ID}", "", "# x", "words\u2028more", OTHER]))
    assert [video.line for video in parsed.videos] == [1, 5]
    assert [entry.line for entry in parsed.invalid] == [4]


def test_repeated_videos_are_kept() -> None:
    assert len(parse_text(f"https://youtu.be/{ID}\n{ID}\nhttps://youtu.be/{ID}").videos) == 3


def test_a_line_that_is_too_long_spoils_no_other() -> None:
    parsed = parse_text("x" * (MAX_LINE_CHARACTERS + 1) + f"\n{ID}")
    assert parsed.invalid == [InvalidEntry(1, "x" * 200, "line_too_long")]
    assert parsed.videos == [VideoEntry(2, ID)]


def test_the_number_of_lines_has_a_limit() -> None:
    assert len(parse_text("\n".join([ID] * MAX_LINES)).videos) == MAX_LINES
    with pytest.raises(InputTooLarge) as caught:
        parse_text("\n" * MAX_LINES)
    assert caught.value.code == "too_large"


def test_a_shared_sentence_is_its_link() -> None:
    assert parse_link(f"Watch this:\nRick\nhttps://youtu.be/{ID}?si=1") == VideoEntry(3, ID)


@pytest.mark.parametrize("text", ["", "\n\n", "# x"])
def test_nothing_is_no_link(text: str) -> None:
    found = parse_link(text)
    assert isinstance(found, InvalidEntry)
    assert found.code == "not_a_link"


def test_a_single_link_has_a_limit_too() -> None:
    found = parse_link("\n" * 100_000)
    assert isinstance(found, InvalidEntry)
    assert found.code == "line_too_long"


def test_the_canonical_address() -> None:
    assert canonical_url(ID) == f"https://www.youtube.com/watch?v={ID}"


@pytest.mark.parametrize(
    "text", ["", "short", f"{ID}\n", f"{ID}&x", "../../../abc", "１２３４５６７８９０１"]
)
def test_only_ids_have_a_canonical_address(text: str) -> None:
    with pytest.raises(ValueError, match="not a YouTube id"):
        canonical_url(text)
