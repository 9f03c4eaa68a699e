"""Tags and channels over HTTP: what there is to choose from, and tagging many videos at once."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter

from reelshelf.accounts.access import Me
from reelshelf.errors import NotFound, NotSignedIn
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
from reelshelf.library import changes, channels, lists, tags
from reelshelf.library.tags import TagNameTaken
from reelshelf.library.wire import Changed, ChannelView, NewTag, TagChanges, TaggedVideos, TagView
from reelshelf.progress import events
from reelshelf.progress.dependencies import PublisherOf

router = APIRouter(prefix="/api", tags=["library"], responses=problems(NotSignedIn))

_TAGS_CHANGED: events.Event = {"type": "tags_changed"}


@router.get("/tags", responses=problems(BadCursor))
async def get_tags(me: Me, database: DatabaseOf, cursor: Cursor = None, limit: Limit = 50) -> Page[TagView]:
    """By name."""
    after = _tag_mark(cursor) if cursor else None
    async with database.read() as connection:
        rows = await tags.page(connection, me.user_id, after, limit)
    last = rows[limit - 1] if len(rows) > limit else None
    return Page(
        items=[TagView.model_validate(row) for row in rows[:limit]],
        next_cursor=encode_cursor(last["sort_value"], str(last["id"])) if last else None,
    )


@router.post("/tags", status_code=201, responses=problems(TagNameTaken))
async def create_tag(body: NewTag, me: Me, database: DatabaseOf, publisher: PublisherOf) -> TagView:
    """Make a tag; names differ by more than capitals."""
    async with database.begin() as connection:
        tag_id = await tags.create(connection, me.user_id, body.name, body.color)
        view = TagView.model_validate(await tags.get(connection, me.user_id, tag_id))
        told = await events.append(connection, me.user_id, [_TAGS_CHANGED])
    await publisher.publish(me.user_id, told)
    return view


@router.patch("/tags/{tag_id}", responses=problems(NotFound, TagNameTaken))
async def update_tag(
    tag_id: UUID, body: TagChanges, me: Me, database: DatabaseOf, publisher: PublisherOf
) -> TagView:
    """Give a tag another name or colour; what is left out stays."""
    async with database.begin() as connection:
        await tags.update(connection, me.user_id, tag_id, body.model_dump(exclude_unset=True))
        view = TagView.model_validate(await tags.get(connection, me.user_id, tag_id))
        told = await events.append(connection, me.user_id, [_TAGS_CHANGED])
    await publisher.publish(me.user_id, told)
    return view


@router.delete("/tags/{tag_id}", status_code=204, responses=problems(NotFound))
async def delete_tag(tag_id: UUID, me: Me, database: DatabaseOf, publisher: PublisherOf) -> None:
    """Take it off all videos; they stay."""
    async with database.begin() as connection:
        await tags.delete(connection, me.user_id, tag_id)
        told = await events.append(connection, me.user_id, [_TAGS_CHANGED])
    await publisher.publish(me.user_id, told)


@router.post("/videos/tags")
async def tag_videos(body: TaggedVideos, me: Me, database: DatabaseOf, publisher: PublisherOf) -> Changed:
    """Put tags on videos and take others off. What is not there, or not yours, is left out and not counted."""
    async with database.begin() as connection:
        changed = await tags.change(connection, me.user_id, body.video_ids, add=body.add, remove=body.remove)
        happened = [*changes.changed(changed), _TAGS_CHANGED] if changed else []
        told = await events.append(connection, me.user_id, happened)
    await publisher.publish(me.user_id, told)
    return Changed(changed=len(changed))


@router.get("/channels", responses=problems(NotFound, BadCursor))
async def get_channels(
    me: Me, database: DatabaseOf, list_id: UUID | None = None, cursor: Cursor = None, limit: Limit = 50
) -> Page[ChannelView]:
    """Of all videos or of one list, those with most videos first."""
    after = _channel_mark(cursor) if cursor else None
    async with database.read() as connection:
        if list_id is not None:
            await lists.get(connection, me.user_id, list_id)
        rows = await channels.page(connection, me.user_id, list_id, after, limit)
    last = rows[limit - 1] if len(rows) > limit else None
    return Page(
        items=[ChannelView.model_validate(row) for row in rows[:limit]],
        next_cursor=encode_cursor(last["video_count"], last["mark"]) if last else None,
    )


def _tag_mark(cursor: str) -> tuple[str, UUID]:
    name, tag_id = decode_cursor(cursor, 2)
    if not isinstance(name, str) or "\0" in name:
        raise BadCursor
    try:
        return name, UUID(str(tag_id))
    except ValueError as problem:
        raise BadCursor from problem


def _channel_mark(cursor: str) -> tuple[int, str]:
    count, mark = decode_cursor(cursor, 2)
    if not isinstance(count, int) or not 0 <= count < 2**31 or not isinstance(mark, str) or "\0" in mark:
        raise BadCursor
    return count, mark
