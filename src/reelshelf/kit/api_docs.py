"""`/api/docs`: Swagger UI from an installed package, under the same strict policy as all else. Nothing is
fetched from elsewhere, and no script stands in the page.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from fastapi import APIRouter
from starlette.responses import FileResponse, HTMLResponse, Response

router = APIRouter(prefix="/api/docs", include_in_schema=False)

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Reelshelf API</title>
<link rel="icon" href="/favicon.svg">
<link rel="stylesheet" href="/api/docs/swagger-ui.css">
</head>
<body>
<div id="swagger-ui"></div>
<script src="/api/docs/swagger-ui-bundle.js"></script>
<script src="/api/docs/start.js"></script>
</body>
</html>
"""
START = 'SwaggerUIBundle({url: "/api/openapi.json", dom_id: "#swagger-ui", deepLinking: true});\n'
DAY = {"Cache-Control": "public, max-age=86400"}
_ASSETS = Path(str(files("fastapi_swagger"))) / "resources"


@router.get("")
async def page() -> HTMLResponse:
    return HTMLResponse(PAGE)


@router.get("/start.js")
async def start() -> Response:
    return Response(START, media_type="text/javascript", headers=DAY)


@router.get("/swagger-ui-bundle.js")
async def bundle() -> FileResponse:
    return FileResponse(_ASSETS / "swagger-ui-bundle.js", media_type="text/javascript", headers=DAY)


@router.get("/swagger-ui.css")
async def style() -> FileResponse:
    return FileResponse(_ASSETS / "swagger-ui.css", media_type="text/css", headers=DAY)
