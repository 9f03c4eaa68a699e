"""What strangers send: too much, too deep, in odd encodings, or simply strange. It is refused plainly or kept as it is."""

from __future__ import annotations

import asyncio
import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import orjson
import pytest

from reelshelf.http import BODY_BYTES, FILE_BODY_BYTES, TEXT_BODY_BYTES
from running import PATIENCE_SECONDS

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import httpx

    from running import Person

_WEB = Path(__file__).parent.parent.parent / "web"
NAUGHTY: list[str] = orjson.loads(
    (_WEB / "node_modules" / "big-list-of-naughty-strings" / "blns.json").read_bytes()
)
LINK = "https://youtu.be/dQw4w9WgXcQ"
BOUNDARY = "boundary"
PART_HEAD = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'.encode()


@pytest.fixture
async def list_id(person: Person) -> str:
    return await person.create_list()


async def upload(person: Person, list_id: str, content: bytes, name: str = "a.txt") -> httpx.Response:
    return await person.http.post(f"/api/lists/{list_id}/videos/bulk", files={"file": (name, content)})


def code_of(answer: httpx.Response) -> str:
    assert answer.headers["content-type"] == "application/problem+json"
    return str(answer.json()["code"])


async def endless(person: Person, path: str, content_type: str, head: bytes, announced: int | None) -> bytes:
    """The answer to a body that goes on until there is one."""
    place = urlsplit(person.base_url)
    reader, writer = await asyncio.open_connection(place.hostname, place.port)
    length = f"Content-Length: {announced}" if announced else "Transfer-Encoding: chunked"
    lines = (
        f"POST {path} HTTP/1.1",
        f"Host: {place.netloc}",
        f"Authorization: Bearer {person.token}",
        f"Content-Type: {content_type}",
        length,
    )
    first = head if announced else b"%x\r\n%s\r\n" % (len(head), head)
    part = b"x" * 65_536 if announced else b"10000\r\n" + b"x" * 65_536 + b"\r\n"
    answer = asyncio.create_task(reader.readuntil(b"}"))
    try:
        writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + first)
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not answer.done():
                writer.write(part)
                await writer.drain()
        return answer.result()
    finally:
        answer.cancel()
        writer.transport.abort()


@pytest.mark.parametrize("announced", [1_000_000_000, None])
@pytest.mark.parametrize(
    ("path", "content_type", "head"),
    [
        ("/api/lists", "application/json", b'{"name": "'),
        ("/api/lists/{list_id}/videos/batch", "application/json", b'{"text": "'),
        ("/api/lists/{list_id}/videos/bulk", f"multipart/form-data; boundary={BOUNDARY}", PART_HEAD),
        ("/api/imports/preview", f"multipart/form-data; boundary={BOUNDARY}", PART_HEAD),
    ],
)
async def test_a_body_without_end_is_refused(
    person: Person, list_id: str, path: str, content_type: str, head: bytes, announced: int | None
) -> None:
    answer = await endless(person, path.format(list_id=list_id), content_type, head, announced)
    status, _, rest = answer.partition(b"\r\n")
    assert status.startswith(b"HTTP/1.1 413")
    assert orjson.loads(rest.rpartition(b"\r\n\r\n")[2])["code"] == "too_large"
    assert (await person.http.get("/api/lists")).status_code == 200


@pytest.mark.parametrize(
    ("limit", "wanted"),
    [(BODY_BYTES, 10_000 * 40), (TEXT_BODY_BYTES, 10_000_000), (FILE_BODY_BYTES, 50_000_000)],
)
def test_limits_leave_room_for_what_the_routes_take(limit: int, wanted: int) -> None:
    """Ten thousand ids of 36 characters; ten million characters of text; fifty megabytes of file."""
    assert limit > wanted


async def test_a_streamed_body_within_the_limit_is_taken(person: Person) -> None:
    async def parts() -> AsyncIterator[bytes]:
        yield b'{"name": '
        yield b'"In parts"}'

    answer = await person.http.post(
        "/api/lists", content=parts(), headers={"Content-Type": "application/json"}
    )
    assert (answer.status_code, answer.json()["name"]) == (201, "In parts")


async def test_depth_is_refused(person: Person, list_id: str) -> None:
    for content in (b"[" * 100_000, b'{"a":' * 100_000, b'{"name": ' + b"[" * 50_000 + b"]" * 50_000 + b"}"):
        for path in ("/api/lists", f"/api/lists/{list_id}/videos/batch", "/api/imports/preview"):
            headers = {"Content-Type": "application/json"}
            answer = await person.http.post(path, content=content, headers=headers)
            assert 400 <= answer.status_code < 500
        assert (await upload(person, list_id, content, "deep.json")).status_code in {201, 413, 422}


async def test_ten_thousand_lines_of_nonsense_are_all_accounted_for(person: Person, list_id: str) -> None:
    lines = [f"{number} {NAUGHTY[number % len(NAUGHTY)]}".replace("\n", " ") for number in range(9_999)]
    lines = [line.replace("\r", " ").replace("\x0b", " ").replace("\x0c", " ") for line in lines]
    answer = await upload(person, list_id, "\n".join([*lines, LINK]).encode())
    receipt = answer.json()
    assert answer.status_code == 201
    assert receipt["created"] == 1
    assert receipt["total"] == receipt["created"] + receipt["duplicates"] + len(receipt["invalid"])
    assert {each["line"] for each in receipt["invalid"]} <= set(range(1, 10_001))


async def test_a_line_of_forty_megabytes_costs_no_other(person: Person, list_id: str) -> None:
    answer = await upload(person, list_id, b"x" * 40_000_000 + f"\n{LINK}\n".encode())
    receipt = answer.json()
    assert (answer.status_code, receipt["created"], len(receipt["invalid"])) == (201, 1, 1)
    assert len(receipt["invalid"][0]["text"]) < 300


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
async def test_any_encoding_is_read(person: Person, list_id: str, encoding: str) -> None:
    answer = await upload(
        person, list_id, f"Bücher über Käse\n{LINK}\nhttps://youtu.be/9bZkp7q19f0\n".encode(encoding)
    )
    assert answer.json()["created"] == 2


async def test_what_is_mostly_nul_bytes_is_refused(person: Person, list_id: str) -> None:
    answer = await upload(person, list_id, b"a\x00b\x00\x00c\n" + LINK.encode() + b"\nd\x00\n" * 100)
    assert (answer.status_code, code_of(answer)) == (422, "unreadable_file")


async def test_characters_that_no_database_keeps_cost_nothing_else(person: Person, list_id: str) -> None:
    strange = r"""{"url": "https://youtu.be/dQw4w9WgXcQ", "title": "\ud800T\u0000", "channel": "\ud83d",
        "notes": "a\ud800b\u0000c 🎬", "tags": ["\udfff", "ok\u0000"]}"""
    content = f'{{"format": "reelshelf", "version": 1, "videos": [{strange}]}}'.encode()
    assert (await upload(person, list_id, content, "a.json")).json()["created"] == 1
    [video] = await person.videos(list_id)
    assert (video["title"], video["notes"], len(video["tag_ids"])) == ("T", "abc 🎬", 1)


async def test_a_zip_bomb_is_refused(person: Person, list_id: str) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for number in range(4):
            archive.writestr(f"watch-history-{number}.json", b"0" * 100_000_000)
    assert bomb.tell() < 1_000_000
    answer = await upload(person, list_id, bomb.getvalue(), "takeout.zip")
    assert (answer.status_code, code_of(answer)) == (413, "too_large")


async def test_strange_texts_are_kept_as_they_are(person: Person, list_id: str) -> None:
    video_id = (await person.import_links(list_id, ["dQw4w9WgXcQ"]))["video_ids"][0]
    for text in NAUGHTY[::2]:
        answer = await person.http.patch(f"/api/videos/{video_id}", json={"title": text[:500], "notes": text})
        if answer.status_code == 200:
            assert (answer.json()["title"], answer.json()["notes"]) == (text[:500], text)
        else:
            assert code_of(answer) == "invalid_request"


@pytest.mark.parametrize("path", ["/api/lists", "/api/tags"])
async def test_strange_names_are_taken_or_refused_in_words(person: Person, path: str) -> None:
    for text in NAUGHTY[::3]:
        answer = await person.http.post(path, json={"name": text})
        if answer.status_code == 201:
            assert answer.json()["name"] == text.strip()
        else:
            assert answer.status_code in {409, 422}
            assert code_of(answer) != "internal_error"


async def test_strange_links_and_searches_break_nothing(person: Person, list_id: str) -> None:
    answers: list[Any] = []
    for text in NAUGHTY[::4]:
        answers.append(await person.http.post(f"/api/lists/{list_id}/videos", json={"url": text}))
        answers.append(await person.http.get(f"/api/lists/{list_id}/videos", params={"q": text[:300]}))
    assert {answer.status_code for answer in answers} <= {200, 201, 409, 422}
    batch = await person.http.post(f"/api/lists/{list_id}/videos/batch", json={"urls": [*NAUGHTY, LINK]})
    receipt = batch.json()
    assert receipt["created"] == 1
    assert receipt["total"] == receipt["created"] + receipt["duplicates"] + len(receipt["invalid"])
