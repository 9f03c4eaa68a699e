"""One's own sign-ins: where they are, and ending them."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter

from reelshelf.accounts import sessions
from reelshelf.accounts.access import Person, SessionNeeded
from reelshelf.accounts.wire import SessionView
from reelshelf.errors import NotFound, NotSignedIn
from reelshelf.kit.web import BadCursor, Cursor, DatabaseOf, Limit, Page, id_of_cursor, page_by_id, problems

router = APIRouter(prefix="/api/sessions", tags=["account"], responses=problems(NotSignedIn, SessionNeeded))


@router.get("", responses=problems(BadCursor))
async def get_sessions(
    person: Person, database: DatabaseOf, cursor: Cursor = None, limit: Limit = 50
) -> Page[SessionView]:
    """The open sessions of this account, newest first."""
    async with database.read() as connection:
        rows = await sessions.page(connection, person.user_id, id_of_cursor(cursor), limit)
    views = [SessionView(**row, current=row["id"] == person.session_id) for row in rows]
    return page_by_id(views, limit)


@router.delete("/{session_id}", status_code=204, responses=problems(NotFound))
async def end_session(session_id: UUID, person: Person, database: DatabaseOf) -> None:
    """Sign out there: its tokens are refused at once, its sockets close within seconds."""
    async with database.begin() as connection:
        await sessions.end(connection, person.user_id, session_id)


@router.delete("", status_code=204)
async def end_other_sessions(person: Person, database: DatabaseOf) -> None:
    """Sign out everywhere but here."""
    async with database.begin() as connection:
        await sessions.end_others(connection, person.user_id, person.session_id)
