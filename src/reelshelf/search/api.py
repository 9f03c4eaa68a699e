"""Search over HTTP: titles, channels, descriptions, notes and what is said, in one list."""

from __future__ import annotations

import math
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from reelshelf.accounts.access import Me, per_account
from reelshelf.accounts.limits import SEARCHES
from reelshelf.errors import NotFound, NotSignedIn, Unprocessable
from reelshelf.kit.web import (
    BadCursor,
    Cursor,
    DatabaseOf,
    Limit,
    Page,
    decode_cursor,
    encode_cursor,
    problems,
)
from reelshelf.library import lists
from reelshelf.search import finding, showing
from reelshelf.search.finding import Wanted
from reelshelf.search.wire import SearchHit

router = APIRouter(
    prefix="/api/search",
    tags=["search"],
    dependencies=[Depends(per_account("searches", SEARCHES))],
    responses=problems(NotSignedIn, NotFound),
)

MAX_QUERY_CHARACTERS = 300
Words = Annotated[
    str,
    Query(
        min_length=1,
        max_length=MAX_QUERY_CHARACTERS,
        description='Words that all have to be there; "a phrase", -without, or. The last word may be a beginning.',
    ),
]


@router.get("", responses=problems(BadCursor, Unprocessable))
async def search(
    q: Words,
    me: Me,
    database: DatabaseOf,
    list_id: UUID | None = None,
    cursor: Cursor = None,
    limit: Limit = 20,
) -> Page[SearchHit]:
    """The best first: a title weighs more than a channel, a description, or what is said."""
    if not q.strip():
        raise Unprocessable("q: there is nothing to look for.")
    after = _mark(cursor) if cursor else None
    async with database.begin() as connection:
        if list_id is not None:
            await lists.get(connection, me.user_id, list_id)
        found = await finding.find(connection, Wanted(me.user_id, q, list_id, after, limit))
        if found is None or not found.rows:
            return Page(items=[])
        rows = found.rows[:limit]
        items = await showing.show(connection, me.user_id, found.compiled, rows)
    more = len(found.rows) > limit
    return Page(
        items=items, next_cursor=encode_cursor(rows[-1].score, str(rows[-1].video_id)) if more else None
    )


def _mark(cursor: str) -> tuple[float, UUID]:
    score, video_id = decode_cursor(cursor, 2)
    if not isinstance(score, float) or not math.isfinite(score):
        raise BadCursor
    try:
        return score, UUID(str(video_id))
    except ValueError as problem:
        raise BadCursor from problem
