"""Asking whether outside links still lead anywhere: the only part that ever opens a connection, and when called."""
