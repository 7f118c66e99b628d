"""What a briefing is: records read with line marks, checked, and turned into frozen models.

Public calls: :func:`evidence_briefings.content.corpus.read_corpus` and the classes it returns.
"""
