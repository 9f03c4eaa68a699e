"""`reelshelf up` as a person starts and stops it."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import asyncpg
import httpx
import pytest

from reelshelf.embedded import Embedded
from reelshelf.embedded.folder import is_locked
from up_process import REELSHELF, Up, children_of, environment, temporary_folder, wait_for, wait_gone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulators.simulator import Simulator


AUTOGROUP = Path("/proc/self/autogroup")


@pytest.fixture(scope="module")
def up(simulated_world: Simulator) -> Iterator[Up]:
    """One for all tests that leave it running."""
    with temporary_folder() as folder:
        running = Up(folder, simulated_world)
        yield running
        running.end()


@pytest.fixture
def own_up(simulated_world: Simulator) -> Iterator[Up]:
    """One that the test may end as it likes."""
    with temporary_folder() as folder:
        running = Up(folder, simulated_world)
        yield running
        running.end()


def test_it_answers_where_it_says(up: Up) -> None:
    assert up.get("/api/health/live") == {"status": "ok"}
    assert up.link.startswith(f"{up.address}/sign-in#token=")


def test_the_sign_in_link_works_once(up: Up) -> None:
    token = up.link.partition("#token=")[2]
    first, second = (httpx.post(f"{up.address}/api/auth/link", json={"token": token}) for _ in range(2))
    assert first.json()["access_token"]
    assert second.is_client_error


def test_its_note_is_for_this_user_alone(up: Up) -> None:
    assert (up.data_dir / "run.json").stat().st_mode & 0o777 == 0o600


def test_other_commands_find_its_databases(up: Up) -> None:
    link = up.run("user", "sign-in-link", "--quiet")
    assert link.returncode == 0, link.stderr
    assert "/sign-in#token=" in link.stdout


def test_secrets_stand_on_no_command_line(up: Up) -> None:
    lines = [line for _, line in children_of(up.process.pid) if "reelshelf" in line]
    assert not [line for line in lines if "postgresql://" in line or "token" in line]


def test_the_doctor_finds_it_well(up: Up) -> None:
    examined = up.run("doctor", "--json")
    findings = {each["subject"]: each for each in json.loads(examined.stdout)["findings"]}
    assert findings["PostgreSQL"]["state"] == "ok"
    assert findings["Database"]["state"] == "ok"
    assert findings["Redis"]["state"] == "ok"
    assert findings["Web server"]["sentence"] == f"answers at {up.address}."


def test_a_second_one_on_the_same_folder_is_refused_in_one_sentence(up: Up) -> None:
    second = up.run("up", "--port", "0", "--no-open")
    assert second.returncode == 78
    assert re.fullmatch(r"Another Reelshelf \(process \d+\) already uses .*--data-dir\.\n", second.stderr)
    assert up.run("user", "list").returncode == 0


def test_a_busy_port_is_said_in_one_sentence(up: Up) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        command = (*REELSHELF, "up", "--port", str(port), "--no-open")
        refused = subprocess.run(command, env=up.env, capture_output=True, text=True, check=False)
    assert refused.returncode == 1
    assert refused.stderr == (
        f"Port {port} on 127.0.0.1 is in use by another program: stop it, or choose another with --port.\n"
    )


def test_a_killed_web_server_comes_back_at_the_same_address(up: Up) -> None:
    killed = up.child("serve")
    os.kill(killed, signal.SIGKILL)
    wait_gone(killed)
    assert up.get("/api/health/live") == {"status": "ok"}
    assert up.child("serve") != killed


@pytest.mark.skipif(not AUTOGROUP.exists(), reason="this kernel shares nothing out among sessions")
def test_who_computes_most_stands_back_behind_all_others(up: Up) -> None:
    worker = up.child("work")
    wait_for(lambda: _turns_of(worker) == 5 and len(children_of(worker)) > 0)
    wait_for(lambda: all(_turns_of(extractor) == 10 for extractor, _ in children_of(worker)))
    assert _turns_of(up.child("serve")) == 0


def _turns_of(pid: int) -> int:
    """How far the session of a process stands back: `/autogroup-12 nice 5`."""
    return int(Path(f"/proc/{pid}/autogroup").read_text(encoding="ascii").split()[-1])


def test_ctrl_c_stops_everything_in_order(own_up: Up) -> None:
    pids = [pid for pid, _ in children_of(own_up.process.pid)]
    own_up.process.send_signal(signal.SIGINT)
    assert own_up.process.wait() == 0
    for pid in pids:
        wait_gone(pid)
    assert not (own_up.data_dir / "run.json").exists()
    assert not is_locked(own_up.data_dir)


def test_a_second_ctrl_c_ends_it_at_once(own_up: Up) -> None:
    pids = [pid for pid, _ in children_of(own_up.process.pid)]
    os.kill(own_up.child("work"), signal.SIGSTOP)  # it would keep us waiting for half a minute
    own_up.process.send_signal(signal.SIGINT)
    wait_gone(own_up.child("serve"))
    own_up.process.send_signal(signal.SIGINT)
    assert own_up.process.wait() == 0
    for pid in pids:
        wait_gone(pid)


def test_a_killed_parent_takes_everything_along(own_up: Up, simulated_world: Simulator) -> None:
    pids = [pid for pid, _ in children_of(own_up.process.pid)]
    grandchildren = [pid for child in pids for pid, _ in children_of(child)]
    own_up.process.kill()
    for pid in (*pids, *grandchildren):
        wait_gone(pid)
    again = Up(own_up.data_dir, simulated_world)
    try:
        assert again.get("/api/health/live") == {"status": "ok"}
    finally:
        again.end()


async def test_a_database_of_a_newer_program_is_left_alone(simulated_world: Simulator) -> None:
    with temporary_folder() as folder:
        async with Embedded(folder) as stores:
            connection = await asyncpg.connect(stores.database_url)
            await connection.execute("CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY)")
            await connection.execute("INSERT INTO alembic_version VALUES ('9999')")
            await connection.close()
        refused = start(folder, simulated_world)
    assert refused.returncode == 78
    assert "written by a newer Reelshelf" in refused.stderr
    assert "Traceback" not in refused.stderr


def start(folder: Path, simulator: Simulator) -> subprocess.CompletedProcess[str]:
    """`reelshelf up` that is expected to end by itself."""
    command = (*REELSHELF, "up", "--port", "0", "--data-dir", str(folder), "--no-open")
    return subprocess.run(command, env=environment(simulator), capture_output=True, text=True, check=False)
