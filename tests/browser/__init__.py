"""What the site promises its readers, tried in a real Chromium on the built pages, over http and from a folder."""
