"""What somebody sent → its entries, whatever it is made of.

Small things are read here, in a thread. Of a large one a few bytes of text may become a hundred of memory, and
Python's lock may be held for seconds: it is read in a process of its own, which has little room and little time
and knows no secret. Everybody else's requests and sockets go on meanwhile.
"""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, Literal, TypeVar, get_args
from uuid import UUID

import orjson
from pydantic import BaseModel, ValidationError

from reelshelf.imports.asked import BatchImport, PreviewRequest
from reelshelf.imports.entries import (
    CollectionEntry,
    EntryDetails,
    InputTooLarge,
    InvalidEntry,
    ParsedInput,
    UnreadableFile,
    VideoEntry,
)
from reelshelf.imports.formats import parse_file
from reelshelf.imports.formats.archive import ZIP_MARKS
from reelshelf.imports.formats.newpipe_db import SQLITE_MARK
from reelshelf.imports.formats.values import read_time
from reelshelf.imports.links import parse_text

if TYPE_CHECKING:
    from collections.abc import Sequence

Model = TypeVar("Model", bound=BaseModel)
Kind = Literal["file", "batch", "preview"]
"""A file, or the JSON body of one of the two requests that hold a text."""
KINDS: tuple[Kind, ...] = get_args(Kind)

LARGE_BYTES = 1_000_000
"""Twenty thousand links as they are pasted."""
PATIENCE_SECONDS = 60.0
PACKED = (*ZIP_MARKS, SQLITE_MARK)
"""How files begin that may hold far more than their size."""
_MARK_BYTES = max(map(len, PACKED))
_AT_ONCE = asyncio.Semaphore(2)
_TELLING_ENDINGS = (".csv", ".tsv", ".tab")
_TOO_MUCH = "This is more than Reelshelf can read at once. Please send it in parts."


class UnusableBody(Exception):
    """The JSON is none, or not what the request asks for; the message says where."""


@dataclass(frozen=True, slots=True)
class Read:
    """`list_id` is what a preview was asked for, if it named one."""

    parsed: ParsedInput
    list_id: UUID | None = None


REFUSALS: dict[str, type[Exception]] = {
    each.__name__: each for each in (InputTooLarge, UnreadableFile, UnusableBody)
}


def parse(kind: Kind, content: bytes, filename: str | None = None) -> Read:
    """Raises InputTooLarge, UnreadableFile, UnusableBody."""
    if kind == "file":
        return Read(parse_file(content, filename))
    if kind == "batch":
        return Read(parse_text(_body(BatchImport, content).as_text()))
    asked = _body(PreviewRequest, content)
    return Read(parse_text(asked.text), asked.list_id)


async def read_body(kind: Kind, content: bytes) -> Read:
    """The same for the body of a request, of any size that was let in."""
    if len(content) <= LARGE_BYTES:
        return await asyncio.to_thread(parse, kind, content)
    return await _in_a_process(kind, "", content)


async def read_file(file: IO[bytes], size_bytes: int, filename: str | None) -> Read:
    """The same for a file that was uploaded. A large one, or an archive, is not loaded into this process."""
    file.seek(0)
    is_packed = file.read(_MARK_BYTES).startswith(PACKED)
    file.seek(0)
    if size_bytes <= LARGE_BYTES and not is_packed:
        return await asyncio.to_thread(parse, "file", file.read(), filename)
    return await _in_a_process("file", ending_of(filename), file)


def ending_of(filename: str | None) -> str:
    """All that is of use of a file's name: nothing else that somebody wrote goes on a command line."""
    name = (filename or "").lower()
    return next((ending for ending in _TELLING_ENDINGS if name.endswith(ending)), "")


async def _in_a_process(kind: Kind, ending: str, content: bytes | IO[bytes]) -> Read:
    async with _AT_ONCE:
        given = content if isinstance(content, bytes) else None
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", "reelshelf.imports.reader", str(os.getpid()), kind, ending),
            stdin=PIPE if isinstance(content, bytes) else content.fileno(),
            stdout=PIPE,
            stderr=DEVNULL,
            env={},
        )
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                answer, _ = await process.communicate(given)
        except TimeoutError:
            raise InputTooLarge(_TOO_MUCH) from None
        finally:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
    if process.returncode != 0:
        raise InputTooLarge(_TOO_MUCH)
    return await asyncio.to_thread(_understood, answer)


def _understood(answer: bytes) -> Read:
    told = orjson.loads(answer)
    if (refusal := told.get("refusal")) is not None:
        raise REFUSALS[refusal](told["message"])
    parsed = told["parsed"]
    return Read(
        ParsedInput(
            parsed["format"],
            [VideoEntry(**{**video, "details": _details(video["details"])}) for video in parsed["videos"]],
            [CollectionEntry(**each) for each in parsed["collections"]],
            [InvalidEntry(**each) for each in parsed["invalid"]],
        ),
        UUID(told["list_id"]) if told["list_id"] else None,
    )


def _details(known: dict[str, Any] | None) -> EntryDetails | None:
    if known is None:
        return None
    times = {name: read_time(known[name]) for name in ("published_at", "added_at")}
    return EntryDetails(**{**known, **times, "tags": tuple(known["tags"])})


def _body(model: type[Model], content: bytes) -> Model:
    try:
        return model.model_validate(orjson.loads(content))
    except orjson.JSONDecodeError as problem:
        raise UnusableBody("The body is not JSON.") from problem
    except ValidationError as problem:
        raise UnusableBody(_in_words(problem.errors())) from problem


def _in_words(errors: Sequence[Any]) -> str:
    where = ".".join(str(part) for part in errors[0]["loc"])
    return f"{where}: {errors[0]['msg']}" if where else str(errors[0]["msg"])
