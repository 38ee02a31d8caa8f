"""What the server lets in, and what goes out with every answer."""

import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from onrecord import case
from onrecord.errors import InputError, SettingsError
from onrecord.interfaces.web.app import create_app
from onrecord.interfaces.web.options import ServeOptions, check_reach, is_loopback, read_token

TOKEN = "a-token-of-twenty-four-c"
Serve = Callable[..., TestClient]


def _form(client: TestClient, path: str) -> dict[str, str]:
    """The hidden fields of the first form of a page that has a token."""
    text = client.get(path).text
    form = next(f for f in re.findall(r"<form.*?</form>", text, flags=re.DOTALL) if 'name="token"' in f)
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))


@pytest.mark.parametrize("path", ["/", "/stories.json", "/static/pages.css", "/nowhere", "/t/nothing.md"])
def test_every_answer_carries_the_policy(pages: TestClient, path: str) -> None:
    headers = pages.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "server" not in headers


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "evil.example:8731", "10.0.0.1", ""])
def test_other_host_names_are_refused(pages: TestClient, host: str) -> None:
    assert pages.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost:8731", "127.0.0.1", "[::1]:8731", "LOCALHOST"])
def test_own_host_names_are_answered(pages: TestClient, host: str) -> None:
    assert pages.get("/", headers={"host": host}).status_code == 200


def test_named_host_is_answered(example_case: Path, serve: Serve) -> None:
    client = serve(example_case, names=("desk.example",))
    assert client.get("/", headers={"host": "desk.example"}).status_code == 200


def test_page_that_did_not_change_is_not_sent_again(pages: TestClient, story: str) -> None:
    first = pages.get(story)
    again = pages.get(story, headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    assert not again.content


def test_pages_are_packed(pages: TestClient, story: str) -> None:
    assert pages.get(story, headers={"accept-encoding": "gzip"}).headers["content-encoding"] == "gzip"


def test_own_files_are_kept_by_browsers(pages: TestClient) -> None:
    assert "immutable" in pages.get("/static/pages.css").headers["cache-control"]


def test_reader_without_token_is_led_to_sign_in_and_programs_are_told(example_case: Path, serve: Serve) -> None:
    client = serve(example_case, token=TOKEN)
    page = client.get("/sources", headers={"accept": "text/html"}, follow_redirects=False)
    assert page.status_code == 303
    assert page.headers["location"] == "/sign-in?next=/sources"
    told = client.get("/stories.json", headers={"accept": "application/json"})
    assert told.status_code == 401
    assert told.headers["www-authenticate"] == "Bearer"


def test_token_opens_as_header_and_by_form(example_case: Path, serve: Serve) -> None:
    client = serve(example_case, token=TOKEN)
    assert client.get("/stories.json", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200
    entered = client.post("/sign-in", data={"token": TOKEN, "next": "/sources"}, follow_redirects=False)
    assert entered.headers["location"] == "/sources"
    assert TOKEN not in entered.headers["set-cookie"]
    assert "HttpOnly" in entered.headers["set-cookie"]
    assert client.get("/sources").status_code == 200


def test_wrong_token_opens_nothing(example_case: Path, serve: Serve) -> None:
    client = serve(example_case, token=TOKEN)
    assert client.get("/stories.json", headers={"authorization": "Bearer wrong"}).status_code == 401
    assert client.post("/sign-in", data={"token": "wrong"}).status_code == 403
    assert client.get("/stories.json", headers={"cookie": "onrecord_key=wrong"}).status_code == 401


@pytest.mark.parametrize("onward", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:1"])
def test_sign_in_leads_nowhere_else(example_case: Path, serve: Serve, onward: str) -> None:
    client = serve(example_case, token=TOKEN)
    answer = client.post("/sign-in", data={"token": TOKEN, "next": onward}, follow_redirects=False)
    assert answer.headers["location"] == "/"


@pytest.mark.parametrize("headers", [{"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}])
def test_forms_of_other_sites_are_refused(example_case: Path, serve: Serve, headers: dict[str, str]) -> None:
    client = serve(example_case, can_edit=True)
    fields = {**_form(client, "/review"), "action": "accept", "by": "Ana Kesh"}
    assert client.post("/review", data=fields, headers=headers).status_code == 403


def test_form_without_its_token_changes_nothing(example_case: Path, serve: Serve) -> None:
    client = serve(example_case, can_edit=True)
    fields = {**_form(client, "/review"), "action": "accept", "by": "Ana Kesh", "token": "x.y"}
    assert client.post("/review", data=fields).status_code == 400
    assert client.get("/review.json").json()["decisions"] == []


def test_server_that_only_shows_changes_nothing(example_case: Path, serve: Serve) -> None:
    client = serve(example_case)
    assert 'value="accept"' not in client.get("/review").text
    answer = client.post("/review", data={"action": "accept", "thing": "s1", "by": "Ana Kesh"})
    assert answer.status_code == 404
    assert "--edit" in answer.text


def test_decision_is_kept_with_who_and_when_and_can_be_undone(example_case: Path, serve: Serve) -> None:
    client = serve(example_case, can_edit=True)
    before = client.get("/review.json").json()
    fields = {**_form(client, "/review"), "action": "accept", "by": "Ana Kesh"}
    assert client.post("/review", data=fields).status_code == 200
    after = client.get("/review.json").json()
    assert after["waiting"] == before["waiting"] - 1
    (decision,) = after["decisions"]
    assert (decision["by"], decision["action"]) == ("Ana Kesh", "accept")
    assert decision["at"].endswith("Z")
    undo = {"token": _form(client, "/review")["token"], "by": "Ana Kesh", "action": "undo", "decision": decision["id"]}
    assert client.post("/review", data=undo).status_code == 200
    assert client.get("/review.json").json()["waiting"] == before["waiting"]
    assert "Ana Kesh" in client.get("/review").text


def test_rejected_statement_leaves_the_account(example_case: Path, serve: Serve) -> None:
    client = serve(example_case, can_edit=True)
    fields = {**_form(client, "/review"), "action": "reject", "by": "Ana Kesh"}
    client.post("/review", data=fields)
    story = client.get("/stories.json").json()["stories"][0]["address"]
    assert fields["thing"] not in client.get(f"{story}.json").text


def test_grade_is_set_by_a_person(example_case: Path, serve: Serve) -> None:
    client = serve(example_case, can_edit=True)
    fields = {**_form(client, "/sources"), "letter": "B", "digit": "2", "by": "Ana Kesh"}
    assert client.post("/grade", data=fields).status_code == 200
    graded = [o for o in client.get("/sources.json").json()["outlets"] if o["grade"]]
    assert [(o["name"], o["grade"]["letter"], o["grade"]["by"]) for o in graded] == [(fields["thing"], "B", "Ana Kesh")]


def test_statement_is_set_apart_from_a_claim(example_case: Path, serve: Serve, addresses: dict[str, str]) -> None:
    client = serve(example_case, can_edit=True)
    claim = client.get(f"{addresses['claim']}.json").json()["claim"]
    assert len(claim["statements"]) > 1
    fields = {
        **_form(client, addresses["claim"]),
        "thing": claim["statements"][-1],
        "action": "split",
        "by": "Ana Kesh",
    }
    assert client.post("/arrange", data=fields).status_code == 200
    now = client.get(f"/c/{claim['statements'][0]}.json").json()["claim"]
    assert claim["statements"][-1] not in now["statements"]


def test_busy_store_is_said_with_when_to_come_back(example_case: Path, serve: Serve, tmp_path: Path) -> None:
    impatient = tmp_path / "impatient"
    shutil.copytree(example_case, impatient)
    with (impatient / "onrecord.toml").open("a") as settings:
        settings.write("\n[store]\nwait_s = 0.1\n")
    client = serve(impatient, can_edit=True)
    fields = {**_form(client, "/review"), "action": "accept", "by": "Ana Kesh"}
    with closing(sqlite3.connect(tmp_path / "copy" / "onrecord.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        answer = client.post("/review", data=fields)
        other.rollback()
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0


def test_second_visit_tells_what_came_since_the_first(example_case: Path, serve: Serve, tmp_path: Path) -> None:
    client = serve(example_case)
    client.get("/")
    seen = next(c for c in client.cookies.jar if c.name.startswith("onrecord_seen"))
    client.cookies.set(seen.name, "0.1000000000", domain="127.0.0.1", path="/")  # long before the case was made
    assert "New since your last visit" in client.get("/").text
    assert client.get("/stories.json").json()["stories"][0]["new"] > 0


@pytest.mark.parametrize("cookie", ["x", "1.x", "9" * 40, "1.2.3", "-1.-2", ""])
def test_broken_cookie_is_as_none(pages: TestClient, cookie: str) -> None:
    name = next(c.name for c in pages.cookies.jar if c.name.startswith("onrecord_seen"))
    answer = pages.get("/", headers={"cookie": f"{name}={cookie}; onrecord_session=<>"})
    assert answer.status_code == 200


def test_other_application_stands_behind_the_same_guards(example_case: Path) -> None:
    async def inner(scope: object, receive: object, send: Callable[[dict[str, object]], object]) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})  # type: ignore[misc]
        await send({"type": "http.response.body", "body": b"rest"})  # type: ignore[misc]

    with case.open(example_case) as opened:
        client = TestClient(create_app(opened, mounts={"/api": lambda _: inner}), base_url="http://127.0.0.1:8731")  # type: ignore[dict-item]
        assert client.get("/api/v1/x").text == "rest"
        assert client.get("/api/v1/x", headers={"host": "evil.example"}).status_code == 421


@pytest.mark.parametrize(
    ("host", "expected"),
    [("127.0.0.1", True), ("localhost", True), ("::1", True), ("0.0.0.0", False), ("desk.example", False)],
)
def test_loopback_is_known(host: str, expected: bool) -> None:
    assert is_loopback(host) is expected


@pytest.mark.parametrize(("token", "is_encrypted"), [(None, True), (TOKEN, False), (None, False)])
def test_open_address_takes_token_and_encryption(token: str | None, is_encrypted: bool) -> None:
    with pytest.raises(SettingsError):
        check_reach(ServeOptions(host="0.0.0.0", token=token), is_encrypted=is_encrypted)


def test_open_address_with_both_is_served() -> None:
    check_reach(ServeOptions(host="0.0.0.0", token=TOKEN), is_encrypted=True)
    check_reach(ServeOptions(), is_encrypted=False)


@pytest.mark.parametrize(("text", "mode"), [("short", 0o600), ("two words in a token", 0o600), (TOKEN, 0o644)])
def test_token_file_that_keeps_no_secret_is_refused(tmp_path: Path, text: str, mode: int) -> None:
    path = tmp_path / "token"
    path.write_text(text)
    path.chmod(mode)
    with pytest.raises(InputError):
        read_token(path)


def test_token_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "token"
    path.write_text(TOKEN + "\n")
    path.chmod(0o600)
    assert read_token(path) == TOKEN
