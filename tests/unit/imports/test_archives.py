"""Zips and databases: Takeout, NewPipe, and what somebody prepared to do harm."""

from __future__ import annotations

import io
import json
import sqlite3
import struct
import zipfile
from contextlib import closing

import pytest

from reelshelf.imports.entries import InputTooLarge, UnreadableFile
from reelshelf.imports.formats import parse_file

A, B, C = "dQw4w9WgXcQ", "jNQXAC9IVRw", "9bZkp7q19f0"
CHANNEL = "UC_x5XG1OV2P6uZZ5FSM9Ttw"
ROOT = "Takeout/YouTube and YouTube Music"


def zipped(files: dict[str, str | bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return written.getvalue()


def newpipe_db(*statements: str) -> bytes:
    with closing(sqlite3.connect(":memory:")) as database:
        for statement in statements:
            database.execute(statement)
        database.commit()
        return database.serialize()


STREAMS = (
    "CREATE TABLE streams (uid INTEGER PRIMARY KEY, service_id, url, title, stream_type, duration, uploader)",
    """INSERT INTO streams VALUES
    (1, 0, 'https://www.youtube.com/watch?v=dQw4w9WgXcQ', 'Rick', 'VIDEO', 213, 'Astley'),
    (2, 0, 'https://www.youtube.com/watch?v=jNQXAC9IVRw', 'Zoo', 'VIDEO', 19, 'jawed'),
    (3, 0, 'https://www.youtube.com/watch?v=9bZkp7q19f0', 'Only cached', 'VIDEO', 1, 'x'),
    (4, 1, 'https://soundcloud.com/x/y', 'Sound', 'AUDIO', 1, 'x')""",
)
PLAYLISTS = (
    "CREATE TABLE playlists (uid INTEGER PRIMARY KEY, name)",
    "INSERT INTO playlists VALUES (1, 'Mine')",
    "CREATE TABLE playlist_stream_join (playlist_id, stream_id, join_index)",
    "INSERT INTO playlist_stream_join VALUES (1, 1, 1), (1, 2, 0), (1, 4, 2)",
    "CREATE TABLE subscriptions (uid INTEGER PRIMARY KEY, service_id, url, name)",
    "INSERT INTO subscriptions VALUES (1, 0, 'https://www.youtube.com/channel/UC_x5XG1OV2P6uZZ5FSM9Ttw', 'G')",
)
ENDLESS_VIEW = """CREATE VIEW streams AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
    SELECT i uid, i url, i title, i uploader, i duration FROM n"""
MANY_ROWS = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 20000) SELECT 1, 1, 1 FROM n"
)


def test_takeout_is_its_playlists_subscriptions_and_history() -> None:
    watched = [
        {"header": "YouTube", "title": "Watched C", "titleUrl": f"https://www.youtube.com/watch?v={C}"}
    ]
    searched = [
        {
            "header": "YouTube",
            "title": "Searched x",
            "titleUrl": "https://www.youtube.com/results?search_query=x",
        }
    ]
    content = zipped(
        {
            f"{ROOT}/history/watch-history.json": json.dumps(watched),
            f"{ROOT}/history/search-history.json": json.dumps(searched),
            f"{ROOT}/playlists/Music-videos.csv": f"Video ID,Time Added\n{A},2022-05-01 10:00:00 UTC\n",
            f"{ROOT}/playlists/playlists.csv": "Playlist ID,Playlist Title (Original)\nPLrAXtmErZgOeiKm4sgNOk,Music\n",
            f"{ROOT}/comments/comments.csv": f"Comment ID,Channel ID,Video ID,Comment Text\nx,{CHANNEL},{B},hi\n",
            f"{ROOT}/subscriptions/subscriptions.csv": f"Channel Id,Channel Url,Channel Title\n{CHANNEL},"
            f"http://www.youtube.com/channel/{CHANNEL},G\n",
            "Takeout/archive_browser.html": "<html><body><a href='https://youtube.com'>x</a></body></html>",
            f"{ROOT}/videos/mine.mp4": bytes(1000),
        }
    )
    parsed = parse_file(content, "takeout.zip")
    assert parsed.format == "takeout_zip"
    assert [(video.line, video.youtube_id) for video in parsed.videos] == [(2, A), (1, C)]
    assert [entry.youtube_id for entry in parsed.collections] == [CHANNEL]
    assert parsed.invalid == []


def test_other_zips_say_which_file_a_bad_line_is_in() -> None:
    parsed = parse_file(
        zipped({"lists/a.txt": f"https://youtu.be/{A}\n", "b.csv": f"url,title\nnothing here,x\n{B},y\n"}),
        None,
    )
    assert {video.youtube_id for video in parsed.videos} == {A, B}
    assert [(entry.source, entry.line) for entry in parsed.invalid] == [("b.csv", 2)]


def test_bad_lines_of_text_in_a_zip_have_their_source() -> None:
    parsed = parse_file(zipped({"a.txt": "hello there\n"}), None)
    assert [entry.source for entry in parsed.invalid] == ["a.txt"]


@pytest.mark.parametrize("name", ["../../etc/cron.d/x.txt", "/etc/x.txt", "C:\\x.txt", "a/" * 200 + "x.txt"])
def test_paths_in_archives_lead_nowhere(name: str) -> None:
    assert [video.youtube_id for video in parse_file(zipped({name: A}), None).videos] == [A]


def test_archives_in_archives_stay_closed() -> None:
    content = zipped({"inner.zip": zipped({"a.txt": A}), "b.txt": B})
    assert [video.youtube_id for video in parse_file(content, None).videos] == [B]


def test_an_archive_without_lists_is_refused() -> None:
    with pytest.raises(UnreadableFile):
        parse_file(zipped({"xl/workbook.xml": "<x/>", "[Content_Types].xml": "<x/>"}), "table.xlsx")


def test_a_bomb_is_not_unpacked() -> None:
    with pytest.raises(InputTooLarge):
        parse_file(zipped({"a.txt": bytes(30 * 1024 * 1024)}), None)


def test_a_bomb_that_lies_about_its_size_is_not_unpacked() -> None:
    content = bytearray(zipped({"a.txt": bytes(10 * 1024 * 1024)}))
    header = content.rfind(b"PK\x01\x02")
    content[header + 24 : header + 28] = (100).to_bytes(4, "little")
    with pytest.raises((InputTooLarge, UnreadableFile)):
        parse_file(bytes(content), None)


def test_an_archive_of_too_many_files_is_refused() -> None:
    with pytest.raises(InputTooLarge):
        parse_file(zipped({f"{number}.txt": "" for number in range(1_001)}), None)


def test_a_directory_of_a_million_files_is_not_even_read() -> None:
    """It says that it has 65,535; each of them would be an object of a kilobyte."""
    entry = b"PK\x01\x02" + bytes(42) + b"a"
    directory = entry * 1_000_000
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 65_535, 65_535, len(directory), 30, 0)
    with pytest.raises(InputTooLarge):
        parse_file(b"PK\x03\x04" + bytes(26) + directory + end, None)


def test_a_damaged_archive_is_refused() -> None:
    content = bytearray(zipped({"a.txt": "\n".join([A] * 50)}))
    content[45] ^= 0xFF
    with pytest.raises(UnreadableFile):
        parse_file(bytes(content), None)


def test_a_locked_archive_is_refused() -> None:
    content = bytearray(zipped({"a.txt": A}))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.find(mark) + flags] |= 1
    with pytest.raises(UnreadableFile):
        parse_file(bytes(content), None)


@pytest.mark.parametrize("in_zip", [True, False])
def test_newpipe_is_its_playlists_in_order(in_zip: bool) -> None:  # noqa: FBT001 - a case, not a switch
    database = newpipe_db(*STREAMS, *PLAYLISTS)
    content = zipped({"newpipe.db": database, "newpipe.settings": b"\xac\xed"}) if in_zip else database
    parsed = parse_file(content, None)
    assert parsed.format == ("newpipe" if in_zip else "newpipe_db")
    assert [(video.line, video.youtube_id, video.title) for video in parsed.videos] == [
        (1, B, "Zoo"),
        (2, A, "Rick"),
    ]
    assert [(entry.line, entry.code) for entry in parsed.invalid] == [(3, "not_a_video_link")]
    assert [entry.youtube_id for entry in parsed.collections] == [CHANNEL]
    details = parsed.videos[0].details
    assert details is not None
    assert (details.channel, details.duration_seconds) == ("jawed", 19)


def test_a_database_that_kept_a_write_ahead_log_opens() -> None:
    content = bytearray(newpipe_db(*STREAMS, *PLAYLISTS))
    content[18:20] = b"\x02\x02"
    assert len(parse_file(bytes(content), None).videos) == 2


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "statements",
    [
        ("CREATE TABLE other (x)",),
        ("CREATE TABLE streams (x)", "CREATE TABLE playlist_stream_join (y)"),
        ("CREATE TABLE playlist_stream_join (playlist_id, stream_id, join_index)", ENDLESS_VIEW),
        (
            "CREATE TABLE subscriptions (name, url AS (hex(zeroblob(4000000))))",
            "INSERT INTO subscriptions VALUES (1)",
        ),
        (
            "CREATE TABLE streams (uid, url, title, uploader AS (1), duration AS (1))",
            "CREATE TABLE playlist_stream_join (playlist_id, stream_id, join_index)",
            "CREATE INDEX by_stream ON playlist_stream_join (stream_id)",
            "INSERT INTO streams " + MANY_ROWS,
            "INSERT INTO playlist_stream_join " + MANY_ROWS,
            # False statistics talk SQLite into sorting all that the two tables have in common.
            "ANALYZE",
            "UPDATE sqlite_stat1 SET stat = '20000 1' WHERE idx = 'by_stream'",
            "INSERT INTO sqlite_stat1 VALUES ('streams', NULL, '3')",
        ),
    ],
    ids=["another program", "other columns", "endless view", "heavy column", "400 million rows"],
)
def test_a_prepared_database_is_refused(statements: tuple[str, ...]) -> None:
    with pytest.raises(UnreadableFile):
        parse_file(newpipe_db(*statements), None)


@pytest.mark.parametrize("at", [100, 1000, 4200, 9000])
def test_a_damaged_database_is_refused_or_read(at: int) -> None:
    content = bytearray(newpipe_db(*STREAMS, *PLAYLISTS))
    content[at : at + 40] = b"\xff" * 40
    try:
        videos = parse_file(bytes(content), None).videos
    except UnreadableFile as refusal:
        assert refusal.code == "unreadable_file"  # noqa: PT017 - either way is sound
    else:
        assert {video.youtube_id for video in videos} <= {A, B, C}
