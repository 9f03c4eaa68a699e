"""Lists and their videos over HTTP."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from reelshelf.accounts.access import Me
from reelshelf.errors import NotFound, NotSignedIn
from reelshelf.kit.language import LanguageOf
from reelshelf.kit.web import (
    BadCursor,
    Cursor,
    DatabaseOf,
    Limit,
    Page,
    Text,
    decode_cursor,
    encode_cursor,
    problems,
)
from reelshelf.library import lists, videos
from reelshelf.library.filters import CaptionsFilter, TagMode, VideoFilter
from reelshelf.library.lists import ListNameTaken
from reelshelf.library.videos import Sort, VideoQuery
from reelshelf.library.wire import (
    ImportStage,
    ListChanges,
    ListView,
    NewList,
    Position,
    VideoChanges,
    VideoIds,
    VideoPage,
    VideoView,
)
from reelshelf.progress import events
from reelshelf.progress.dependencies import PublisherOf

router = APIRouter(prefix="/api", tags=["library"], responses=problems(NotSignedIn, NotFound))

MAX_IDS = 100_000


async def _wanted(
    *,
    stage: Annotated[list[ImportStage] | None, Query(max_length=6, description="One of these.")] = None,
    channel: Annotated[
        Text | None, Query(max_length=300, description="A channel's id, or its name as it stands.")
    ] = None,
    job_id: UUID | None = None,
    captions: CaptionsFilter | None = None,
    q: Annotated[Text | None, Query(max_length=300, description="Part of a title or channel.")] = None,
    tag: Annotated[list[UUID] | None, Query(max_length=50)] = None,
    tag_mode: Annotated[TagMode, Query(description="Whether one of the tags is enough.")] = "any",
) -> VideoFilter:
    return VideoFilter(tuple(stage or ()), channel, job_id, captions, q, tuple(tag or ()), tag_mode)


Wanted = Annotated[VideoFilter, Depends(_wanted)]


@router.get("/lists", responses=problems(BadCursor))
async def get_lists(me: Me, database: DatabaseOf, cursor: Cursor = None, limit: Limit = 50) -> Page[ListView]:
    """Every list of this account, oldest first."""
    after = _uuid(decode_cursor(cursor, 1)[0]) if cursor else None
    async with database.read() as connection:
        rows = await lists.page(connection, me.user_id, after, limit)
    items = [ListView.model_validate(row) for row in rows[:limit]]
    more = len(rows) > limit
    return Page(items=items, next_cursor=encode_cursor(str(items[-1].id)) if more else None)


@router.post("/lists", status_code=201, responses=problems(ListNameTaken))
async def create_list(body: NewList, me: Me, database: DatabaseOf, publisher: PublisherOf) -> ListView:
    """Make an empty list."""
    async with database.begin() as connection:
        list_id = await lists.create(connection, me.user_id, body.name, body.description)
        view = ListView.model_validate(await lists.get(connection, me.user_id, list_id))
        told = await events.append(connection, me.user_id, [_list_changed(list_id)])
    await publisher.publish(me.user_id, told)
    return view


@router.get("/lists/{list_id}")
async def get_list(list_id: UUID, me: Me, database: DatabaseOf) -> ListView:
    """One list."""
    async with database.read() as connection:
        return ListView.model_validate(await lists.get(connection, me.user_id, list_id))


@router.patch("/lists/{list_id}", responses=problems(ListNameTaken))
async def update_list(
    list_id: UUID, body: ListChanges, me: Me, database: DatabaseOf, publisher: PublisherOf
) -> ListView:
    """Give a list another name or description; what is left out stays."""
    async with database.begin() as connection:
        await lists.update(connection, me.user_id, list_id, body.model_dump(exclude_unset=True))
        view = ListView.model_validate(await lists.get(connection, me.user_id, list_id))
        told = await events.append(connection, me.user_id, [_list_changed(list_id)])
    await publisher.publish(me.user_id, told)
    return view


@router.delete("/lists/{list_id}", status_code=204)
async def delete_list(list_id: UUID, me: Me, database: DatabaseOf, publisher: PublisherOf) -> None:
    """Remove a list with all that is on it."""
    async with database.begin() as connection:
        await lists.delete(connection, me.user_id, list_id)
        event = {"type": "list_removed", "list_id": str(list_id)}
        told = await events.append(connection, me.user_id, [event])
    await publisher.publish(me.user_id, told)


@router.get("/lists/{list_id}/videos", responses=problems(BadCursor))
async def get_videos(
    list_id: UUID,
    me: Me,
    database: DatabaseOf,
    language: LanguageOf,
    wanted: Wanted,
    *,
    cursor: Cursor = None,
    limit: Limit = 50,
    sort: Sort = "-created_at",
) -> VideoPage:
    """Newest import first; within one import in the order in which it was put in."""
    after, many = _mark(cursor, sort) if cursor else (None, False)
    query = VideoQuery(list_id, wanted, sort, after, many, limit)
    reading = database.read() if wanted == VideoFilter() else database.read_planned()
    async with reading as connection:
        rows, matched = await videos.page(connection, me.user_id, query)
        if not rows:
            await lists.get(connection, me.user_id, list_id)
        total = None
        if cursor is None:
            total = matched if matched is not None else await videos.count(connection, me.user_id, query)
    next_cursor = None
    if len(rows) > limit:
        last = rows[limit - 1]
        next_cursor = encode_cursor(sort, last["sort_value"], str(last["id"]), matched is None)
    items = [VideoView.of(row, language) for row in rows[:limit]]
    return VideoPage(items=items, next_cursor=next_cursor, total=total)


@router.get("/lists/{list_id}/video-ids")
async def get_video_ids(
    list_id: UUID, me: Me, database: DatabaseOf, wanted: Wanted, *, sort: Sort = "-created_at"
) -> VideoIds:
    """The ids of all videos that match, 100,000 at most: what “select all” selects."""
    async with database.read_planned() as connection:
        query = VideoQuery(list_id, wanted, sort, limit=MAX_IDS)
        ids = await videos.ids(connection, me.user_id, query)
        if not ids:
            await lists.get(connection, me.user_id, list_id)
    return VideoIds(ids=ids)


@router.get("/videos/{video_id}")
async def get_video(video_id: UUID, me: Me, database: DatabaseOf, language: LanguageOf) -> VideoView:
    """One video."""
    async with database.read() as connection:
        return VideoView.of(await videos.get(connection, me.user_id, video_id), language)


@router.patch("/videos/{video_id}")
async def update_video(
    video_id: UUID,
    body: VideoChanges,
    me: Me,
    database: DatabaseOf,
    language: LanguageOf,
    publisher: PublisherOf,
) -> VideoView:
    """Change its title or notes; what is left out stays."""
    async with database.begin() as connection:
        await videos.update(connection, me.user_id, video_id, body.model_dump(exclude_unset=True))
        view = VideoView.of(await videos.get(connection, me.user_id, video_id), language)
        event = {"type": "video_changed", "video_id": str(video_id), "list_id": str(view.list_id)}
        told = await events.append(connection, me.user_id, [event])
    await publisher.publish(me.user_id, told)
    return view


@router.put("/videos/{video_id}/position", status_code=204)
async def set_position(video_id: UUID, body: Position, me: Me, database: DatabaseOf) -> None:
    """Remember where the person stopped watching."""
    async with database.begin() as connection:
        await videos.set_position(connection, me.user_id, video_id, body.seconds)


@router.delete("/videos/{video_id}", status_code=204)
async def delete_video(video_id: UUID, me: Me, database: DatabaseOf, publisher: PublisherOf) -> None:
    """Take a video off its list."""
    async with database.begin() as connection:
        gone = await videos.delete(connection, me.user_id, video_id)
        event = {
            "type": "video_removed",
            "video_id": str(gone["id"]),
            "youtube_id": gone["youtube_id"],
            "list_id": str(gone["list_id"]),
            "job_id": str(gone["job_id"]) if gone["job_id"] else None,
        }
        told = await events.append(connection, me.user_id, [event])
    await publisher.publish(me.user_id, told)


def _list_changed(list_id: UUID) -> events.Event:
    return {"type": "list_changed", "list_id": str(list_id)}


def _mark(cursor: str, sort: Sort) -> tuple[tuple[str, str], bool]:
    """`after` and `many` of a VideoQuery."""
    made_for, value, video_id, many = decode_cursor(cursor, 4)
    if made_for != sort or not isinstance(value, str) or not isinstance(many, bool):
        raise BadCursor
    try:
        videos.ensure_mark(sort, value)
    except ValueError as problem:
        raise BadCursor from problem
    return (value, str(_uuid(video_id))), many


def _uuid(value: object) -> UUID:
    try:
        return UUID(str(value))
    except ValueError as problem:
        raise BadCursor from problem
