"""A real nginx on the loopback address, set up as a careful council would: strict headers, gzip, the 404 page."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Mapping
from pathlib import Path

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; media-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'"
)
_CONFIG = """
daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
  {log}
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  types {{
    text/html html; text/css css; text/javascript js; application/json json; application/xml xml;
    image/svg+xml svg; image/png png; application/manifest+json webmanifest; font/woff2 woff2; text/plain txt md;
    video/webm webm; video/mp4 mp4; audio/mpeg mp3; audio/wav wav; text/vtt vtt;
  }}
  default_type application/octet-stream;
  charset utf-8;
  gzip on; gzip_comp_level 6; gzip_min_length 256;
  gzip_types text/css text/javascript application/json application/xml image/svg+xml;
  {policy}
  add_header X-Content-Type-Options nosniff always;
  add_header Referrer-Policy no-referrer always;
  {servers}
}}
"""
_POLICY = 'add_header Content-Security-Policy "{}" always;'
_LOG = "log_format sent '$request_uri $bytes_sent'; access_log {} sent;"
_SERVER = "server {{ listen 127.0.0.1:{port}; root {root}; error_page 404 /404.html; }}\n"
_WHERE = "/usr/sbin:/usr/local/sbin:/opt/homebrew/bin"


class Nginx:
    """nginx serving several sites, each at its own free port.

    ``policy`` is the content security policy, or None for no policy. Into ``log``, if given, goes a line for each
    request as soon as it is answered: its address and how many bytes went out, headers included.
    """

    def __init__(
        self, folder: Path, sites: Mapping[str, Path], *, policy: str | None = POLICY, log: Path | None = None
    ) -> None:
        program = shutil.which("nginx") or shutil.which("nginx", path=_WHERE)
        assert program, "nginx is not installed: make test installs it on Debian as root, else install it yourself"
        for _ in range(5):  # between finding a port and listening on it another process may take it
            ports = _free_ports(len(sites))
            self.urls = {name: f"http://127.0.0.1:{port}/" for name, port in zip(sites, ports, strict=True)}
            servers = "".join(
                _SERVER.format(port=port, root=root) for port, root in zip(ports, sites.values(), strict=True)
            )
            config = folder / "nginx.conf"
            settings = _CONFIG.format(
                folder=folder,
                policy=_POLICY.format(policy) if policy else "",
                log=_LOG.format(log) if log else "access_log off;",
                servers=servers,
            )
            config.write_text(settings, encoding="utf-8")
            self._command = [program, "-p", folder, "-c", config]
            self._said = folder / "start.log"
            if self.start():
                return
            self.stop()
        raise AssertionError(f"nginx does not start: {(folder / 'start.log').read_text(encoding='utf-8')}")

    def start(self) -> bool:
        """Begin to serve, at the same addresses as before; return whether that worked."""
        with self._said.open("w") as said:
            self._process = subprocess.Popen(self._command, stderr=said, stdout=said)
        return self._answers()

    def _answers(self) -> bool:
        for _ in range(100):
            if self._process.poll() is not None:
                return False
            try:
                for url in self.urls.values():
                    urllib.request.urlopen(url).close()
            except OSError:
                time.sleep(0.05)
            else:
                return True
        return False

    def stop(self) -> None:
        """End this nginx."""
        self._process.terminate()
        self._process.wait()


def _free_ports(number: int) -> list[int]:
    sockets = [socket.socket() for _ in range(number)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports
