"""The reply of each endpoint when nothing stands in the way."""

from __future__ import annotations

from collections.abc import Callable

from simulators.net.messages import Reply, Request, json_reply
from simulators.sites import (
    browse,
    data_api,
    google_errors,
    googlevideo,
    oembed,
    pages,
    player,
    speech,
    thumbnails,
    timedtext,
    watch_next,
)
from simulators.sites.routes import Route, thumbnail_name
from simulators.world.troubles import Trouble
from simulators.world.truth import TrackTruth, truth

TroubleOf = Callable[[str], Trouble | None]
HTML = "text/html; charset=utf-8"


def answer(request: Request, found: Route, trouble_of: TroubleOf) -> Reply:
    trouble = trouble_of(found.youtube_id)
    match found.endpoint:
        case "player":
            return _player(found.youtube_id, trouble)
        case "next":
            return _next(found.youtube_id, trouble)
        case "timedtext" | "timedtext_translated":
            return _timedtext(request, found.youtube_id, trouble)
        case "thumbnail":
            return _thumbnail(request, found.youtube_id, trouble)
        case "browse" | "resolve_url" | "watch_page" | "playlist_page" | "channel_page":
            return _pages(request, found, trouble)
        case "oembed":
            return oembed.answer(found.youtube_id, trouble)
        case "data_api":
            return data_api.answer(request, trouble_of)
        case "googlevideo":
            return googlevideo.answer(request, found.youtube_id)
        case "speech":
            return speech.answer(request)
        case "player_js":
            return Reply(pages.PLAYER_JS, content_type="text/javascript")
    return Reply(pages.page(b"{}"), 404, HTML)


def _player(youtube_id: str, trouble: Trouble | None) -> Reply:
    if not youtube_id:
        return google_errors.json_error(400)
    body = player.reply(truth(youtube_id), trouble)
    return Reply(body[: len(body) // 3] if trouble is Trouble.GARBAGE_JSON else body)


def _next(youtube_id: str, trouble: Trouble | None) -> Reply:
    return (
        Reply(watch_next.reply(truth(youtube_id), trouble)) if youtube_id else google_errors.json_error(400)
    )


def _timedtext(request: Request, youtube_id: str, trouble: Trouble | None) -> Reply:
    if trouble is Trouble.CAPTIONS_HTML:
        return Reply(
            b"<!DOCTYPE html><html><body>Sign in to continue to YouTube</body></html>", content_type=HTML
        )
    if trouble is Trouble.CAPTIONS_NOT_FOUND or not youtube_id:
        return google_errors.html_error(404)
    query = request.query
    track = TrackTruth(query.get("lang", ""), automatic=query.get("kind") == "asr")
    video = truth(youtube_id)
    missing_token = trouble is Trouble.CAPTIONS_NEED_TOKEN and "pot" not in query
    if track not in video.tracks or trouble is Trouble.CAPTIONS_EMPTY or missing_token:
        return Reply(content_type=HTML)  # as in reality: 200 and nothing
    form = query.get("fmt", "srv1")
    body = timedtext.body(video, track, form, query.get("tlang"))
    return Reply(body, content_type=timedtext.CONTENT_TYPES.get(form, timedtext.XML))


def _thumbnail(request: Request, youtube_id: str, trouble: Trouble | None) -> Reply:
    name = thumbnail_name(request.path)
    if not youtube_id or not thumbnails.exists(name) or trouble in {Trouble.DELETED, Trouble.TERMINATED}:
        return Reply(thumbnails.body("nothing", "default"), 404, "image/jpeg")
    fresh = (("Cache-Control", "public, max-age=7200"), ("ETag", f'"{youtube_id}{name}"'))
    return Reply(thumbnails.body(youtube_id, name), content_type="image/jpeg", headers=fresh)


def _pages(request: Request, found: Route, trouble: Trouble | None) -> Reply:
    match found.endpoint:
        case "browse":
            body = browse.answer(request.json)
            return Reply(body) if body else google_errors.json_error(404)
        case "resolve_url":
            resolved = browse.resolve(str(request.json.get("url", "")))
            return json_reply(resolved) if resolved else google_errors.json_error(404)
        case "playlist_page":
            listed = browse.playlist_page(found.youtube_id)
            return Reply(
                pages.page(listed or pages.missing("The playlist does not exist.")), content_type=HTML
            )
        case "channel_page":
            tab = request.path.rstrip("/").rpartition("/")[2]
            body = browse.channel_page(found.youtube_id, tab if tab == "videos" else "featured")
            return Reply(pages.page(body), content_type=HTML) if body else Reply(pages.page(b"{}"), 404, HTML)
    if not found.youtube_id:
        return Reply(pages.page(b"{}"), 404, HTML)
    video = truth(found.youtube_id)
    return Reply(
        pages.page(watch_next.reply(video, trouble), player.reply(video, trouble)), content_type=HTML
    )
