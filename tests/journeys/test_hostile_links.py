"""Whatever is imported, only hosts that we named ourselves are ever asked, and never an address from a link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulators.sites.routes import is_known
from simulators.world.ids import video_ids

if TYPE_CHECKING:
    from reelshelf.wiring.worker import WorkerParts
    from running import Person
    from simulators.simulator import Simulator

GOOD = video_ids(2)
INNER = (
    "169.254.169.254",
    "127.0.0.1",
    "localhost",
    "[::1]",
    "2130706433",
    "0x7f.1",
    "017700000001",
    "10.0.0.1",
)
HOSTILE = [
    "https://consent.youtube.com/m?continue=http://169.254.169.254/latest/meta-data/",
    f"https://consent.youtube.com/m?continue=http://169.254.169.254/watch?v={GOOD[1]}",
    "https://www.youtube.com/redirect?q=http://169.254.169.254/",
    "https://www.youtube.com/attribution_link?u=//169.254.169.254/",
    "https://accounts.google.com/ServiceLogin?continue=http://127.0.0.1:8420/metrics",
    "ytsearch5:x",
    "ytsearchall:everything",
    "file:///etc/passwd",
    "gopher://169.254.169.254/1",
    "--exec=id",
    "-o /tmp/owned https://youtu.be/",
    f"https://www.youtube.com@169.254.169.254/watch?v={GOOD[1]}",
    f"https://www.youtube.com:pw@evil.example/watch?v={GOOD[1]}",
    f"https://evil.example/watch?v={GOOD[1]}#https://www.youtube.com/",
    f"https://www.youtube.com.evil.example/watch?v={GOOD[1]}",
    f"https://www.уoutube.com/watch?v={GOOD[1]}",
    f"https://xn--outube-9nf.com/watch?v={GOOD[1]}",
    f"https://evil.example\\@www.youtube.com/../watch?v={GOOD[1]}",
    "https://www.youtube.com/oembed?url=http://169.254.169.254/",
    "https://i.ytimg.com/vi/../../169.254.169.254/x.jpg",
    *(f"http://{host}/watch?v={GOOD[1]}" for host in INNER),
    *(f"https://{host}/playlist?list=PL{'x' * 32}" for host in INNER),
]


async def test_hostile_links_reach_nobody(person: Person, worker: WorkerParts, simulator: Simulator) -> None:
    list_id = await person.create_list()
    lines = [*HOSTILE, f"https://youtu.be/{GOOD[0]}"]
    answer = await person.http.post(f"/api/lists/{list_id}/videos/batch", json={"text": "\n".join(lines)})
    receipt = answer.json()
    assert receipt["total"] == receipt["created"] + receipt["duplicates"] + len(receipt["invalid"])
    await person.job_when(receipt["job_id"])
    for video in await person.videos(list_id):
        assert video["youtube_id"] in GOOD
        await person.http.get(f"/api/videos/{video['id']}/thumbnail")
    asked = {record.host for record in simulator.log.records}
    assert "www.youtube.com" in asked or "youtubei.googleapis.com" in asked
    assert {host for host in asked if not is_known(host)} == set()
    told = " ".join(record.path for record in simulator.log.records)
    assert [word for word in (*INNER, "evil", "continue", "passwd") if word in told] == []
    assert worker.claims is not None
