"""The form's server, for this machine alone.

It listens on 127.0.0.1, answers to that name only (so that no other site's page can reach it by a name of its own), and
only to a browser that came with the key printed in the terminal. What changes anything must come from its own pages.
"""

from __future__ import annotations

import gzip
import hmac
import html
import json
import secrets
import sys
from collections.abc import Mapping
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from ..content.problems import Severity
from .protocol import Editor
from .saving import RefusedError

HOST = "127.0.0.1"
FILES = Path(__file__).parent / "files"
MAX_BODY = 4 * 1024 * 1024
_KINDS = {".js": "text/javascript", ".css": "text/css", ".html": "text/html"}
SHIPPED = ("form.css", "form.js", "decap-cms.js")
"""All that is served besides what is made: no other name leads to a file."""
_WINDOW = "X-Briefings-Window"

_POLICY = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; connect-src 'self' blob:; "
    # Decap CMS makes its checks of values as it starts, and its styles in the page.
    "script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:"
)

_PROBLEMS = """\
<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>What the check found</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><link rel="stylesheet" href="form.css"></head>
<body class="report"><main><h1>What the check found</h1>
<p>{said} Errors keep the site from being built; warnings should be mended.</p>
{items}
<p><a href="./">Back to the form</a></p></main></body></html>
"""


class FormServer(ThreadingHTTPServer):
    """Serves one editor. ``key`` opens it; port 0 takes any that is free."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, editor: Editor, port: int) -> None:
        self.editor = editor
        self.key = secrets.token_urlsafe(24)
        super().__init__((HOST, port), _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say in one line what went wrong; a browser that has gone away is nothing to speak of."""
        error = sys.exception()
        if not isinstance(error, (ConnectionError, TimeoutError)):
            print(f"The form could not be answered: {error!r}", file=sys.stderr)  # noqa: T201 (there is no other place)

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self.server_address[1])

    @property
    def address(self) -> str:
        """What to open in a browser."""
        return f"http://{HOST}:{self.port}/?key={self.key}"


class _Handler(BaseHTTPRequestHandler):
    server: FormServer
    protocol_version = "HTTP/1.1"
    timeout = 60

    def log_message(self, format: str, *args: Any) -> None:
        """Keep the terminal for what authors need to read."""

    def version_string(self) -> str:
        """Return nothing about what runs here."""
        return "briefings"

    def do_GET(self) -> None:
        """Serve the form, its configuration and the page of problems."""
        address = urlsplit(self.path)
        if not self._is_ours():
            return
        given = parse_qs(address.query).get("key", [""])[0]
        if address.path == "/" and given and hmac.compare_digest(given.encode(), self.server.key.encode()):
            cookie = f"{self._cookie}={self.server.key}; Path=/; HttpOnly; SameSite=Strict"
            self._send(HTTPStatus.SEE_OTHER, b"", "text/html", {"Set-Cookie": cookie, "Location": "/"})
        elif not self._is_known():
            message = "Open the whole address that briefings edit printed in the terminal, with its key."
            self._send(HTTPStatus.FORBIDDEN, message.encode(), "text/plain")
        elif address.path == "/":
            self._send(HTTPStatus.OK, (FILES / "index.html").read_bytes(), "text/html")
        elif address.path == "/config.json":
            self._json(HTTPStatus.OK, self.server.editor.config())
        elif address.path == "/check":
            self._send(HTTPStatus.OK, self._problems().encode(), "text/html")
        elif address.path[1:] in SHIPPED:
            self._shipped(address.path[1:])
        else:
            self._send(HTTPStatus.NOT_FOUND, b"There is nothing here.", "text/plain")

    def do_POST(self) -> None:
        """Answer the form."""
        try:
            length = int(self.headers.get("Content-Length") or "")
        except ValueError:
            length = -1
        if not 0 <= length <= MAX_BODY:
            self.close_connection = True
            self._json(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, {"error": "This is too much for a record."})
            return
        body = self.rfile.read(length)  # read whole in any case: what comes next is another request
        if not self._is_ours(changes=True):
            return
        if not self._is_known():
            self._json(HTTPStatus.FORBIDDEN, {"error": "Open the address that briefings edit printed in the terminal."})
        elif urlsplit(self.path).path != "/api/v1":
            self._json(HTTPStatus.NOT_FOUND, {"error": "There is nothing here."})
        else:
            self._json(*self._answer(body))

    def _answer(self, body: bytes) -> tuple[HTTPStatus, Any]:
        try:
            asked = json.loads(body)
        except (ValueError, RecursionError):
            asked = None
        if not isinstance(asked, dict):
            return HTTPStatus.BAD_REQUEST, {"error": "This is no question of the form."}
        try:
            return HTTPStatus.OK, self.server.editor.answer(asked, self.headers.get(_WINDOW, ""))
        except RefusedError as error:
            return HTTPStatus.CONFLICT, {"error": str(error)}
        except OSError as error:
            return HTTPStatus.INTERNAL_SERVER_ERROR, {"error": f"Nothing was saved: {error.strerror or error}."}

    @property
    def _cookie(self) -> str:
        return f"briefings-{self.server.port}"

    def _is_ours(self, *, changes: bool = False) -> bool:
        """Return whether a request was meant for this server and comes from its own pages; else refuse it."""
        hosts = [f"{name}:{self.server.port}" for name in (HOST, "localhost")]
        host, origin = self.headers.get("Host"), self.headers.get("Origin")
        fine = host in hosts and (origin == f"http://{host}" if changes or origin is not None else True)
        if changes:
            fine = fine and self.headers.get_content_type() == "application/json"
        if not fine:
            self._json(HTTPStatus.FORBIDDEN, {"error": "This form answers to its own pages alone."})
        return fine

    def _is_known(self) -> bool:
        try:
            found = SimpleCookie(self.headers.get("Cookie", "")).get(self._cookie)
        except CookieError:
            return False
        return found is not None and hmac.compare_digest(found.value.encode(), self.server.key.encode())

    def _shipped(self, name: str) -> None:
        kind = _KINDS[Path(name).suffix]
        packed = FILES / f"{name}.gz"
        if not packed.exists():
            self._send(HTTPStatus.OK, (FILES / name).read_bytes(), kind)
            return
        content = packed.read_bytes()
        if "gzip" in self.headers.get("Accept-Encoding", ""):
            self._send(HTTPStatus.OK, content, kind, {"Content-Encoding": "gzip"})
        else:
            self._send(HTTPStatus.OK, gzip.decompress(content), kind)

    def _problems(self) -> str:
        problems = self.server.editor.problems()
        items = "".join(
            f'<li><strong class="{problem.severity}">{html.escape(str(problem.severity))}</strong> '
            f"{html.escape(problem.message)} "
            f"<small>{html.escape(problem.mark.path)}, line {problem.mark.line}</small></li>"
            for problem in sorted(problems, key=lambda problem: (problem.severity != Severity.ERROR, problem))
        )
        errors = sum(problem.severity == Severity.ERROR for problem in problems)
        said = f"Errors: {errors}. Warnings: {len(problems) - errors}." if problems else "Nothing: all is well."
        return _PROBLEMS.format(said=said, items=f"<ol>{items}</ol>" if items else "")

    def _json(self, status: HTTPStatus, value: Any) -> None:
        self._send(status, json.dumps(value, ensure_ascii=False).encode(), "application/json")

    def _send(self, status: HTTPStatus, body: bytes, kind: str, more: Mapping[str, str] | None = None) -> None:
        self.send_response(status)
        headers = {
            "Content-Type": f"{kind}; charset=utf-8",
            "Content-Length": str(len(body)),
            "Content-Security-Policy": _POLICY,
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cross-Origin-Opener-Policy": "same-origin",
            **(more or {}),
        }
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
