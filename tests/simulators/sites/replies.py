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


def answer(request: Request, found: Route, trouble_of: TroubleOf, *, translations_for_all: bool) -> Reply:
    """`translations_for_all`: whether app clients, too, get the list of 149 languages, or only the web."""
    if found.endpoint == "player":
        translations = translations_for_all or "WEB" in _client(request)
        return _player(found.youtube_id, trouble_of(found.youtube_id), translations=translations)
    if found.endpoint == "data_api":
        return data_api.answer(request, trouble_of)
    write = _WRITERS.get(found.endpoint)
    if write is None:
        return Reply(pages.page(b"{}"), 404, HTML)
    return write(request, found.youtube_id, trouble_of(found.youtube_id))


def _client(request: Request) -> str:
    """The `clientName` an InnerTube request gives: WEB, MWEB, VISIONOS, …"""
    return str(request.json.get("context", {}).get("client", {}).get("clientName", ""))


def _player(youtube_id: str, trouble: Trouble | None, *, translations: bool) -> Reply:
    if not youtube_id:
        return google_errors.json_error(400)
    body = player.reply(truth(youtube_id), trouble, translations=translations)
    return Reply(body[: len(body) // 3] if trouble is Trouble.GARBAGE_JSON else body)


def _next(_: Request, youtube_id: str, trouble: Trouble | None) -> Reply:
    if not youtube_id:
        return google_errors.json_error(400)
    return Reply(watch_next.reply(truth(youtube_id), trouble))


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


def _browse(request: Request, _: str, __: Trouble | None) -> Reply:
    body = browse.answer(request.json)
    return Reply(body) if body else google_errors.json_error(404)


def _resolve_url(request: Request, _: str, __: Trouble | None) -> Reply:
    resolved = browse.resolve(str(request.json.get("url", "")))
    return json_reply(resolved) if resolved else google_errors.json_error(404)


def _playlist_page(_: Request, youtube_id: str, __: Trouble | None) -> Reply:
    listed = browse.playlist_page(youtube_id) or pages.missing("The playlist does not exist.")
    return Reply(pages.page(listed), content_type=HTML)


def _channel_page(request: Request, name: str, _: Trouble | None) -> Reply:
    tab = request.path.rstrip("/").rpartition("/")[2]
    body = browse.channel_page(name, tab if tab == "videos" else "featured")
    return Reply(pages.page(body or b"{}"), 200 if body else 404, HTML)


def _watch_page(request: Request, youtube_id: str, trouble: Trouble | None) -> Reply:
    if not youtube_id:
        return Reply(pages.page(b"{}"), 404, HTML)
    video = truth(youtube_id)
    around = watch_next.reply(video, trouble, request.query.get("list", ""))
    body = pages.page(around, player.reply(video, trouble))
    return Reply(body, content_type=HTML)


_Writer = Callable[[Request, str, Trouble | None], Reply]
_WRITERS: dict[str, _Writer] = {
    "next": _next,
    "timedtext": _timedtext,
    "timedtext_translated": _timedtext,
    "thumbnail": _thumbnail,
    "browse": _browse,
    "resolve_url": _resolve_url,
    "playlist_page": _playlist_page,
    "channel_page": _channel_page,
    "watch_page": _watch_page,
    "oembed": lambda _, youtube_id, trouble: oembed.answer(youtube_id, trouble),
    "googlevideo": lambda request, youtube_id, _: googlevideo.answer(request, youtube_id),
    "speech": lambda request, _, __: speech.answer(request),
    "player_js": lambda _, __, ___: Reply(pages.PLAYER_JS, content_type="text/javascript"),
}
