"""`reelshelf up`: the databases, the web server and the worker as one process tree.

Read in this order: `tree` (the whole), `listener` (the port), `children` (serve and work), `announcement`
(what serve tells when it is ready), `running` (the note by which other commands find us).

Nothing here may import FastAPI, SQLAlchemy or yt-dlp: a person waits for this process to start.
"""
