"""What the supervisor itself has to say, without loading the program's logging."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Literal


class JsonLines(logging.Formatter):
    """One object a line, with the keys that the other processes use."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat().replace("+00:00", "Z")
        return json.dumps(
            {
                "event": record.getMessage(),
                "level": record.levelname.lower(),
                "logger": record.name,
                "timestamp": at,
            }
        )


def configure(level: str, log_format: Literal["text", "json"]) -> None:
    stream = logging.StreamHandler(sys.stderr)
    stream.setFormatter(JsonLines() if log_format == "json" else logging.Formatter("reelshelf: %(message)s"))
    logging.basicConfig(level=level, handlers=[stream])
    # asyncio's own remarks at INFO and below are about itself.
    logging.getLogger("asyncio").setLevel(max(logging.WARNING, logging.getLogger().level))
