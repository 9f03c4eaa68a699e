"""yt-dlp, in processes of its own: it blocks, it is CPU-bound, and it may hang.

extractor.py    what the rest of Reelshelf sees: picks a process, retires it, replaces it
link.py         our end of one process            facts.py      what comes back, as our own types
frames.py       what is said between the two      briefing.py   the first thing said
child.py        its other end                     threads.py    who does what there
session.py      one long-lived yt-dlp per thread  addresses.py  ids in, addresses out
lean.py         the extractor without idle work    video.py · timedtext.py · listing.py · audio.py: what is asked
"""
