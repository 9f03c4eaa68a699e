"""The progress socket: who may listen, and that nobody who does ever misses anything."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any
from uuid import UUID

import httpx
import orjson
import pytest
from starlette.websockets import WebSocket
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from reelshelf.accounts.tokens import Identity
from reelshelf.imports.snapshot import snapshot
from reelshelf.kit.db import Database, create_engine
from reelshelf.kit.ids import new_id
from reelshelf.progress import events
from reelshelf.progress.hub import Hub
from reelshelf.progress.publisher import Publisher, channel_of
from reelshelf.progress.rounds import Rounds
from reelshelf.progress.socket import CATCH_UP_LIMIT, ProgressSocket
from running import PASSWORD, PATIENCE_SECONDS, Person, events_until
from simulators.world.ids import video_ids
from sockets import address_of, progress_socket

if TYPE_CHECKING:
    from redis.asyncio import Redis
    from websockets.asyncio.client import ClientConnection


NOT_SIGNED_IN = 4401


def greeting(token: str, since: int | None = None) -> str:
    return orjson.dumps({"type": "auth", "token": token, "since": since}).decode()


async def closing_code(connection: ClientConnection) -> int | None:
    """How the server ended it; fails when it does not."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        await connection.wait_closed()
    return connection.close_code


async def tell(database: Database, redis: Redis, person: Person, *texts: str) -> list[events.Event]:
    """Events as any part of Reelshelf makes them: committed, then published."""
    user_id = await user_of(person)
    told = await store(database, person, *texts)
    await Publisher(redis).publish(user_id, told)
    return told


async def store(database: Database, person: Person, *texts: str) -> list[events.Event]:
    """Committed, and not published."""
    user_id = await user_of(person)
    async with database.begin() as connection:
        return await events.append(connection, user_id, [{"type": "test", "text": text} for text in texts])


async def user_of(person: Person) -> UUID:
    return UUID((await person.get("/api/me"))["id"])


@pytest.mark.parametrize(
    "first",
    [
        greeting("nonsense"),
        greeting(""),
        "no JSON",
        "[]",
        '{"type": "auth"}',
        '{"type": "auth", "token": 5}',
        '{"type": "hello", "token": "x"}',
        "x" * 9000,
        b"\x00\x01",
    ],
    ids=["forged", "empty", "text", "list", "no token", "number", "other type", "long", "binary"],
)
async def test_a_bad_greeting_is_4401(base_url: str, first: str | bytes) -> None:
    async with progress_socket(base_url) as connection:
        await connection.send(first)
        assert await closing_code(connection) == NOT_SIGNED_IN


async def test_silence_is_4401(database: Database, redis: Redis) -> None:
    sent: list[dict[str, Any]] = []
    arriving: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    arriving.put_nowait({"type": "websocket.connect"})

    async def send(message: Any) -> None:
        sent.append(message)

    async def nobody(_: str) -> Identity:
        raise AssertionError

    socket = WebSocket({"type": "websocket", "headers": []}, arriving.get, send)
    await ProgressSocket(
        socket, database=database, hub=Hub(redis), authenticate=nobody, snapshot=snapshot, auth_seconds=0.01
    ).run()
    assert [message["type"] for message in sent] == ["websocket.accept", "websocket.close"]
    assert sent[1]["code"] == NOT_SIGNED_IN


@pytest.mark.parametrize(
    "origin", [None, "", "https://evil.example", "null", "http://127.0.0.1.evil.example", "//", "http://[x"]
)
async def test_who_does_not_come_from_our_own_page_is_refused(base_url: str, origin: str | None) -> None:
    headers = {} if origin is None else {"Origin": origin}
    with pytest.raises(InvalidStatus) as refused:
        await connect(address_of(base_url), additional_headers=headers)
    assert refused.value.response.status_code == 403


async def test_a_token_is_good_for_one_account_only(person: Person, stranger: Person) -> None:
    async with person.socket() as (connection, _):
        await connection.send(greeting(stranger.token))
        assert await closing_code(connection) == NOT_SIGNED_IN


async def test_the_token_of_an_ended_session_is_4401(base_url: str, person: Person) -> None:
    async with httpx.AsyncClient(base_url=base_url) as client:
        login = await client.post("/api/auth/login", json={"email": "ada@example.org", "password": PASSWORD})
        await client.post("/api/auth/logout")
    assert (await person.get("/api/me"))["email"] == "ada@example.org", "the other session lives on"
    async with progress_socket(base_url) as connection:
        await connection.send(greeting(login.json()["access_token"]))
        assert await closing_code(connection) == NOT_SIGNED_IN


async def test_signing_out_ends_the_open_socket(base_url: str, person: Person) -> None:
    async with httpx.AsyncClient(base_url=base_url) as client:
        login = await client.post("/api/auth/login", json={"email": "ada@example.org", "password": PASSWORD})
        leaving = Person(base_url, login.json()["access_token"])
        async with leaving.socket() as (connection, _), person.socket() as (staying, _):
            await client.post("/api/auth/logout")
            assert await closing_code(connection) == NOT_SIGNED_IN
            await person.create_list()
            await person.import_links(await person.create_list("More"), video_ids(1))
            await events_until(staying, lambda event: event["type"] == "videos_added")
    await leaving.http.aclose()


async def test_the_token_is_renewed_on_the_open_socket(
    base_url: str, person: Person, database: Database, redis: Redis
) -> None:
    async with httpx.AsyncClient(base_url=base_url) as client:
        await client.post("/api/auth/login", json={"email": "ada@example.org", "password": PASSWORD})
        newer = (await client.post("/api/auth/refresh")).json()["access_token"]
    async with person.socket() as (connection, _):
        await connection.send(greeting(newer))
        told = await tell(database, redis, person, "still here")
        assert await events_until(connection, lambda event: event["type"] == "test") == told


async def test_a_bad_renewal_ends_the_socket(person: Person) -> None:
    async with person.socket() as (connection, _):
        await connection.send(greeting("nonsense"))
        assert await closing_code(connection) == NOT_SIGNED_IN


async def test_nobody_hears_of_another_account(
    person: Person, stranger: Person, database: Database, redis: Redis
) -> None:
    async with person.socket(since=0) as (mine, ready):
        assert (ready["seq"], ready["snapshot"]) == (0, [])
        secret = await stranger.create_list("Secret")
        await stranger.import_links(secret, video_ids(3))
        await tell(database, redis, stranger, "secret")
        told = await tell(database, redis, person, "mine")
        assert await events_until(mine, lambda event: event["type"] == "test") == told
    async with person.socket() as (_, ready):
        assert (ready["seq"], ready["snapshot"]) == (1, [])


async def test_the_snapshot_shows_what_is_under_way(person: Person) -> None:
    receipt = await person.import_links(await person.create_list(), video_ids(3))
    async with person.socket() as (_, ready):
        job, *videos = ready["snapshot"]
    assert (job["type"], job["job_id"], job["pending"]) == ("job_progress", receipt["job_id"], 3)
    assert [video["video_id"] for video in videos] == receipt["video_ids"]
    assert {(video["stage"], video["progress"]) for video in videos} == {("created", 0)}


async def test_somebody_far_behind_gets_the_snapshot_alone(
    person: Person, database: Database, redis: Redis
) -> None:
    await store(database, person, *("old" for _ in range(CATCH_UP_LIMIT + 1)))
    async with person.socket(since=0) as (connection, ready):
        assert ready["seq"] == CATCH_UP_LIMIT + 1
        told = await tell(database, redis, person, "new")
        assert await events_until(connection, lambda event: event["text"] == "new") == told


@pytest.mark.parametrize("since", ["-1", "1" + "0" * 30, "1.5", '"1"', "[]"])
async def test_a_since_that_is_none_of_ours_gets_the_snapshot_alone(
    person: Person, database: Database, redis: Redis, since: str
) -> None:
    old = await tell(database, redis, person, "old")
    async with progress_socket(person.base_url) as connection:
        await connection.send(greeting(person.token).replace("null", since))
        assert orjson.loads(await connection.recv())["seq"] == old[-1]["seq"]
        news = await tell(database, redis, person, "new")
        assert await events_until(connection, lambda event: event["text"] == "new") == news


async def test_many_changes_come_in_few_frames(person: Person, database: Database, redis: Redis) -> None:
    publisher, user_id = Publisher(redis), await user_of(person)
    async with person.socket() as (connection, ready):
        told = await store(database, person, *(str(number) for number in range(200)))
        for event in told:
            await publisher.publish(user_id, [event])
        frames: list[list[int]] = []
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not frames or frames[-1][-1] < ready["seq"] + 200:
                frames.append([event["seq"] for event in orjson.loads(await connection.recv())["events"]])
    assert [seq for frame in frames for seq in frame] == list(range(ready["seq"] + 1, ready["seq"] + 201))
    assert len(frames) < 100


async def test_events_told_out_of_order_arrive_in_order(
    person: Person, database: Database, redis: Redis
) -> None:
    """Two workers commit one after the other and publish the other way round."""
    user_id = await user_of(person)
    async with person.socket() as (connection, _):
        first = await store(database, person, "first")
        second = await store(database, person, "second")
        await Publisher(redis).publish(user_id, second)
        await Publisher(redis).publish(user_id, first)
        third = await tell(database, redis, person, "third")
        heard = await events_until(connection, lambda event: event["text"] == "third")
    assert heard == [*first, *second, *third]


async def test_what_redis_loses_is_read_from_the_tables(
    person: Person, database: Database, redis: Redis
) -> None:
    async with person.socket() as (connection, _):
        lost = await store(database, person, *("lost" for _ in range(CATCH_UP_LIMIT + 5)))
        told = await tell(database, redis, person, "heard")
        assert await events_until(connection, lambda event: event["text"] == "heard") == [*lost, *told]


async def test_a_cut_connection_to_redis_costs_nothing(
    person: Person, database: Database, redis: Redis
) -> None:
    user_id = await user_of(person)
    async with person.socket() as (connection, _):
        heard = await tell(database, redis, person, "before")
        assert await events_until(connection, lambda event: event["text"] == "before") == heard
        for _ in range(3):
            await redis.client_kill_filter(_type="pubsub")
            lost = await store(database, person, "lost")
            # Nothing is published: that the subscription was made anew is reason enough to look.
            assert await events_until(connection, lambda event: event["text"] == "lost") == lost
        assert (await redis.pubsub_numsub(channel_of(user_id)))[0][1] == 1
        told = await tell(database, redis, person, "after")
        assert await events_until(connection, lambda event: event["text"] == "after") == told


async def test_what_nobody_published_is_read_from_the_tables(person: Person, database: Database) -> None:
    async with person.socket() as (connection, _):
        for _ in range(2):
            lost = await store(database, person, "lost")
            assert await events_until(connection, lambda event: event["text"] == "lost") == lost


async def test_sockets_end_when_nobody_can_say_who_sits_there(redis: Redis) -> None:
    hub = Hub(redis)
    listener = await hub.join(Identity(new_id(), new_id(), None))
    away = Database(create_engine("postgresql://127.0.0.1:1/nothing"))
    rounds = asyncio.create_task(Rounds(hub, away, round_seconds=0.01, blind_seconds=0.05).run())
    async with asyncio.timeout(PATIENCE_SECONDS):
        with pytest.raises(ConnectionError):
            await listener.wait()
    assert not rounds.done(), "it goes on, and sockets may come again"
    rounds.cancel()
