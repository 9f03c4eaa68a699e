"""What the columns of a table are called, in the exports of many programs and languages."""

from __future__ import annotations

import re
from typing import Literal

Meaning = Literal[
    "video",
    "link",
    "playlist",
    "channel_id",
    "title",
    "channel",
    "duration",
    "published",
    "added",
    "notes",
    "tags",
]

_NAMES: dict[Meaning, str] = {
    "video": """
        youtube_id video_id videoid yt_id ytid id_video id_de_video id_de_la_video id_do_video
        id_vídeo id_de_vídeo
        id_do_vídeo id_vidéo id_de_la_vidéo identifiant_de_la_vidéo video_idsi identyfikator_filmu id_filmu
        video_kimliği идентификатор_видео id_видео 動画_id 動画id 동영상_id 视频_id 影片_id""",
    "link": """
        url urls link links href address video_url videourl video_link youtube_url youtube_link youtube
        webpage_url
        original_url watch_url web_address adresse lien enlace video youtube_video vídeo vidéo""",
    "playlist": "playlist_id playlistid playlist_url wiedergabelisten_id playlist id_de_la_playlist",
    "channel_id": """
        channel_id channelid channel_url kanal_id kanal_url id_de_la_chaîne url_de_la_chaîne id_del_canal
        url_del_canal id_canale url_del_canale id_do_canal url_do_canal kanaal_id チャンネル_id""",
    "title": """
        title titel titre título titolo name video_title videotitle video_titel song_title tytuł
        название タイトル
        video_name""",
    "channel": """
        channel channel_name channel_title channeltitle uploader author creator kanal kanalname kanaltitel
        chaîne
        canal canale artist artist_name""",
    "duration": "duration_seconds duration length lengthseconds length_seconds dauer durée duración runtime",
    "published": "published_at published upload_date published_date publication_date publishedat",
    "added": """
        added_at time_added date_added added saved_at timeadded created_at playlist_video_creation_timestamp
        zeitstempel_der_erstellung_des_playlist_videos hinzugefügt""",
    "notes": "notes note notizen comment description_notes remarks bemerkung",
    "tags": "tags tag labels categories folder schlagwörter",
}
_MEANINGS = {name: meaning for meaning, names in _NAMES.items() for name in names.split()}
_MAX_NAME = 80
_NOT_LETTERS = re.compile(r"[\W_]+")


def meaning_of(name: str) -> Meaning | None:
    """What a header cell announces, whatever its case and punctuation; None if unknown."""
    if len(name) > _MAX_NAME:
        return None
    return _MEANINGS.get(_NOT_LETTERS.sub("_", name.strip().lower()).strip("_"))


def find_columns(header: list[str]) -> dict[Meaning, list[int]]:
    """Meaning → positions, from the left."""
    found: dict[Meaning, list[int]] = {}
    for position, name in enumerate(header[:500]):
        meaning = meaning_of(name)
        if meaning:
            found.setdefault(meaning, []).append(position)
    return found
