"""`doctor`: what is configured, reachable, missing, and what to do."""
# ruff: noqa: PLC0415 - a command loads only what it runs

from __future__ import annotations

import asyncio
import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from reelshelf.cli.configuration import load_settings
from reelshelf.cli.serving import DataDir  # noqa: TC001 - typer reads annotations

if TYPE_CHECKING:
    from reelshelf.cli.doctor.findings import Finding

_SIGNS = {"ok": "✓", "note": "·", "problem": "✗"}


def doctor(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print all findings as one JSON object.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Say what is configured, reachable and missing, and what to do. Exit code 1: something must be done."""
    from reelshelf.cli.doctor.examination import examine

    findings = asyncio.run(examine(load_settings(data_dir=data_dir)))
    healthy = all(finding.state != "problem" for finding in findings)
    if as_json:
        told = {"healthy": healthy, "findings": [asdict(finding) for finding in findings]}
        typer.echo(json.dumps(told, ensure_ascii=False))
    else:
        typer.echo("\n".join(_lines(findings, healthy=healthy)))
    raise typer.Exit(0 if healthy else 1)


def _lines(findings: list[Finding], *, healthy: bool) -> list[str]:
    lines = []
    for finding in findings:
        lines.append(f"{_SIGNS[finding.state]} {finding.subject}: {finding.sentence}")
        if finding.advice:
            lines.append(f"    → {finding.advice}")
    return [
        *lines,
        "",
        "All is well." if healthy else "Something needs your attention; see the lines with ✗.",
    ]
