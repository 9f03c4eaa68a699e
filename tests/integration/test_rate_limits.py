"""Doors that count attempts: by account, by address, without Redis, and without telling who has an account."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from pydantic import SecretStr

from reelshelf.accounts import personal_tokens, pruning, sessions
from reelshelf.accounts.limits import EVERYTHING, IMPORTS, SIGN_IN_FROM_ADDRESS, SIGN_IN_OF_ACCOUNT
from reelshelf.kit.rate_limit import PREFIX, Rate, RateLimiter
from reelshelf.kit.redis import connect
from running import PASSWORD, Person, serving, sign_in, sign_up
from stock import add_account, change, rows

if TYPE_CHECKING:
    from pathlib import Path

    from redis.asyncio import Redis

    from reelshelf.kit.db import Database
    from reelshelf.settings import Settings

ADA = "ada@example.org"
SLOW = Rate(burst=3, interval_seconds=3600)


async def attempt(base_url: str, email: str, password: str = "wrong") -> tuple[int, Any]:  # noqa: S107 - meant
    async with httpx.AsyncClient(base_url=base_url, timeout=60) as client:
        answer = await client.post("/api/auth/login", json={"email": email, "password": password})
    return answer.status_code, answer.json()


async def empty(redis: Redis, bucket: str, rate: Rate) -> None:
    """As if it had been asked so often a moment ago that it takes an hour until there is room."""
    patient = Rate(burst=10**9, interval_seconds=1)
    assert (
        await RateLimiter(redis).take(bucket, patient, tokens=int(rate.burst * rate.interval_seconds) + 3600)
        == 0
    )


def account_bucket(email: str) -> str:
    return f"account:{hashlib.sha256(email.encode()).hexdigest()}"


async def test_guessing_is_slowed_down_whether_there_is_an_account_or_not(
    settings: Settings, base_url: str, redis: Redis
) -> None:
    await sign_up(settings, base_url)
    nobody = "nobody@example.org"
    assert await attempt(base_url, ADA) == await attempt(base_url, nobody)
    for email in (ADA, nobody):
        await empty(redis, account_bucket(email), SIGN_IN_OF_ACCOUNT)
    refused = await attempt(base_url, ADA)
    assert refused == await attempt(base_url, nobody) == await attempt(base_url, "Ada@Example.org", PASSWORD)
    assert (refused[0], refused[1]["code"]) == (429, "too_many_requests")
    assert (await attempt(base_url, "bob@example.org"))[0] == 401


@pytest.mark.parametrize(
    "spelling", ["B\u0130ll@example.org", "bi\u0307ll@example.org", "\u212aill@example.org"]
)
async def test_no_other_spelling_has_guesses_of_its_own(
    settings: Settings, base_url: str, redis: Redis, spelling: str
) -> None:
    """Letters that some think are the same when small: either it is the account, or its bucket is."""
    await sign_up(settings, base_url, "bill@example.org")
    await sign_up(settings, base_url, "kill@example.org")
    for email in ("bill@example.org", "kill@example.org"):
        await empty(redis, account_bucket(email), SIGN_IN_OF_ACCOUNT)
    assert (await attempt(base_url, spelling, PASSWORD))[0] in {401, 429}


async def test_every_wrong_guess_is_counted_until_one_is_right(
    settings: Settings, base_url: str, redis: Redis
) -> None:
    await sign_up(settings, base_url)
    await attempt(base_url, ADA)
    key = PREFIX + account_bucket(ADA)
    assert await redis.exists(key)
    assert (await attempt(base_url, ADA, PASSWORD))[0] == 200
    assert not await redis.exists(key)


async def test_an_address_that_tries_too_often_waits_and_others_do_not(base_url: str, redis: Redis) -> None:
    await empty(redis, "door:203.0.113.7", SIGN_IN_FROM_ADDRESS)
    await empty(redis, "door:2001:db8:1:2::/64", SIGN_IN_FROM_ADDRESS)
    async with httpx.AsyncClient(base_url=base_url) as client:
        for address, expected in (
            ("203.0.113.7", 429),
            ("198.51.100.1, 203.0.113.7", 429),
            ("203.0.113.8", 401),
            ("2001:db8:1:2::99", 429),
            ("2001:db8:1:3::99", 401),
        ):
            headers = {"X-Forwarded-For": address}
            answer = await client.post("/api/auth/link", json={"token": "rsl_guess"}, headers=headers)
            assert answer.status_code == expected, address
            if expected == 429:
                assert 0 < int(answer.headers["retry-after"]) <= 7200


async def test_without_redis_guessing_is_slowed_down_all_the_same(settings: Settings, tmp_path: Path) -> None:
    gone = settings.model_copy(update={"redis_url": SecretStr(f"unix://{tmp_path}/nobody.sock")})
    async with serving(gone) as base_url:
        await sign_up(gone, base_url)
        # On a slow machine the bucket fills while it is emptied; not that fast, though.
        for count in range(SIGN_IN_OF_ACCOUNT.burst * 3):
            status, _ = await attempt(base_url, ADA)
            if status == 429:
                assert count >= SIGN_IN_OF_ACCOUNT.burst
                return
    pytest.fail("never refused")


async def test_reading_texts_without_end_is_refused_for_a_while(
    person: Person, settings: Settings, redis: Redis
) -> None:
    me = await person.get("/api/me")
    assert (await person.http.post("/api/imports/preview", json={"text": "x"})).status_code == 200
    await empty(redis, f"imports:{me['id']}", IMPORTS)
    refused = await person.http.post("/api/imports/preview", json={"text": "x"})
    assert (refused.status_code, refused.json()["code"]) == (429, "too_many_requests")
    assert int(refused.headers["retry-after"]) >= 1
    assert (await person.http.get("/api/lists")).status_code == 200
    async with (await sign_up(settings, person.base_url, "bob@example.org")).http as other:
        assert (await other.post("/api/imports/preview", json={"text": "x"})).status_code == 200
    await empty(redis, f"all:{me['id']}", EVERYTHING)
    assert (await person.http.get("/api/lists")).status_code == 429


@pytest.mark.parametrize("with_redis", [True, False])
async def test_a_bucket_gives_what_it_holds_and_says_when_there_is_more(
    redis: Redis, tmp_path: Path, *, with_redis: bool
) -> None:
    async with connect(f"unix://{tmp_path}/nobody.sock") as nobody:
        limiter = RateLimiter(redis if with_redis else nobody)
        assert [await limiter.take("a", SLOW) for _ in range(3)] == [0, 0, 0]
        assert 0 < await limiter.take("a", SLOW) <= 3600
        assert await limiter.take("b", SLOW, tokens=3) == 0
        assert await limiter.take("c", SLOW, tokens=4) > 0
        assert await limiter.take("c", SLOW) == 0
        await limiter.forget("a")
        assert await limiter.take("a", SLOW) == 0


async def test_a_bucket_fills_up_with_time(tmp_path: Path) -> None:
    moment = [1000.0]
    async with connect(f"unix://{tmp_path}/nobody.sock") as nobody:
        limiter = RateLimiter(nobody, clock=lambda: moment[0])
        assert await limiter.take("a", SLOW, tokens=3) == 0
        assert await limiter.take("a", SLOW) == 3600
        moment[0] += 3600
        assert await limiter.take("a", SLOW) == 0
        assert await limiter.take("a", SLOW) == 3600


async def test_buckets_in_redis_do_not_stay(redis: Redis) -> None:
    await RateLimiter(redis).take("a", Rate(burst=10, interval_seconds=1))
    [key] = await redis.keys("reelshelf:rate:*")
    assert 0 < await redis.pttl(key) <= 1001


async def test_what_is_over_is_pruned_and_nothing_else(database: Database) -> None:
    user_id = await add_account(database)
    async with database.begin() as connection:
        opened = [await sessions.open_session(connection, user_id, None) for _ in range(3)]
        rotated = await sessions.rotate(connection, opened[0].refresh_token)
        assert rotated is not None
        for name in ("old", "good"):
            await personal_tokens.create(connection, user_id, name, timedelta(days=1))
    await change(
        database,
        "UPDATE sessions SET revoked_at = now() - interval '8 days' WHERE id = :id",
        id=opened[1].session_id,
    )
    await change(
        database,
        "UPDATE sessions SET revoked_at = now() - interval '6 days' WHERE id = :id",
        id=opened[2].session_id,
    )
    await change(database, "UPDATE refresh_tokens SET replaced_at = replaced_at - interval '8 days'")
    await change(
        database, "UPDATE access_tokens SET expires_at = now() - interval '8 days' WHERE name = 'old'"
    )
    async with database.begin() as connection:
        assert await pruning.prune(connection) == 3
        assert await pruning.prune(connection) == 0
    left = {row["id"] for row in await rows(database, "SELECT id FROM sessions")}
    assert left == {opened[0].session_id, opened[2].session_id}
    assert [row["name"] for row in await rows(database, "SELECT name FROM access_tokens")] == ["good"]
    async with database.begin() as connection:
        assert await sessions.rotate(connection, rotated.refresh_token) is not None


async def test_the_newest_refresh_token_outlives_every_pruning(person: Person, database: Database) -> None:
    async with (await sign_in(person.base_url)).http:
        await change(database, "UPDATE refresh_tokens SET created_at = created_at - interval '50 days'")
        async with database.begin() as connection:
            assert await pruning.prune(connection) == 0
