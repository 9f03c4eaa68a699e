"""Simulated upstreams: YouTube, its Data API and images, and speech-to-text, behind a real HTTP proxy.

    from simulators import Simulator, truth, video_ids, playlist, trouble_id, Trouble

Run it with `simulators.running.simulator_process` or `simulator_thread`, or in a loop of your own with
`async with Simulator(folder)`; point programs at `proxy_url` and let them trust `ca_file`.
"""

from simulators.control import Control
from simulators.faults.limits import LimitSettings
from simulators.faults.switches import Fault
from simulators.simulator import Simulator
from simulators.world.collections import channel, channel_with_uploads, playlist
from simulators.world.cues import cues
from simulators.world.ids import playlist_id, video_ids
from simulators.world.troubles import Trouble, trouble_id
from simulators.world.truth import TrackTruth, Truth, truth

__all__ = [
    "Control",
    "Fault",
    "LimitSettings",
    "Simulator",
    "TrackTruth",
    "Trouble",
    "Truth",
    "channel",
    "channel_with_uploads",
    "cues",
    "playlist",
    "playlist_id",
    "trouble_id",
    "truth",
    "video_ids",
]
