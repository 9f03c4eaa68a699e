"""Every point between two commits, by name, told to whoever wants to die there.

It is read off the public events of SQLAlchemy and a subclass of the Redis client: the program itself knows nothing
of it. A part that writes in a new way gets a row in `KINDS`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self, cast

from arq.constants import default_queue_name
from redis.asyncio import Redis
from redis.asyncio.client import Pipeline
from sqlalchemy import event

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.engine import Connection, Engine
    from sqlalchemy.ext.asyncio import AsyncEngine

KINDS = (
    ("claim", "fence = e.fence + 1"),
    ("write", "jsonb_to_recordset"),
    ("release", "SET released_at = now() FROM chosen"),
    ("claim of a playlist", "fence = c.fence + 1"),
    ("page of a playlist", "SET found = found +"),
    ("end of a playlist", "UPDATE job_collections SET status = $"),
    ("intake", "INSERT INTO processing_jobs"),
)
EVENTS = "INSERT INTO job_progress_events"
ALONE = {"claim", "claim of a playlist"}
"""Single statements, each a transaction of its own."""

OF_A_WORKER = (
    *(f"{when} the {kind}" for kind in sorted(ALONE) for when in ("before", "after")),
    *(
        f"{when} the {kind}"
        for kind in (
            "learned write",
            "finished write",
            "page of a playlist",
            "end of a playlist",
            "report on a job",
        )
        for when in ("before the commit of", "after the commit of")
    ),
    "before the learned write",
    "before the finished write",
    "before the commit of the release",
    "after the commit of the release",
    "after the announcement",
    "after the publishing",
)
OF_A_SERVER = ("before the commit of the intake", "after the commit of the intake")
"""The second: everything is on the shelf, and nobody was answered."""


def watch(engine: AsyncEngine, on_boundary: Callable[[str], None]) -> None:
    """Tell of every boundary that a transaction of this engine passes."""
    _Watch(on_boundary).listen(engine.sync_engine)


class _Watch:
    def __init__(self, on_boundary: Callable[[str], None]) -> None:
        self._tell = on_boundary

    def listen(self, engine: Engine) -> None:
        event.listen(engine, "before_cursor_execute", self._before)
        event.listen(engine, "after_cursor_execute", self._after)
        event.listen(engine, "commit", self._commit)
        event.listen(engine, "rollback", self._rollback)
        event.listen(engine.pool, "checkin", self._checkin)

    def _before(self, connection: Connection, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        kind = _kind_of(statement, parameters)
        if kind:
            self._tell(f"before the {kind}")
        elif EVENTS in statement:
            kind = connection.info.get("under way", "report on a job")
        if kind and kind not in ALONE:
            connection.info["under way"] = kind

    def _after(self, _connection: Connection, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        kind = _kind_of(statement, parameters)
        if kind in ALONE:
            self._tell(f"after the {kind}")

    def _commit(self, connection: Connection) -> None:
        kind = connection.info.pop("under way", None)
        if kind:
            connection.info["committed"] = kind
            self._tell(f"before the commit of the {kind}")

    def _rollback(self, connection: Connection) -> None:
        connection.info.pop("under way", None)

    def _checkin(self, _connection: Any, record: Any) -> None:
        """The connection is given back: the commit has been answered."""
        kind = record.info.pop("committed", None)
        if kind:
            self._tell(f"after the commit of the {kind}")


def _kind_of(statement: str, parameters: Any) -> str | None:
    kind = next((kind for kind, fragment in KINDS if fragment in statement), None)
    if kind != "write":
        return kind
    return "learned write" if '"then_do":"go_on"' in str(parameters) else "finished write"


class WatchedRedis(Redis):
    """Tells when something was published, and when something was announced."""

    tell: Callable[[str], None]

    @classmethod
    def telling(cls, redis_url: str, on_boundary: Callable[[str], None]) -> Self:
        redis = cast("Self", cls.from_url(redis_url))
        redis.tell = on_boundary
        return redis

    async def execute_command(self, *arguments: Any, **options: Any) -> Any:
        answer = await super().execute_command(*arguments, **options)  # type: ignore[no-untyped-call] # theirs
        if arguments[0] == "PUBLISH" and str(arguments[1]).startswith("progress:"):
            self.tell("after the publishing")
        return answer

    def pipeline(self, transaction: bool = True, shard_hint: str | None = None) -> _WatchedPipeline:  # noqa: FBT001, FBT002 - theirs
        return _WatchedPipeline(
            self.connection_pool, self.response_callbacks, transaction, shard_hint, self.tell
        )


class _WatchedPipeline(Pipeline):
    def __init__(self, *arguments: Any) -> None:
        *theirs, self._on_boundary = arguments
        super().__init__(*theirs)

    async def execute(self, raise_on_error: bool = True) -> list[Any]:  # noqa: FBT001, FBT002 - theirs
        announces = any(arguments[:2] == ("ZADD", default_queue_name) for arguments, _ in self.command_stack)
        answers: list[Any] = await super().execute(raise_on_error)
        if announces:
            self._on_boundary("after the announcement")
        return answers
