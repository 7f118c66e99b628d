"""What the search is measured with: synthetic briefings, sites of them, and other searches beside ours."""
