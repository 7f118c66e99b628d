"""The search index, made at build: documents -> words -> terms -> postings -> script files, one index a language.

plugins/browser/FORMAT.md describes the files and the rules of analysis, which the browser follows too.
"""
