"""The form's server answers to its own pages on this machine alone."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from editor import RECORD, editor_of, git, repository
from evidence_briefings.cli import main
from evidence_briefings.editor.server import FormServer
from tiny import tiny_site

QUESTION = json.dumps({"action": "info", "params": {}})


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FormServer]:
    site = repository(tmp_path_factory.mktemp("served") / "site")
    running = FormServer(editor_of(site), 0)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield running
    running.shutdown()
    running.server_close()


def _ask(server: FormServer, method: str, path: str, body: str | None = None, **headers: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    own = f"127.0.0.1:{server.port}"
    given = {
        "Host": own,
        "Cookie": f"briefings-{server.port}={server.key}",
        **({"Origin": f"http://{own}", "Content-Type": "application/json"} if method == "POST" else {}),
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    connection.request(method, path, body, {name: value for name, value in given.items() if value})
    response = connection.getresponse()
    return response.status, response.read().decode("utf-8")


def test_its_own_page_is_answered(server):
    status, text = _ask(server, "POST", "/api/v1", QUESTION)
    assert (status, json.loads(text)["publish_modes"]) == (200, ["simple"])


def test_it_listens_on_this_machine_alone(server):
    assert server.server_address[0] == "127.0.0.1"


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Host": "elsewhere.example"},
        {"Host": "elsewhere.example", "Origin": "http://elsewhere.example"},
        {"Content_Type": "text/plain"},
        {"Cookie": ""},
        {"Cookie": "briefings=guess"},
    ],
    ids=str,
)
def test_what_comes_from_elsewhere_is_refused(server, headers):
    status, text = _ask(server, "POST", "/api/v1", QUESTION, **headers)
    assert status == 403
    assert "publish_modes" not in text


def test_a_page_of_elsewhere_cannot_read_the_records(server):
    for path in ("/", "/config.json", "/check"):
        assert _ask(server, "GET", path, Host="elsewhere.example")[0] == 403
        assert _ask(server, "GET", path, Origin="http://elsewhere.example")[0] == 403
        assert _ask(server, "GET", path, Cookie="")[0] == 403


def test_the_key_opens_it_and_a_wrong_one_does_not(server):
    assert _ask(server, "GET", f"/?key={server.key}", Cookie="")[0] == 303
    assert _ask(server, "GET", "/?key=guess", Cookie="")[0] == 403
    status, text = _ask(server, "GET", "/")
    assert status == 200
    assert server.key not in text


@pytest.mark.parametrize(
    "path", ["/../server.py", "/index.html.gz", "/decap-cms.js.gz", "/%2e%2e/server.py", "//etc/x"]
)
def test_no_other_file_is_served(server, path):
    assert _ask(server, "GET", path)[0] == 404


def test_everything_comes_with_a_policy_that_lets_nothing_out(server):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    connection.request("GET", "/")
    response = connection.getresponse()
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "connect-src 'self' blob:;" in policy
    assert "http" not in policy


@pytest.mark.parametrize(
    "body", ["", "[]", "{", '{"action": 7}', '{"action": "persistMedia"}', '{"action": "deleteFiles"}']
)
def test_any_question_has_an_answer_in_words(server, body):
    status, text = _ask(server, "POST", "/api/v1", body)
    assert status in (400, 409)
    assert json.loads(text)["error"]


def test_too_much_is_refused_before_it_is_read(server):
    assert _ask(server, "POST", "/api/v1", None, Content_Length=str(2**31))[0] == 413


def test_the_page_of_problems_escapes_what_it_quotes(tmp_path):
    site = repository(tmp_path / "site", **{"odd.yml": RECORD.replace("[fostering]", "['<script>alert(1)</script>']")})
    server = FormServer(editor_of(site), 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    status, text = _ask(server, "GET", "/check")
    server.shutdown()
    server.server_close()
    assert status == 200
    assert "&lt;script&gt;alert(1)" in text
    assert "<script" not in text


def test_outside_a_repository_the_command_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.chdir(tiny_site(tmp_path / "site"))
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    result = CliRunner().invoke(main, ["edit", "--port", "0"])
    assert result.exit_code == 2
    assert "git init" in result.stderr


def test_without_a_name_the_command_says_how_to_give_one(tmp_path, monkeypatch):
    site = repository(tmp_path / "site")
    git(site, "config", "--unset", "user.name")
    git(site, "config", "--unset", "user.email")
    git(site, "config", "user.useConfigOnly", "true")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "EMAIL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(site)
    result = CliRunner().invoke(main, ["edit", "--port", "0"])
    assert result.exit_code == 2
    assert "git config --global user.name" in result.stderr


def test_a_port_that_is_taken_is_said(server, tmp_path, monkeypatch):
    monkeypatch.chdir(repository(Path(tmp_path) / "site"))
    result = CliRunner().invoke(main, ["edit", "--port", str(server.port)])
    assert result.exit_code == 2
    assert f"cannot listen on port {server.port}" in result.stderr
