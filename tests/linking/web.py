"""A small web on this machine, with every kind of answer that an outside link may get."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

SLOW = 1.2
"""Seconds that a slow answer takes."""
HUGE = 50_000_000


class Web(ThreadingHTTPServer):
    """The server. ``asked`` has (method, path, headers) of each request, ``together`` the most there were at once."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[tuple[str, str, dict[str, str]]] = []
        self.times: list[float] = []
        self.sent = 0
        self.together = 0
        self.now = 0
        self.lock = threading.Lock()
        self.scheme = "http"

    @property
    def root(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: those who ask may hang up."""

    def count(self, path: str) -> int:
        return sum(asked == path for _, asked, _ in self.asked)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Web

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def _answer(self) -> None:
        web = self.server
        with web.lock:
            web.asked.append((self.command, self.path, {key.lower(): value for key, value in self.headers.items()}))
            web.times.append(time.monotonic())
            web.now += 1
            web.together = max(web.together, web.now)
        try:
            with suppress(OSError):
                self._by_path()
        finally:
            with web.lock:
                web.now -= 1

    def _by_path(self) -> None:  # noqa: C901, PLR0912 (one kind of answer, one line)
        name, _, number = self.path.strip("/").partition("/")
        if name == "status":
            self._say(int(number))
        elif name == "no-head":
            self._say(405 if self.command == "HEAD" else 200)
        elif name == "liar":
            self._say(404 if self.command == "HEAD" else 200)
        elif name == "chain":
            self._say(301, Location=f"/chain/{int(number) - 1}" if int(number) > 1 else "/status/200")
        elif name == "for-now":
            self._say(302, Location="/status/200")
        elif name == "half":
            self._say(301, Location="/for-now")
        elif name == "home":
            self._say(301, Location="/")
        elif name == "lost":
            self._say(301, Location="/status/404")
        elif name == "loop":
            self._say(302, Location="/loop/b" if number == "a" else "/loop/a")
        elif name == "endless":
            self._say(302, Location=f"/endless/{int(number) + 1}")
        elif name == "mail":
            self._say(302, Location="mailto:a@example.org")
        elif name == "slow":
            time.sleep(SLOW)
            self._say(200)
        elif name == "later":
            again = self.server.count(self.path) > 1
            self._say(200) if again else self._say(429, **{"Retry-After": "0"})
        elif name == "much-later":
            self._say(429, **{"Retry-After": "86400"})
        elif name == "cookie":
            self._say(200, **{"Set-Cookie": "who=you; Path=/"})
        elif name == "huge" and self.command == "GET":
            self._huge()
        else:
            self._say(405 if name == "huge" else 200)

    def _say(self, status: int, **headers: str) -> None:
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key, value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _huge(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(HUGE))
        self.end_headers()
        piece = b"x" * 100_000
        for _ in range(HUGE // len(piece)):
            self.wfile.write(piece)
            self.server.sent += len(piece)


@contextmanager
def web(certificate: Path | None = None) -> Iterator[Web]:
    """Run a web until the block ends; with the file of a certificate and its key, over TLS."""
    server = Web()
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        server.scheme = "https"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def self_signed(folder: Path) -> Path:
    """Write a certificate that nobody vouches for, with its key, and return the file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / "self-signed.pem"
    plain = serialization.NoEncryption()
    pem = serialization.Encoding.PEM
    text = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain) + certificate.public_bytes(pem)
    path.write_bytes(text)
    return path
