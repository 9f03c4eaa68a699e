"""The tables that the migrations make are the ones the program describes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from conftest import run_statement
from reelshelf import migrations
from reelshelf.errors import StartupError
from reelshelf.kit.db import create_engine
from reelshelf.kit.ids import new_id
from reelshelf.migrations.tables import metadata
from stock import add_stock, change, rows

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from reelshelf.kit.db import Database


def _differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"include_name": _is_whole})
    found: list[object] = compare_metadata(context, metadata)
    return found


def _is_whole(name: str | None, kind: str, _parents: object) -> bool:
    """Partitions are as their table is, by themselves."""
    return kind != "table" or not re.fullmatch(r"search_passages_\d+", name or "")


async def test_migrations_make_the_tables_of_the_models(database_url: str) -> None:
    engine = create_engine(database_url)
    async with engine.connect() as connection:
        assert await connection.run_sync(_differences) == []
        assert await migrations.current_revision(connection) == migrations.HEAD
    await engine.dispose()


def test_the_newest_revision_is_the_one_the_program_knows() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    assert ScriptDirectory.from_config(config).get_current_head() == migrations.HEAD


async def test_an_older_database_takes_its_backlog_and_notes_along(database: Database) -> None:
    await change(database, "DROP SCHEMA public CASCADE")
    await change(database, "CREATE SCHEMA public")
    async with database.engine.begin() as connection:
        await connection.run_sync(_upgrade_to, "0001")
    first, second = new_id(), new_id()
    for user_id in (second, first):
        await change(
            database,
            "INSERT INTO users (id, email) VALUES (:id, :email)",
            id=user_id,
            email=f"{user_id}@x.org",
        )
    stock = await add_stock(database, first, 2)
    await change(database, "UPDATE videos SET notes = 'mine' WHERE id = :id", id=stock.video_ids[0])
    await change(database, "UPDATE video_enrichments SET priority = 1")
    await migrations.upgrade_async(database.engine.url.render_as_string(hide_password=False))
    after = await rows(
        database,
        """
        SELECT priority, touched_at IS NOT NULL AS touched
        FROM videos JOIN video_enrichments ON id = video_id ORDER BY id
        """,
    )
    assert await rows(database, "SELECT id FROM users WHERE is_owner") == [{"id": first}]
    assert after == [{"priority": 2, "touched": True}, {"priority": 2, "touched": False}]


def _upgrade_to(connection: Connection, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


async def test_addresses_differ_by_more_than_capitals(database_url: str) -> None:
    engine = create_engine(database_url)
    async with engine.begin() as connection:
        definition = await connection.scalar(
            text("SELECT indexdef FROM pg_indexes WHERE indexname = 'uq_users_email'")
        )
    assert "lower(email)" in str(definition)
    await engine.dispose()


async def test_a_newer_database_is_left_alone(database_url: str) -> None:
    await run_statement(database_url, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StartupError, match="newer Reelshelf"):
        await migrations.upgrade_async(database_url)


async def test_a_database_that_is_not_there_is_named_in_plain_words() -> None:
    with pytest.raises(StartupError, match="cannot be reached"):
        await migrations.upgrade_async("postgresql://nobody@127.0.0.1:1/none")
