"""The web form for authors on their own machine: ``briefings edit`` (decisions/0018).

Decap CMS, whose files are shipped in ``files/``, draws the form; ``forms.py`` tells it what a record holds. It speaks
to ``server.py``, which answers as Decap's own local server does. ``sides.py`` knows what the form sees of a record and
its pair, ``differences.py`` what an author changed, ``saving.py`` puts just that into the files and into a commit.
"""
