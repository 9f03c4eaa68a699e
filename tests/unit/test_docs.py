"""The documentation names every setting, every problem code and every command, and none that is not there."""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest
import typer.main
from pydantic_core import PydanticUndefined

import reelshelf
from reelshelf.cli.app import app
from reelshelf.imports.entries import InvalidCode
from reelshelf.kit.problem import Problem
from reelshelf.settings import Settings
from reelshelf.upstreams.kinds import FailureKind
from reelshelf.upstreams.messages import MESSAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent.parent
SOURCE = Path(reelshelf.__file__).parent
PREFIX = "REELSHELF_"
NOT_SETTINGS = {"REELSHELF_NEW_PASSWORD"}
"""Read by one command only; `--help` shows it."""


def document(name: str) -> str:
    return (ROOT / "docs" / name).read_text()


def rows(name: str) -> dict[str, str]:
    """The rows of a document's tables by the code in their first column."""
    found = re.findall(r"^\| *`([^`]+)` *\|(.*)\|$", document(name), re.MULTILINE)
    return dict(found)


def subclasses(kind: type[Problem]) -> Iterator[type[Problem]]:
    for each in kind.__subclasses__():
        yield each
        yield from subclasses(each)


def import_everything() -> None:
    """So that every subclass is known."""
    for module in pkgutil.walk_packages(reelshelf.__path__, "reelshelf."):
        if not module.name.startswith(("reelshelf.migrations.versions", "reelshelf.migrations.env")) and (
            not module.name.endswith("__main__")
        ):
            importlib.import_module(module.name)


def problem_codes() -> set[str]:
    """Of classes, and those that are given where a problem is raised."""
    import_everything()
    of_classes = {kind.code for kind in subclasses(Problem)}
    raised = {
        code for path in SOURCE.rglob("*.py") for code in re.findall(r'\bcode="([a-z_]+)"', path.read_text())
    }
    return of_classes | raised


def commands() -> set[str]:
    """`import`, `user add`, …"""
    click_app = typer.main.get_command(app)
    found: set[str] = set()
    waiting = [("", click_app)]
    while waiting:
        name, command = waiting.pop()
        children = getattr(command, "commands", None)
        if children is None:
            found.add(name)
        else:
            waiting += [(f"{name} {child}".strip(), each) for child, each in children.items()]
    return found


def test_every_setting_is_documented_and_no_other() -> None:
    documented = {name for name in rows("settings.md") if name.startswith(PREFIX)}
    assert documented == {PREFIX + name.upper() for name in Settings.model_fields}


@pytest.mark.parametrize("name", Settings.model_fields)
def test_defaults_are_documented_as_they_are(name: str) -> None:
    default = Settings.model_fields[name].default
    shown = rows("settings.md")[PREFIX + name.upper()]
    if default not in (None, PydanticUndefined):
        value = (
            ",".join(default)
            if isinstance(default, tuple)
            else f"{default:g}"
            if isinstance(default, float)
            else default
        )
        assert f"`{value}`" in shown


def test_no_document_names_a_setting_that_is_not_there() -> None:
    known = {PREFIX + name.upper() for name in Settings.model_fields} | NOT_SETTINGS
    for path in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]:
        named = set(re.findall(rf"\b{PREFIX}[A-Z_]+[A-Z]\b", path.read_text()))
        assert named <= known, path.name


def test_no_message_names_a_setting_that_is_not_there() -> None:
    known = {PREFIX + name.upper() for name in Settings.model_fields} | NOT_SETTINGS
    for path in SOURCE.rglob("*.py"):
        assert set(re.findall(rf"\b{PREFIX}[A-Z_]+[A-Z]\b", path.read_text())) <= known, path.name


@pytest.mark.parametrize("code", sorted(problem_codes()))
def test_every_problem_code_is_documented(code: str) -> None:
    assert code in rows("problems.md")


@pytest.mark.parametrize("code", sorted({*get_args(InvalidCode), *FailureKind, *MESSAGES}))
def test_every_reason_is_documented(code: str) -> None:
    assert f"`{code}`" in document("problems.md")


def test_no_code_is_documented_that_does_not_exist() -> None:
    known = problem_codes() | {*get_args(InvalidCode), *FailureKind, *MESSAGES}
    source = "".join(path.read_text() for path in SOURCE.rglob("*.py"))
    assert [code for code in rows("problems.md") if code not in known and f'"{code}"' not in source] == []


@pytest.mark.parametrize("command", sorted(commands()))
def test_every_command_is_documented(command: str) -> None:
    texts = [path.read_text() for path in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]]
    assert any(re.search(rf"(?:`|reelshelf ){command}\b", text) for text in texts)


def test_no_command_is_documented_that_does_not_exist() -> None:
    first = {command.split()[0] for command in commands()}
    for path in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]:
        named = set(re.findall(r"`reelshelf ([a-z][a-z-]*)", path.read_text()))
        assert named <= first, path.name


def dependencies() -> set[str]:
    """What we ask for by name; what these need in turn is in the lock files."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    groups = [project["project"]["dependencies"], *project["dependency-groups"].values()]
    python: set[str] = {re.split(r"[^A-Za-z0-9_.-]", each)[0] for group in groups for each in group}
    web = json.loads((ROOT / "web" / "package.json").read_text())
    return python.union(web["dependencies"], web["devDependencies"])


def test_every_dependency_is_documented_with_its_reason_and_no_other() -> None:
    first_columns = re.findall(r"^\|( *`[^|]+` *)\|", document("dependencies.md"), re.MULTILINE)
    documented = {name for column in first_columns for name in re.findall(r"`([^`]+)`", column)}
    assert documented == dependencies()
