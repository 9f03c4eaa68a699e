"""Files as the programs write them, told apart by their content."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from reelshelf.imports.entries import EntryDetails, InputTooLarge, UnreadableFile, VideoEntry
from reelshelf.imports.formats import parse_file

A, B, C = "dQw4w9WgXcQ", "jNQXAC9IVRw", "9bZkp7q19f0"
CHANNEL = "UC_x5XG1OV2P6uZZ5FSM9Ttw"


def watch(youtube_id: str) -> str:
    return f"https://www.youtube.com/watch?v={youtube_id}"


def found(
    content: str | bytes, name: str | None = None
) -> tuple[str, list[tuple[int, str, str | None]], list[str]]:
    raw = content.encode() if isinstance(content, str) else content
    parsed = parse_file(raw, name)
    videos = [(video.line, video.youtube_id, video.title) for video in parsed.videos]
    return parsed.format, videos, [entry.code for entry in parsed.invalid]


@pytest.mark.parametrize(("mark", "format_name"), [(",", "csv"), (";", "csv"), ("|", "csv"), ("\t", "tsv")])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_any_delimiter(mark: str, format_name: str, end: str) -> None:
    rows = [["Title", "URL", "Views"], ["Rick", watch(A), "1"], ["Zoo", watch(B), "2"]]
    text = end.join(mark.join(row) for row in rows)
    assert found(text) == (format_name, [(2, A, "Rick"), (3, B, "Zoo")], [])


def test_quotes_line_breaks_and_bad_rows_of_csv() -> None:
    text = f'url,title\n{watch(A)},"Rick, ""the"" \nsinger"\n\n{watch(B)},Zoo\nhttps://vimeo.com/1,No\n,,\n,Lost\n'
    expected = [(2, A, 'Rick, "the" singer'), (5, B, "Zoo")]
    assert found(text) == ("csv", expected, ["not_a_video_link", "not_a_link"])


def test_csv_of_excel_names_its_delimiter() -> None:
    assert found(f"sep=;\r\nVideo-Titel;Link\r\nRick;{watch(A)}\r\n") == ("csv", [(3, A, "Rick")], [])


def test_csv_without_header_is_read_by_content() -> None:
    text = f"Rick Astley,{watch(A)},2020-01-01\nMe at the zoo,{watch(B)},2020-01-02\n"
    assert found(text) == ("csv", [(1, A, "Rick Astley"), (2, B, "Me at the zoo")], [])


def test_csv_with_an_unknown_header_over_ids() -> None:
    assert found(f"id,title\n{A},Rick\n{B},Zoo\n") == ("csv", [(2, A, "Rick"), (3, B, "Zoo")], [])


def test_a_row_with_id_and_address_is_one_video_and_its_channel_none() -> None:
    text = f"video_id,url,channel_url\n{A},{watch(A)},https://www.youtube.com/channel/{CHANNEL}\n"
    parsed = parse_file(text.encode(), None)
    assert [video.youtube_id for video in parsed.videos] == [A]
    assert parsed.collections == []


def test_a_column_called_video_may_hold_titles() -> None:
    assert found(f"Video,URL\nRick,{watch(A)}\nZoo,{watch(B)}\n")[1] == [(2, A, None), (3, B, None)]


def test_one_column_with_a_header() -> None:
    assert found(f"url\n{watch(A)}\n{watch(B)}\n") == ("csv", [(2, A, None), (3, B, None)], [])


def test_lists_of_ids_are_no_table() -> None:
    assert found(f"{A},{B}\n{C},{A}\n") == (
        "text",
        [(1, A, None), (1, B, None), (2, C, None), (2, A, None)],
        [],
    )


def test_a_table_in_markdown() -> None:
    text = f"| Title | Link |\n|---|---|\n| Rick | {watch(A)} |\n| Zoo | {watch(B)} |\n"
    assert found(text) == ("csv", [(3, A, "Rick"), (4, B, "Zoo")], [])


def test_details_of_a_table() -> None:
    text = (
        f"video_id,channel,duration,upload_date,time_added\n{A},Rick,3:33,20091025,2020-01-31 12:00:00 UTC\n"
    )
    (video,) = parse_file(text.encode(), None).videos
    assert video.details == EntryDetails(
        "Rick", 213, datetime(2009, 10, 25, tzinfo=UTC), datetime(2020, 1, 31, 12, tzinfo=UTC)
    )


@pytest.mark.parametrize(
    "header",
    ["Video ID,Playlist Video Creation Timestamp", "Video-ID,Zeitstempel der Erstellung des Playlist-Videos",
     "ID de la vidéo,Code temporel", "ID de vídeo,Marca de tiempo", "Unknown,Words"],
)  # fmt: skip
def test_a_playlist_of_takeout_in_any_language(header: str) -> None:
    text = f"{header}\n{A},2022-05-01T10:00:00+00:00\n{B},2022-05-02T10:00:00+00:00\n\n"
    format_name, videos, invalid = found(text, "Watch later-videos.csv")
    assert format_name == ("csv" if header.startswith("Unknown") else "takeout_csv")
    assert (videos, invalid) == ([(2, A, None), (3, B, None)], [])


def test_what_stands_above_an_older_takeout_playlist_is_no_entry() -> None:
    text = (
        "Playlist Id,Channel Id,Time Created,Time Updated,Title,Description,Visibility\n"
        f"PLrAXtmErZgOeiKm4sgNOknGvNjby9efdf,{CHANNEL},2019-01-01 00:00:00 UTC,2020-01-01 00:00:00 UTC,Mine,,Private\n"
        f"\nVideo Id,Time Added\n{A},2020-01-01 00:00:00 UTC\n"
    )
    parsed = parse_file(text.encode(), None)
    assert (parsed.format, parsed.collections, parsed.invalid) == ("takeout_csv", [], [])
    details = EntryDetails(added_at=datetime(2020, 1, 1, tzinfo=UTC))
    assert parsed.videos == [VideoEntry(5, A, None, details)]


def test_subscriptions_of_takeout() -> None:
    text = (
        f"Channel Id,Channel Url,Channel Title\n{CHANNEL},http://www.youtube.com/channel/{CHANNEL},Google\n"
    )
    parsed = parse_file(text.encode(), None)
    assert parsed.format == "takeout_csv"
    assert [(entry.line, entry.youtube_id) for entry in parsed.collections] == [(2, CHANNEL)]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_any_encoding(encoding: str) -> None:
    text = f"Titel;Link\nGrüße aus München, schöne Straßen für Fußgänger;{watch(A)}\nÜber Öl und Käse;{watch(B)}\n"
    expected = [(2, A, "Grüße aus München, schöne Straßen für Fußgänger"), (3, B, "Über Öl und Käse")]
    assert found(text.encode(encoding)) == ("csv", expected, [])


@pytest.mark.parametrize(
    "content",
    [b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, b"%PDF-1.7\n", b"\x1f\x8b\x08" + bytes(50), bytes(5000),
     b"SQLite format 3\0" + bytes(2000), b"PK\x03\x04garbage", bytes(range(256)) * 50],
)  # fmt: skip
def test_what_is_no_text_is_refused_plainly(content: bytes) -> None:
    with pytest.raises(UnreadableFile) as caught:
        parse_file(content, "videos.csv")
    assert caught.value.code == "unreadable_file"


def test_an_empty_file_is_an_empty_list() -> None:
    assert found(b"") == ("text", [], [])


def test_plain_text_counts_its_lines() -> None:
    assert found(f"# mine\n\n{watch(A)}\nhello there\n") == ("text", [(3, A, None)], ["not_a_link"])


def test_json_lists_of_links_and_ids() -> None:
    text = json.dumps([watch(A), B, "hello", "https://vimeo.com/1"], indent=1)
    assert found(text) == ("json", [(2, A, None), (3, B, None)], ["not_a_link", "not_a_video_link"])


def test_json_lists_of_objects() -> None:
    text = json.dumps([{"name": "Rick", "link": watch(A)}, {"videoId": B}, {"id": C, "title": "G"}], indent=1)
    assert found(text) == ("json", [(4, A, "Rick"), (7, B, None), (10, C, "G")], [])


def test_nested_json_keeps_to_what_was_listed() -> None:
    channel = {
        "channel_url": f"https://www.youtube.com/channel/{CHANNEL}",
        "thumbnail": f"https://i.ytimg.com/vi/{C}/0.jpg",
    }
    playlist = {
        "webpage_url": "https://www.youtube.com/playlist?list=PLrAXtmErZgOeiKm4s",
        "tags": ["information"],
    }
    text = json.dumps(
        {"data": {**playlist, "entries": [{"id": A, "title": "Rick", **channel}, {"url": watch(B)}]}}
    )
    parsed = parse_file(text.encode(), None)
    assert [video.youtube_id for video in parsed.videos] == [A, B]
    assert (parsed.collections, parsed.invalid) == ([], [])


def test_json_of_the_data_api() -> None:
    snippet = {"title": "Rick", "resourceId": {"kind": "youtube#video", "videoId": A}}
    text = json.dumps(
        {"kind": "youtube#playlistItemListResponse", "items": [{"id": "UExyQVh0", "snippet": snippet}]}
    )
    assert found(text) == ("json", [(1, A, "Rick")], [])


def test_json_lines() -> None:
    text = f'{{"id": "{A}", "title": "Rick"}}\n\n{{"id": "{B}", "title": "Zoo"}}\n'
    assert found(text) == ("json", [(1, A, "Rick"), (3, B, "Zoo")], [])


@pytest.mark.parametrize("text", ["[" * 90 + f'"{A}"' + "]" * 90, "[" * 100_000])
def test_json_nested_beyond_reason_is_refused(text: str) -> None:
    with pytest.raises(UnreadableFile):
        parse_file(text.encode(), None)


def test_broken_json_is_read_as_text() -> None:
    assert found(f'["{watch(A)}",\n"{watch(B)}"')[1] == [(1, A, None), (2, B, None)]


def test_watch_history_of_takeout_as_json() -> None:
    ad = {
        "header": "YouTube",
        "title": "Watched Ad",
        "titleUrl": watch(C),
        "details": [{"name": "From Google Ads"}],
    }
    video = {"header": "YouTube", "title": "Watched Rick", "titleUrl": watch(A), "time": "2024-05-01T10:00:00.123Z",
             "subtitles": [{"name": "Astley", "url": f"https://www.youtube.com/channel/{CHANNEL}"}]}  # fmt: skip
    parsed = parse_file(json.dumps([ad, video]).encode(), None)
    assert [(entry.youtube_id, entry.title) for entry in parsed.videos] == [(A, "Rick")]
    assert parsed.videos[0].details == EntryDetails(
        "Astley", added_at=datetime(2024, 5, 1, 10, 0, 0, 123000, UTC)
    )
    assert parsed.collections == []


def freetube_playlist(name: str, *ids: str) -> dict[str, object]:
    videos = [
        {"videoId": each, "title": f"Title {each}", "author": "X", "lengthSeconds": 5, "type": "video"}
        for each in ids
    ]
    return {"playlistName": name, "videos": videos, "_id": name}


def test_freetube_keeps_the_latest_of_each_record() -> None:
    lines = [freetube_playlist("Old", C), freetube_playlist("Mine", C), freetube_playlist("Mine", A, B),
             {"$$deleted": True, "_id": "Old"}]  # fmt: skip
    text = "\n".join(map(json.dumps, lines))
    assert found(text, "playlists.db") == ("freetube", [(3, A, f"Title {A}"), (3, B, f"Title {B}")], [])


def test_freetube_as_a_json_list() -> None:
    assert found(json.dumps([freetube_playlist("Mine", A)], indent=0))[:2] == (
        "freetube",
        [(6, A, f"Title {A}")],
    )


def test_profiles_and_history_of_freetube() -> None:
    profile = {
        "name": "All",
        "bgColor": "#fff",
        "subscriptions": [{"id": CHANNEL, "name": "G"}],
        "_id": "allChannels",
    }
    watched = {"videoId": A, "title": "Rick", "watchProgress": 3, "timeWatched": 1700000000000, "_id": "x"}
    parsed = parse_file("\n".join(map(json.dumps, [profile, watched])).encode(), None)
    assert [entry.youtube_id for entry in parsed.collections] == [CHANNEL]
    assert parsed.videos[0].details == EntryDetails(added_at=datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC))


def test_subscriptions_of_newpipe() -> None:
    channels = [{"service_id": 0, "url": f"https://www.youtube.com/channel/{CHANNEL}", "name": "G"},
                {"service_id": 1, "url": "https://soundcloud.com/x", "name": "S"}]  # fmt: skip
    parsed = parse_file(json.dumps({"app_version": "0.27", "subscriptions": channels}).encode(), None)
    assert parsed.format == "newpipe"
    assert [entry.youtube_id for entry in parsed.collections] == [CHANNEL]
    assert [entry.code for entry in parsed.invalid] == ["not_a_video_link"]


def test_export_of_invidious() -> None:
    value = {"subscriptions": [CHANNEL], "watch_history": [A], "preferences": {"locale": "en-US", "feed_menu": ["Popular"]},
             "playlists": [{"title": "Mine", "privacy": "Private", "videos": [B, C]}]}  # fmt: skip
    parsed = parse_file(json.dumps(value, indent=1).encode(), None)
    assert parsed.format == "invidious"
    assert [(video.line, video.youtube_id) for video in parsed.videos] == [(6, A), (19, B), (20, C)]
    assert [entry.youtube_id for entry in parsed.collections] == [CHANNEL]
    assert parsed.invalid == []


BOOKMARKS = f"""<!DOCTYPE NETSCAPE-Bookmark-file-1>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<TITLE>Bookmarks</TITLE><H1>Bookmarks Menu</H1>
<DL><p>
    <DT><H3 ADD_DATE="1">Music</H3>
    <DL><p>
        <DT><A HREF="https://www.youtube.com/watch?list=x&amp;v={A}" ADD_DATE="1700000000"
           TAGS="music,80s">Rick &amp; Roll</A>
        <DD>a note
        <DT><A HREF="https://example.com/">Elsewhere</A>
        <DT><A HREF="javascript:void(0)">Bookmarklet</A>
        <DT><A HREF='https://youtu.be/{B}' ICON="data:image/png;base64,AAAA"><b>Zoo</b></A>
    </DL><p>
</DL>
"""


def test_bookmarks() -> None:
    format_name, videos, invalid = found(BOOKMARKS, "bookmarks.html")
    assert format_name == "bookmarks_html"
    assert videos == [(7, A, "Rick & Roll"), (12, B, "Zoo")]
    assert invalid == ["not_a_video_link"]
    details = EntryDetails(
        added_at=datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC), notes="a note", tags=("music", "80s")
    )
    assert parse_file(BOOKMARKS.encode(), None).videos[0].details == details


def test_other_pages_are_searched_for_videos() -> None:
    links = f'<a href="/">Home</a> <a href="/watch?v={A}">Rick</a>'
    page = f'<html><body><p>{links}\n<iframe src="//youtube.com/embed/{B}"></iframe>'
    assert found(page) == ("bookmarks_html", [(1, A, "Rick"), (2, B, None)], [])


def test_watch_history_of_takeout_as_html() -> None:
    cell = '<div class="outer-cell mdl-cell"><div class="content-cell">Watched '
    channel = f'<br><a href="https://www.youtube.com/channel/{CHANNEL}">Astley</a><br>Jan 1, 2024</div>'
    ad = '<div class="content-cell"><b>Details:</b><br>&emsp;From Google Ads<br></div>'
    page = (
        f'<html><body>\n{cell}<a href="{watch(A)}">Rick</a>{channel}</div>'
        f'\n{cell}<a href="{watch(C)}">Buy</a>{channel}{ad}</div>'
        f'\n{cell}<a href="{watch(B)}">{watch(B)}</a><br></div></body></html>'
    )
    assert found(page, "watch-history.html") == ("takeout_html", [(2, A, "Rick"), (4, B, None)], [])
    parsed = parse_file(page.encode(), None)
    assert parsed.videos[0].details == EntryDetails("Astley")
    assert parsed.collections == []


def test_subscriptions_as_opml() -> None:
    text = (
        '<?xml version="1.0" encoding="ISO-8859-1"?>\n<opml version="1.1"><body><outline text="Subs">\n'
        f'<outline type="rss" title="G" xmlUrl="https://www.youtube.com/feeds/videos.xml?channel_id={CHANNEL}"/>\n'
        '<outline type="rss" xmlUrl="https://example.com/feed.xml"/></outline></body></opml>'
    )
    parsed = parse_file(text.encode(), None)
    assert parsed.format == "opml"
    assert [(entry.line, entry.kind, entry.youtube_id) for entry in parsed.collections] == [
        (3, "channel", CHANNEL)
    ]
    assert [(entry.line, entry.code) for entry in parsed.invalid] == [(4, "not_a_video_link")]


@pytest.mark.parametrize(
    "declaration",
    ['<!DOCTYPE opml [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>', '<!DOCTYPE opml SYSTEM "file:///etc/passwd">',
     '<!DOCTYPE opml [<!ENTITY x SYSTEM "http://169.254.169.254/">]>'],
)  # fmt: skip
def test_opml_that_declares_anything_is_refused(declaration: str) -> None:
    with pytest.raises(UnreadableFile):
        parse_file(f'{declaration}<opml><body><outline xmlUrl="&b;"/></body></opml>'.encode(), None)


def test_broken_opml_is_read_as_text() -> None:
    assert found(f'<opml>\n<outline url="{watch(A)}"><b></opml>')[1] == [(2, A, None)]


def test_the_number_of_entries_has_a_limit() -> None:
    with pytest.raises(InputTooLarge):
        parse_file(json.dumps([A] * 50_001).encode(), None)
