"""Asking for addresses: many hosts at once, each host one request at a time, and no more of any page than needed."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import ssl
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from http.cookiejar import CookieJar, DefaultCookiePolicy
from urllib.parse import urldefrag, urljoin, urlsplit

import httpx

from .. import __version__
from .verdicts import State, Verdict

USER_AGENT = f"evidence-briefings/{__version__} (briefings links; looks whether links still lead anywhere)"
MAX_HOPS = 10
"""How often an address may lead on to another before it counts as a circle."""
MAX_BYTES = 64 * 1024
"""How much of a page is read where HEAD gave no answer: enough to know that something comes."""
PERMANENT = (301, 308)
REDIRECTS = (301, 302, 303, 307, 308)
LATER = (429, 503)
"""What a server says that wants to be asked again later."""

_MOVED_AWAY = {404: ("not-found", "it is not there (404)"), 410: ("gone", "it has been removed for good (410)")}
_REFUSED = {
    401: ("sign-in", "it asks for a sign-in (401)"),
    402: ("payment", "it asks for payment (402)"),
    403: ("refused", "the site does not answer programs such as this one (403)"),
    407: ("sign-in", "a proxy on the way asks for a sign-in (407)"),
    429: ("too-many", "the site asks not to be asked so often (429)"),
    451: ("legal", "it is withheld for legal reasons (451)"),
}


@dataclass(frozen=True, slots=True)
class Manners:
    """How politely to ask.

    In seconds: ``pause`` between two requests to one host, ``timeout`` for one answer, ``patience`` for how long a
    server may ask us to wait. ``parallel`` is how many hosts are asked at once.
    """

    pause: float = 1.0
    timeout: float = 20.0
    patience: float = 30.0
    parallel: int = 8


@dataclass(slots=True)
class _Host:
    """One host: who asks it waits for the lock. ``closed`` is set once it has asked to be left alone for long."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    next_at: float = 0.0
    closed: bool = False


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    location: str = ""
    retry_after: str = ""


class _ClosedError(Exception):
    """The host has asked to be left alone."""


class Asker:
    """Asks for addresses. ``today`` is written into each verdict."""

    def __init__(self, today: date, manners: Manners) -> None:
        self._today = today
        self._manners = manners
        self._hosts: dict[str, _Host] = {}
        self._slots = asyncio.Semaphore(manners.parallel)
        self._reached = False
        self._nameless: list[str] = []

    async def ask_all(self, urls: Iterable[str], tell: Callable[[str, Verdict], None]) -> None:
        """Ask for each address, and ``tell`` the verdict as soon as it is known."""
        queues: dict[str, list[str]] = {}
        for url in dict.fromkeys(urls):
            queues.setdefault(_host_of(url), []).append(url)
        async with self._client() as client, asyncio.TaskGroup() as group:
            for queue in queues.values():
                group.create_task(self._work(client, queue, tell))
        for url in self._nameless:
            tell(url, self._without_host())

    async def _work(self, client: httpx.AsyncClient, queue: list[str], tell: Callable[[str, Verdict], None]) -> None:
        for url in queue:
            verdict = await self._verdict(client, url)
            if verdict.reason == "no-host":
                # Without a network no host has a name: what this means is known when all others have been asked.
                self._nameless.append(url)
                continue
            self._reached = self._reached or verdict.status > 0 or verdict.state is State.BROKEN
            tell(url, verdict)

    def _without_host(self) -> Verdict:
        if self._reached:
            return self._say(State.BROKEN, "no-host", "there is no host of this name")
        return self._say(State.UNSURE, "no-network", "no site at all could be found: is there a network?")

    @asynccontextmanager
    async def _client(self) -> AsyncIterator[httpx.AsyncClient]:
        # A jar that takes nothing: nobody is to be recognised, not even from one page to the next.
        cookies = CookieJar(DefaultCookiePolicy(allowed_domains=[]))
        headers = {"User-Agent": USER_AGENT, "Accept": "*/*", "Accept-Language": "en, cy;q=0.9, *;q=0.5"}
        limits = httpx.Limits(max_keepalive_connections=self._manners.parallel)
        async with httpx.AsyncClient(
            cookies=cookies, headers=headers, timeout=self._manners.timeout, limits=limits, follow_redirects=False
        ) as client:
            yield client

    async def _verdict(self, client: httpx.AsyncClient, url: str) -> Verdict:
        try:
            return await self._followed(client, url)
        except _ClosedError:
            return self._say(State.UNSURE, "too-many", "the site asks not to be asked so often; ask again later", 429)
        except httpx.TimeoutException:
            seconds = f"{self._manners.timeout:g}"
            return self._say(State.UNSURE, "slow", f"there was no answer within {seconds} seconds")
        except httpx.TransportError as error:
            return self._say(*_why(error))
        except Exception as error:  # noqa: BLE001 (one strange address must not end the asking for all others)
            return self._say(State.UNSURE, "failed", f"it could not be asked for ({type(error).__name__})")

    async def _followed(self, client: httpx.AsyncClient, url: str) -> Verdict:
        """Follow an address to where it ends."""
        here, for_good = urldefrag(url)[0], True
        seen = {here}
        for _ in range(MAX_HOPS + 1):
            answer = await self._answer(client, here)
            if answer.status not in REDIRECTS or not answer.location:
                return self._judged(url, here, answer, for_good=for_good)
            there = urldefrag(urljoin(here, answer.location))[0]
            if there in seen:
                return self._say(State.BROKEN, "circle", "it leads round in a circle", answer.status)
            if not await _is_private(url) and await _is_private(there):
                message = "it leads to an address inside a private network, which was not asked for"
                return self._say(State.UNSURE, "private", message, answer.status)
            for_good = for_good and answer.status in PERMANENT
            seen.add(there)
            here = there
        return self._say(State.BROKEN, "circle", f"it leads on more than {MAX_HOPS} times")

    async def _answer(self, client: httpx.AsyncClient, url: str) -> _Answer:
        """Return what a server says of an address, once it has been given the time it asks for."""
        answer = await self._request(client, "HEAD", url)
        if answer.status not in (*REDIRECTS, *LATER) and not 200 <= answer.status < 300:
            # Many servers answer HEAD with whatever comes to mind.
            answer = await self._request(client, "GET", url)
        if answer.status not in LATER:
            return answer
        wait = _seconds(answer.retry_after)
        if wait is None and answer.status == 503:
            return answer
        if wait is None or wait > self._manners.patience:
            self._host(url).closed = answer.status == 429 or self._host(url).closed
            return answer
        host = self._host(url)
        host.next_at = max(host.next_at, asyncio.get_running_loop().time() + wait)
        answer = await self._request(client, "GET", url)
        host.closed = host.closed or answer.status == 429
        return answer

    async def _request(self, client: httpx.AsyncClient, method: str, url: str) -> _Answer:
        """Send one request when it is this host's turn."""
        host = self._host(url)
        async with host.lock:
            if host.closed:
                raise _ClosedError
            now = asyncio.get_running_loop().time()
            if host.next_at > now:
                await asyncio.sleep(host.next_at - now)
            try:
                async with self._slots, asyncio.timeout(self._manners.timeout * 2):
                    return await _sent(client, method, url)
            except TimeoutError:
                raise httpx.ReadTimeout("too slow") from None
            finally:
                host.next_at = asyncio.get_running_loop().time() + self._manners.pause

    def _host(self, url: str) -> _Host:
        return self._hosts.setdefault(_host_of(url), _Host())

    def _judged(  # noqa: PLR0911 (one case, one line)
        self, asked: str, here: str, answer: _Answer, *, for_good: bool
    ) -> Verdict:
        """Return the verdict on where an address ended."""
        status = answer.status
        to = here if here != urldefrag(asked)[0] else ""
        if 200 <= status < 300:
            if to and _is_front_page(to) and not _is_front_page(asked):
                message = "it leads to the front page of a site: what it led to may be gone"
                return self._say(State.UNSURE, "front-page", message, status, to)
            if to and for_good:
                return self._say(State.MOVED, "moved", "it has moved for good", status, to)
            return self._say(State.OK, "elsewhere" if to else "ok", "it is there", status, to)
        if status in _MOVED_AWAY:
            return self._say(State.BROKEN, *_MOVED_AWAY[status], status, to)
        if status in _REFUSED:
            return self._say(State.UNSURE, *_REFUSED[status], status, to)
        if 500 <= status < 600:
            return self._say(State.UNSURE, "server-error", f"the site has a fault at the moment ({status})", status, to)
        return self._say(State.UNSURE, "unclear", f"the site gives an answer that says nothing ({status})", status, to)

    def _say(self, state: State, reason: str, message: str, status: int = 0, to: str = "") -> Verdict:
        return Verdict(state, reason, message, self._today, status, to)


async def _sent(client: httpx.AsyncClient, method: str, url: str) -> _Answer:
    async with client.stream(method, url) as response:
        if method == "GET" and response.is_success:
            read = 0
            async for piece in response.aiter_raw(4096):
                read += len(piece)
                if read >= MAX_BYTES:
                    break
        headers = response.headers
        return _Answer(response.status_code, headers.get("location", ""), headers.get("retry-after", ""))


def _why(error: BaseException) -> tuple[State, str, str]:  # noqa: PLR0911 (one case, one line)
    """Return state, reason and words for a connection that failed; the cause stands somewhere behind the error."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return State.BROKEN, "certificate", f"browsers warn of it: its certificate is not valid ({_said(cause)})"
        if isinstance(cause, ssl.SSLError):
            return State.BROKEN, "certificate", f"no secure connection could be made ({_said(cause)})"
        if isinstance(cause, socket.gaierror):
            if cause.errno in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)):
                return State.BROKEN, "no-host", "there is no host of this name"
            return State.UNSURE, "no-network", "the name of the host could not be looked up: is there a network?"
        if isinstance(cause, ConnectionRefusedError):
            return State.BROKEN, "refused-connection", "the host does not take connections"
        cause = cause.__cause__ or cause.__context__
    said = str(error)
    if "CERTIFICATE" in said.upper():
        return State.BROKEN, "certificate", "browsers warn of it: its certificate is not valid"
    return State.UNSURE, "failed", f"the connection failed ({type(error).__name__})"


def _said(error: ssl.SSLError) -> str:
    return str(getattr(error, "verify_message", "") or error.reason or "TLS").lower()


def _host_of(url: str) -> str:
    return urlsplit(url).netloc.casefold()


def _is_front_page(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query


async def _is_private(url: str) -> bool:
    """Return whether an address lies inside a private network, as far as its name can be looked up."""
    host = urlsplit(url).hostname or ""
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        pass
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return False
    return bool(found) and not any(ipaddress.ip_address(entry[4][0]).is_global for entry in found)


def _seconds(retry_after: str) -> float | None:
    """Return how long a server asks us to wait (RFC 9110, 10.2.3: seconds or a date), None where it does not say."""
    if retry_after.strip().isdecimal():
        return float(retry_after)
    try:
        when = parsedate_to_datetime(retry_after)
    except (TypeError, ValueError):
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return max(0.0, (when - datetime.now(UTC)).total_seconds())
