"""The web app's types are made from `web/openapi.json`; it must be what the program serves."""

from __future__ import annotations

from pathlib import Path

import orjson

from reelshelf.http import build_app
from reelshelf.settings import Settings

DOCUMENT = Path(__file__).parents[2] / "web" / "openapi.json"


def test_the_kept_document_is_current(tmp_path: Path) -> None:
    served = build_app(Settings(data_dir=tmp_path, _env_file=None)).openapi()
    assert orjson.loads(DOCUMENT.read_bytes()) == orjson.loads(orjson.dumps(served)), "run `make gen`"


def test_every_route_names_its_problems(tmp_path: Path) -> None:
    served = build_app(Settings(data_dir=tmp_path, _env_file=None)).openapi()
    for path, operations in served["paths"].items():
        if path.startswith("/api/health") or path == "/metrics":
            continue
        for method, operation in operations.items():
            assert "application/problem+json" in operation["responses"]["401"]["content"], (method, path)
