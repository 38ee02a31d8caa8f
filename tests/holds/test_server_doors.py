"""What a hostile page or program tries at the doors of the server; `make clients` tries more at the real one."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="the extra web is not installed")

from fastapi import Request
from fastapi.testclient import TestClient

from evaluation.faces import HOME
from onrecord import case
from onrecord.interfaces.rest.app import PATH, create_api
from onrecord.interfaces.web.app import create_app
from onrecord.interfaces.web.options import ServeOptions
from onrecord.interfaces.web.sessions import Sessions

NOW = dt.datetime(2031, 3, 9, tzinfo=dt.UTC)
TOKEN = "0123456789abcdef0123456789abcdef"


@pytest.fixture(scope="module")
def client(example_case: Path) -> Iterator[TestClient]:
    """A client of a server that anybody on this machine may read, and that may be edited."""
    with case.open(example_case) as opened:
        mounts = {PATH: lambda rooms: create_api(rooms, can_edit=True)}
        app = create_app(opened, options=ServeOptions(can_edit=True), mounts=mounts)
        with TestClient(app, base_url=HOME, raise_server_exceptions=False) as client:
            yield client


NUMBERS = (
    "\xb2.\xb2",
    "\xb9\xb3.0",
    "1.\xb2",
    "9" * 5_000 + ".1",
    "99999999999.99999999999",
    "-1.-1",
    "1e5.2",
    ".",
    "..",
)


@pytest.mark.parametrize("value", NUMBERS, ids=lambda value: ascii(value)[:12])
def test_visit_that_no_browser_was_given_is_as_if_there_were_none(value: str) -> None:
    """Sent as bytes, which a client library would write in another way."""
    cookie = b"onrecord_seen_desk=" + value.encode("latin-1")
    request = Request({"type": "http", "headers": [(b"cookie", cookie)]})
    visit = Sessions(name="desk", is_secure=False).read(request, now=NOW)
    assert visit.before is None or visit.before.year < 5200


HOSTS = (
    "127.0.0.1.evil.example", "127.0.0.1:80.evil.example", "localhost.evil.example:8731", "evil.example#127.0.0.1",
    "localhost@evil.example", "127.0.0.1:evil.example:8731", "[::1].evil.example", "[::1]evil:8731", "[::ffff:7f00:1]",
    "[::]", "0.0.0.0", "127.1", "2130706433", "0x7f.1", "localhost.", "\t127.0.0.2",
)  # fmt: skip


@pytest.mark.parametrize("host", HOSTS)
def test_name_that_may_lead_here_from_elsewhere_is_not_ours(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("path", ["/review", f"{PATH}/reports", f"{PATH}/ask", f"{PATH}/check"])
@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:8731.evil.example"},
        {"origin": "http://evil.example@127.0.0.1:8731"},
        {"origin": "http://localhost:8731"},
        {"origin": ""},
        {"origin": "http://["},
        {"origin": "http://[::1"},
        {"origin": "http://a]b"},
        {"origin": "//"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
    ids=str,
)
@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "application/json"])
def test_another_site_sends_nothing_in_any_kind_of_body(
    client: TestClient, path: str, headers: dict[str, str], kind: str
) -> None:
    body = b'{"text": "Brandt said so.", "question": "Who came?", "id": "r1"}'
    answer = client.post(path, content=body, headers={**headers, "content-type": kind})
    assert (answer.status_code, answer.headers.get("access-control-allow-origin")) == (403, None)


@pytest.mark.parametrize(
    "path", ["/", "/stories.json", f"{PATH}/stories", f"{PATH}/openapi.json", "/static/../", "/sign-in/../"]
)
def test_entity_tag_tells_nothing_to_who_has_no_token(example_case: Path, path: str) -> None:
    with case.open(example_case) as opened:
        app = create_app(
            opened, options=ServeOptions(token=TOKEN), mounts={PATH: lambda rooms: create_api(rooms, can_edit=False)}
        )
        with TestClient(app, base_url=HOME, raise_server_exceptions=False) as client:
            allowed = client.get(path, headers={"authorization": f"Bearer {TOKEN}"})
            for tag in ("*", allowed.headers.get("etag", '"x"')):
                answer = client.get(path, headers={"if-none-match": tag, "authorization": ""})
                assert answer.status_code in (401, 404)
                assert "etag" not in answer.headers
                assert "x-onrecord-state" not in answer.headers
