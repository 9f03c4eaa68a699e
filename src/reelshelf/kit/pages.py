"""The built web app: hashed files are kept for ever, the page itself is asked for anew, and every
address that is no file is the page.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse
from starlette.routing import Match, Mount
from starlette.staticfiles import StaticFiles

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.types import Scope

NOT_BUILT = (
    "<!doctype html><title>Reelshelf</title><p>The web app is not built yet: run <code>make up</code>.</p>"
)
NOT_FOUND = 404


class Pages(Mount):
    """Everything that is not the API's; there, an unknown address and a wrong method are for the API to tell."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        if scope["path"].startswith("/api/"):
            return Match.NONE, {}
        return super().matches(scope)


class WebApp(StaticFiles):
    def __init__(self, folder: Path) -> None:
        super().__init__(directory=folder, html=True, check_dir=False)
        self._built = folder.is_dir()

    async def get_response(self, path: str, scope: Scope) -> Response:
        if not self._built:
            return HTMLResponse(NOT_BUILT)
        try:
            response = await super().get_response(path, scope)
        except HTTPException as problem:
            if problem.status_code != NOT_FOUND or Path(path).suffix:
                raise
            response = await super().get_response("index.html", scope)
        hashed = path.startswith("assets/")
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if hashed else "no-cache"
        return response
