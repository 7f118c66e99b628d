"""What is said of an address, judged against a real server on this machine."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import httpx
import pytest
from evidence_briefings.linking.asking import MAX_BYTES, USER_AGENT, Asker, Manners
from evidence_briefings.linking.verdicts import State, Verdict
from linking.web import HUGE, SLOW, Web, self_signed, web
from tiny import TODAY

QUICK = Manners(pause=0, timeout=5, patience=2)


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="module")
def server() -> Iterator[Web]:
    with web() as running:
        yield running


def asked(*urls: str, manners: Manners = QUICK, today: date = TODAY) -> dict[str, Verdict]:
    found: dict[str, Verdict] = {}
    asyncio.run(Asker(today, manners).ask_all(urls, found.__setitem__))
    assert set(found) == set(urls)
    return found


@pytest.mark.parametrize(
    ("path", "state", "reason", "to"),
    [
        ("/status/200", State.OK, "ok", ""),
        ("/status/204#part", State.OK, "ok", ""),
        ("/no-head", State.OK, "ok", ""),
        ("/liar", State.OK, "ok", ""),
        ("/status/404", State.BROKEN, "not-found", ""),
        ("/status/410", State.BROKEN, "gone", ""),
        ("/lost", State.BROKEN, "not-found", "/status/404"),
        ("/chain/3", State.MOVED, "moved", "/status/200"),
        ("/for-now", State.OK, "elsewhere", "/status/200"),
        ("/half", State.OK, "elsewhere", "/status/200"),
        ("/home", State.UNSURE, "front-page", "/"),
        ("/loop/a", State.BROKEN, "circle", ""),
        ("/endless/1", State.BROKEN, "circle", ""),
        ("/mail", State.UNSURE, "failed", ""),
        ("/status/401", State.UNSURE, "sign-in", ""),
        ("/status/403", State.UNSURE, "refused", ""),
        ("/status/429", State.UNSURE, "too-many", ""),
        ("/status/500", State.UNSURE, "server-error", ""),
        ("/status/503", State.UNSURE, "server-error", ""),
        ("/status/999", State.UNSURE, "unclear", ""),
    ],
)
def test_what_a_server_answers_becomes_a_verdict(server: Web, path: str, state: State, reason: str, to: str) -> None:
    [verdict] = asked(server.root + path).values()
    assert (verdict.state, verdict.reason) == (state, reason)
    assert verdict.to == (server.root + to if to else "")
    assert verdict.checked == TODAY


def test_a_server_that_wants_to_be_asked_later_is_asked_later(server: Web) -> None:
    url = server.root + "/later/1"
    assert asked(url)[url].state is State.OK
    assert server.count("/later/1") == 2


def test_a_host_that_wants_to_be_left_alone_for_long_is_left_alone() -> None:
    with web() as server:
        urls = [server.root + "/much-later/1", server.root + "/status/200", server.root + "/status/404"]
        verdicts = asked(*urls)
        assert {verdict.reason for verdict in verdicts.values()} == {"too-many"}
        assert {verdict.state for verdict in verdicts.values()} == {State.UNSURE}
        assert len(server.asked) == 1


@pytest.mark.parametrize(
    "strange", ["http://a..b/", "http://\u0430\u0301.\ud83d/", "http://127.0.0.1:99999/", "http://"]
)
def test_a_strange_address_ends_nothing(server: Web, strange: str) -> None:
    good = server.root + "/status/200"
    found = asked(strange, good)
    assert found[good].state is State.OK
    assert found[strange].state in (State.UNSURE, State.BROKEN)


def test_an_answer_that_does_not_come_is_no_broken_link(server: Web) -> None:
    [verdict] = asked(server.root + "/slow", manners=Manners(pause=0, timeout=SLOW / 4)).values()
    assert (verdict.state, verdict.reason) == (State.UNSURE, "slow")


def test_of_a_huge_file_only_the_beginning_is_read() -> None:
    with web() as server:
        [verdict] = asked(server.root + "/huge").values()
        assert verdict.state is State.OK
        assert MAX_BYTES <= server.sent + 100_000 < HUGE / 2


def test_a_certificate_that_nobody_vouches_for_is_told_apart(tmp_path: Path) -> None:
    with web(self_signed(tmp_path)) as server:
        [verdict] = asked(server.root + "/status/200").values()
    assert (verdict.state, verdict.reason) == (State.BROKEN, "certificate")
    assert "self-signed" in verdict.message


def test_a_host_that_takes_no_connection_is_broken() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        [verdict] = asked(f"http://127.0.0.1:{taken.getsockname()[1]}/").values()
    assert (verdict.state, verdict.reason) == (State.BROKEN, "refused-connection")


def _no_such_name(monkeypatch: pytest.MonkeyPatch) -> None:
    real = socket.getaddrinfo

    def look_up(host: str | bytes | None, *args: object, **more: object) -> object:
        if host in ("nobody.invalid", b"nobody.invalid"):
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return real(host, *args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)


def test_a_name_that_no_host_has_is_broken_where_others_can_be_reached(
    server: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    _no_such_name(monkeypatch)
    nobody = "http://nobody.invalid/"
    assert asked(nobody, server.root + "/status/200")[nobody].reason == "no-host"
    alone = asked(nobody)[nobody]
    assert (alone.state, alone.reason) == (State.UNSURE, "no-network")


def test_a_page_of_the_world_cannot_lead_into_a_private_network(server: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    real = socket.getaddrinfo
    private = ("127.0.0.1", server.server_address[1])

    def look_up(host: str | bytes | None, *args: object, **more: object) -> object:
        if host in ("world.invalid", b"world.invalid"):
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", 80))]
        return real(host, *args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)

    async def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(302, headers={"Location": f"http://{private[0]}:{private[1]}/status/200"})

    monkeypatch.setattr(httpx.AsyncHTTPTransport, "handle_async_request", lambda self, request: answer(request))
    before = len(server.asked)
    [verdict] = asked("http://world.invalid/page").values()
    assert (verdict.state, verdict.reason) == (State.UNSURE, "private")
    assert len(server.asked) == before


def test_each_host_is_asked_one_request_at_a_time_and_several_hosts_at_once() -> None:
    with web() as one, web() as two:
        urls = [f"{server.root}/slow/{number}" for server in (one, two) for number in (1, 2)]
        urls += [f"http://localhost:{one.server_address[1]}/status/200"]
        asked(*urls)
        assert (one.count("/slow/1"), two.count("/slow/2")) == (1, 1)
        assert two.together == 1
        # Both were busy at the same time.
        assert abs(one.times[0] - two.times[0]) < SLOW


def test_there_is_a_pause_between_two_requests_to_one_host() -> None:
    with web() as server:
        asked(*(f"{server.root}/status/20{number}" for number in range(3)), manners=Manners(pause=0.15, timeout=5))
        gaps = [later - earlier for earlier, later in zip(server.times, server.times[1:], strict=False)]
        assert len(gaps) == 2
        assert min(gaps) >= 0.14


def test_whoever_asks_says_who_it_is_and_cannot_be_recognised() -> None:
    with web() as server:
        asked(server.root + "/cookie", server.root + "/status/200")
        for _, _, headers in server.asked:
            assert headers["user-agent"] == USER_AGENT
            assert "cookie" not in headers
            assert "referer" not in headers
