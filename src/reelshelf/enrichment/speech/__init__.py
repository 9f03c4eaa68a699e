"""Captions by speech recognition, for videos that are open and that YouTube has no captions for.

worker.py   takes the works there are, a few at a time     works.py    claims, leases, putting off
hearing.py  one video: fetch, cut, hear, part by part      parts.py    what was heard so far
budget.py   how much may be sent in a day                  storing.py  the end of it, told to the person
"""
