"""What readers get: addresses, pages, listings and data, made from a checked corpus. Knows nothing of MkDocs."""
