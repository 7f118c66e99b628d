"""Tests of plugins/browser, which Node runs, and of the bundle that is made of it."""
