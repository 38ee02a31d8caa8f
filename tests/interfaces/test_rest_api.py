"""REST as programs meet it: views as JSON and CSV, pages, tags, problems, jobs, reviews, a description that holds."""

import csv
import io
import json
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import jsonschema
import pytest

pytest.importorskip("fastapi")

from fastapi.testclient import TestClient

import onrecord
from onrecord.case import Case
from onrecord.interfaces.rest.app import PATH, create_api
from onrecord.interfaces.web.app import create_app
from onrecord.interfaces.web.options import ServeOptions
from onrecord.records.finding import SpeakerKind
from onrecord.settings import read_settings
from onrecord.store.memory import MemoryStore

HOME = "http://127.0.0.1:8731"


def _client(case: Case, *, can_edit: bool) -> TestClient:
    options = ServeOptions(can_edit=can_edit)
    app = create_app(case, options=options, mounts={PATH: partial(create_api, can_edit=can_edit)})
    return TestClient(app, base_url=HOME + PATH)


@pytest.fixture(scope="module")
def case(example_case: Path) -> Iterator[Case]:
    """A case of the example story."""
    with onrecord.open(example_case) as opened:
        yield opened


@pytest.fixture(scope="module")
def api(case: Case) -> TestClient:
    """The read-only server."""
    return _client(case, can_edit=False)


@pytest.fixture
def editable() -> Iterator[TestClient]:
    """A server that may change its case, which holds nothing yet."""
    with Case(MemoryStore(), settings=read_settings("", env={}, flags={}, where="onrecord.toml")) as opened:
        yield _client(opened, can_edit=True)


def _first(api: TestClient, path: str) -> dict[str, Any]:
    found: dict[str, Any] = api.get(path).json()["items"][0]
    return found


def _ids(api: TestClient) -> dict[str, str]:
    claim = _first(api, "stories/talvi/claims?limit=1")["claim"]
    whole = api.get(f"claims/{claim}").json()
    statement = whole["statements"][0]
    return {
        "story": "talvi",
        "claim": claim,
        "origin": whole["origin_tree"][0]["id"],
        "statement": statement,
        "report": api.get(f"statements/{statement}").json()["report"],
        "figure": _first(api, "stories/talvi/figures?all=true")["id"],
        "name": "Brandt",
    }


ROUTES = (
    "stories",
    "stories/{story}",
    "stories/{story}/brief?since=2031-03-04",
    "stories/{story}/reports",
    "stories/{story}/statements?speaker=Brandt&manner=quote",
    "stories/{story}/figures?all=true",
    "stories/{story}/claims?disputed=true",
    "stories/{story}/timeline?by_saying=true",
    "stories/{story}/changes",
    "reports/{report}",
    "reports/{report}/versions",
    "reports/{report}/versions/1",
    "statements/{statement}",
    "claims/{claim}",
    "claims/{claim}/origins",
    "origins/{origin}",
    "figures/{figure}",
    "actors/{name}/stances",
    "search?q=missiles",
    "search?q=missiles&manner=indirect&from=2031-03-01&story=talvi",
)


@pytest.mark.parametrize("route", ROUTES)
def test_every_answer_is_as_the_description_says(api: TestClient, route: str) -> None:
    spec = api.get("openapi.json").json()
    assert spec["openapi"].startswith("3.1")
    answer = api.get(route.format(**_ids(api)))
    assert answer.status_code == 200, answer.text
    template = "/" + route.partition("?")[0].replace("{story}", "{story}")
    for name, there in (
        ("{report}/versions/1", "{id}/versions/{number}"),
        ("{report}", "{id}"),
        ("{statement}", "{id}"),
        ("{claim}", "{id}"),
        ("{origin}", "{id}"),
        ("{figure}", "{id}"),
    ):
        template = template.replace(name, there)
    schema = spec["paths"][template]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    jsonschema.Draft202012Validator({**schema, "components": spec["components"]}).validate(answer.json())


@pytest.mark.parametrize(
    "table", ["stories", "stories/talvi/figures", "stories/talvi/claims", "stories/talvi/timeline"]
)
def test_lists_are_tables_by_suffix(api: TestClient, table: str) -> None:
    answer = api.get(f"{table}.csv")
    assert answer.headers["content-type"].startswith("text/csv")
    assert len(answer.text.splitlines()) > 1


def test_a_number_is_also_a_picture_and_a_table(api: TestClient) -> None:
    figure = _ids(api)["figure"]
    assert api.get(f"figures/{figure}.svg").headers["content-type"].startswith("image/svg+xml")
    assert "<title" in api.get(f"figures/{figure}.svg").text
    assert api.get(f"figures/{figure}.csv").text.startswith("number,")


def test_a_statement_gives_the_stored_words_at_its_positions(api: TestClient, case: Case) -> None:
    statement = api.get(f"statements/{_ids(api)['statement']}").json()
    report = case.get(statement["report"])
    for part in statement["selected"]:
        assert report.text[part["start"] : part["end"]] == part["exact"]


def test_a_document_that_speaks_is_told_as_such(api: TestClient, case: Case) -> None:
    said = [s for f in case.casebook().findings for s in f.statements]
    papers = [s.id for s in said if s.speaker.kind is SpeakerKind.DOCUMENT]
    assert papers
    assert {api.get(f"statements/{id}").json()["speaker_kind"] for id in papers} == {"document"}


@pytest.mark.parametrize("manner", ["quote", "indirect"])
def test_a_manner_that_a_statement_has_here_is_one_to_search_by(api: TestClient, manner: str) -> None:
    hits = api.get(f"search?q=missiles&manner={manner}").json()["items"]
    found = [api.get(f"statements/{id}").json()["manner"] for hit in hits for id in hit["statements"]]
    assert set(found) == {manner}


def test_a_manner_that_nothing_has_is_refused_with_those_there_are(api: TestClient) -> None:
    answer = api.get("search?q=missiles&manner=shouted")
    assert answer.status_code == 422
    assert "manner" in answer.json()["detail"]
    assert "'quote'" in answer.json()["detail"]


def test_a_statement_is_a_web_annotation_where_that_is_asked_for(api: TestClient) -> None:
    answer = api.get(f"statements/{_ids(api)['statement']}", headers={"accept": "application/ld+json"})
    assert answer.headers["content-type"].startswith("application/ld+json")
    assert answer.json()["type"] == "Annotation"
    assert answer.json()["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert "speaker" in answer.json()["@context"][1]


def test_the_text_and_the_bytes_of_a_report_are_those_of_the_case(api: TestClient, case: Case) -> None:
    report = case.get(_ids(api)["report"])
    assert api.get(f"reports/{report.id}/text").text == report.span.of(report.text)
    original = api.get(f"reports/{report.id}/original")
    assert original.content == case.content(report.capture)
    assert original.headers["content-disposition"].startswith("attachment")


def test_pages_of_a_list_are_linked_and_hold_every_item_once(api: TestClient) -> None:
    whole = [c["claim"] for c in api.get("stories/talvi/claims?limit=500").json()["items"]]
    found, address = [], "stories/talvi/claims?limit=3"
    while address:
        page = api.get(address)
        found += [c["claim"] for c in page.json()["items"]]
        after = page.links.get("next", {}).get("url", "")
        address = str(page.url.join(after)) if after else ""
    assert found == whole
    assert len(whole) > 3


def test_what_has_not_changed_is_not_sent_again(api: TestClient) -> None:
    first = api.get("stories/talvi/brief")
    again = api.get("stories/talvi/brief", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_moment_gives_the_account_as_it_stood(api: TestClient) -> None:
    assert api.get("stories?as_of=2031-03-01").json()["total"] == 0
    early, late = (api.get(f"stories/talvi{q}").json()["reports"] for q in ("?as_of=2031-03-03", ""))
    assert early < late


@pytest.mark.parametrize(
    ("route", "status"),
    [
        ("stories/nowhere", 404),
        ("claims/nothing", 404),
        ("reports/nothing/text", 404),
        ("jobs/none", 404),
        ("no/such/route", 404),
        ("stories?as_of=soon", 422),
        ("stories?limit=0", 422),
        ("stories?limit=many", 422),
        ("search", 422),
    ],
)
def test_problems_name_the_thing_and_the_cure(api: TestClient, route: str, status: int) -> None:
    answer = api.get(route)
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("application/problem+json")
    problem = answer.json()
    assert problem["status"] == status
    assert {"type", "title", "detail", "kind", "message", "where", "help"} <= set(problem)


def test_questions_and_drafts_are_answered(api: TestClient) -> None:
    answer = api.post("ask", json={"question": "How many missiles hit Harrow?", "story": "talvi"})
    assert answer.status_code == 200
    checked = api.post("check", json={"text": "Ilsa Brandt said 90,000 soldiers had come."})
    assert checked.json()["sentences"][0]["verdict"] != "ok"


def test_nothing_can_be_changed_unless_the_server_allows_it(api: TestClient) -> None:
    statement = _ids(api)["statement"]
    assert api.post("reports", content=b"{}").status_code == 403
    assert api.post(f"statements/{statement}/reviews", json={"verdict": "accept", "by": "Ada"}).status_code == 403


def _wait(api: TestClient, job: dict[str, Any]) -> dict[str, Any]:
    for _ in range(600):
        job = api.get(f"jobs/{job['id']}").json()
        if job["state"] in ("done", "failed"):
            return job
        time.sleep(0.05)
    raise AssertionError(f"the job does not end: {job}")


LINE = {"id": "r1", "text": "“We count twelve thousand,” Defence Minister Ilsa Brandt said.", "published": "2031-03-03"}


def test_reports_are_added_in_the_background_and_reviewed(editable: TestClient) -> None:
    answer = editable.post("reports", content=json.dumps(LINE).encode() + b"\n{bad\n")
    assert answer.status_code == 202
    assert answer.headers["location"].endswith(f"/jobs/{answer.json()['id']}")
    job = _wait(editable, answer.json())
    assert (job["state"], job["new"], len(job["failed"])) == ("done", 1, 1)
    said = editable.get("search?q=thousand").json()["items"][0]["statements"][0]
    review = editable.post(f"statements/{said}/reviews", json={"verdict": "accept", "by": "Ada", "reason": "heard it"})
    assert (review.status_code, review.json()["by"]) == (201, "Ada")
    assert editable.get(f"statements/{said}").json()["reviewed_by"] == "Ada"


def test_the_same_key_and_body_give_the_same_job_and_another_body_is_refused(editable: TestClient) -> None:
    body, key = json.dumps(LINE).encode(), {"idempotency-key": "k1"}
    first, again = (editable.post("reports", content=body, headers=key).json()["id"] for _ in range(2))
    assert first == again
    assert editable.post("reports", content=body + b"\n\n", headers=key).status_code == 422
    _wait(editable, {"id": first})


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"verdict": "perhaps"}, 422),
        ({}, 422),
        ({"verdict": "edit", "changes": {"colour": "red"}}, 422),
        ({"verdict": "edit"}, 422),
        ({"verdict": "accept", "changes": {"speaker": "Ada"}}, 422),
        ({"verdict": "accept"}, 404),
    ],
)
def test_reviews_that_make_no_sense_are_refused(editable: TestClient, body: dict[str, Any], status: int) -> None:
    assert editable.post("statements/s0123456789abcdef/reviews", json={"by": "Ada", **body}).status_code == status


@pytest.mark.parametrize(("path", "near"), [("stories?asof=2031-03-03", "as_of"), ("search?q=a&formm=2031", "from")])
def test_a_mistyped_parameter_is_refused_and_the_nearest_is_named(api: TestClient, path: str, near: str) -> None:
    answer = api.get(path)
    assert answer.status_code == 422
    assert f"Did you mean '{near}'?" in answer.json()["help"]


def test_marks_by_which_readers_are_followed_are_passed_over(api: TestClient) -> None:
    assert api.get("stories?utm_source=letter&fbclid=x").json() == api.get("stories").json()


def test_a_name_in_a_body_that_the_route_does_not_read_is_refused(api: TestClient) -> None:
    answer = api.post("ask", json={"question": "How many?", "storey": "talvi"})
    assert (answer.status_code, answer.json()["where"]) == (422, "storey")
    assert "'story'" in answer.json()["help"]


@pytest.mark.parametrize(
    ("path", "where", "words"),
    [
        ("stories?limit=0", "limit", "greater than or equal to 1"),
        ("stories?limit=many", "limit", '"many"'),
        ("search", "q", "missing in the query"),
        ("search?q=%20", "q", "blank"),
        ("search?q=a&manner=loud", "manner", "'quote', 'indirect'"),
    ],
)
def test_a_refusal_names_what_was_given_and_what_is_allowed(api: TestClient, path: str, where: str, words: str) -> None:
    answer = api.get(path)
    assert (answer.status_code, answer.json()["where"]) == (422, where)
    assert words in answer.json()["message"]


@pytest.mark.parametrize("body", [b"{}", b"[]", b"nonsense", b'{"id": "r1"}', b"\n\n"])
def test_a_body_without_a_report_is_refused_at_once(editable: TestClient, body: bytes) -> None:
    answer = editable.post("reports", content=body)
    assert answer.status_code == 422
    assert answer.json()["help"]


def test_a_job_that_could_read_nothing_has_failed_and_names_the_lines(editable: TestClient) -> None:
    job = _wait(editable, editable.post("reports", content=b'{"id": "r1"}\n{bad\n').json())
    assert job["state"] == "failed"
    assert [told.partition(":")[0] for told in job["failed"]] == ["line 1", "line 2"]


def test_the_head_of_what_can_be_got_has_its_tag_and_no_body(api: TestClient) -> None:
    whole, head = api.get("stories"), api.head("stories")
    assert (head.status_code, head.headers["etag"], head.content) == (200, whole.headers["etag"], b"")


@pytest.mark.parametrize("path", ["stories?as_of=", "stories/talvi/changes?since=", "search?q=missiles&party="])
def test_a_parameter_without_a_value_is_refused_and_never_passed_over(api: TestClient, path: str) -> None:
    answer = api.get(path)
    assert (answer.status_code, answer.json()["where"]) == (422, path.rpartition("=")[0].split("?")[1].split("&")[-1])
    assert answer.json()["help"] == "Give it a value, or leave it out."


def test_a_parameter_that_is_given_twice_is_refused(api: TestClient) -> None:
    answer = api.get("stories?as_of=2031-03-03&as_of=2031-03-04")
    assert (answer.status_code, answer.json()["message"]) == (422, "'as_of' is given twice.")


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"content": b'{"question": "How many?"}', "headers": {"content-type": "text/plain"}}, "not as JSON"),
        ({"content": b'{"question": "How many?"}'}, "without a Content-Type"),
        ({"json": ["How many?"]}, "no object"),
        ({}, "no body"),
    ],
)
def test_a_body_that_is_no_json_object_is_told_as_such(api: TestClient, sent: dict[str, Any], words: str) -> None:
    answer = api.post("ask", **sent)
    assert answer.status_code == 422
    assert words in answer.json()["message"]
    assert "Content-Type: application/json" in answer.json()["help"]


@pytest.mark.parametrize(
    ("path", "body"),
    [("ask", {"question": " "}), ("ask", {"question": ""}), ("check", {"text": ""}), ("check", {"text": "\n"})],
)
def test_blank_words_are_refused_as_blank(api: TestClient, path: str, body: dict[str, str]) -> None:
    answer = api.post(path, json=body)
    assert answer.status_code == 422
    assert answer.json()["message"].endswith("in the body is blank.")


def test_a_body_of_too_many_levels_is_refused_with_a_cure(api: TestClient) -> None:
    deep = b'{"question": ' + b"[" * 100_000
    answer = api.post("ask", content=deep, headers={"content-type": "application/json"})
    assert answer.status_code in (400, 422)
    assert answer.json()["help"]


def test_a_tag_counts_with_and_without_its_mark_of_weakness(api: TestClient) -> None:
    tag = api.get("stories").headers["etag"]
    for known in (tag, tag.removeprefix("W/"), f'"other", {tag}'):
        assert api.get("stories", headers={"if-none-match": known}).status_code == 304


def test_an_address_tells_what_it_can_be_asked(api: TestClient) -> None:
    told = api.options("stories")
    assert (told.status_code, told.headers["allow"]) == (204, "GET, HEAD, OPTIONS")
    assert api.put("ask").headers["allow"] == "POST, OPTIONS"


def test_an_address_with_a_slash_too_many_is_no_other_one(api: TestClient) -> None:
    answer = api.get("stories/", follow_redirects=False)
    assert (answer.status_code, answer.json()["help"]) == (404, "Leave out the '/' at its end.")


def test_a_name_with_a_slash_is_one_name(api: TestClient) -> None:
    assert api.get("actors/Nobody%2FNowhere/stances").json()["where"] == "Nobody/Nowhere"


def test_a_party_is_found_however_it_is_written(api: TestClient) -> None:
    right, small = (api.get(f"search?q=missiles&party={party}").json() for party in ("Ostria", "ostria"))
    assert right == small
    assert right["total"]


def test_a_table_of_amounts_says_of_each_what_is_counted(api: TestClient) -> None:
    for path in ("stories/talvi/figures.csv", f"figures/{_ids(api)['figure']}.csv"):
        rows = _rows(api, path)
        assert rows
        assert all(row["number"] and row["of"] for row in rows)


def test_a_cell_of_a_table_is_for_people_to_read(api: TestClient) -> None:
    times = {row["happened"] for row in _rows(api, "stories/talvi/timeline.csv")}
    assert "2030" in times
    assert not any("precision" in time for time in times)
    assert any("Verania denies (s" in row["cells"] for row in _rows(api, "stories/talvi/claims.csv"))


def _rows(api: TestClient, path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(api.get(path).text, newline="")))


def test_a_decision_names_its_statement_by_the_id_that_never_moves(editable: TestClient) -> None:
    _wait(editable, editable.post("reports", content=json.dumps(LINE).encode()).json())
    said = editable.get("search?q=thousand").json()["items"][0]["statements"][0]
    refused = editable.post("statements/s1/reviews", json={"verdict": "reject", "by": "Ada"})
    assert (refused.status_code, refused.json()["help"]) == (422, f"Send it to /statements/{said}/reviews.")
    assert editable.get(f"statements/{said}").status_code == 200


@pytest.mark.parametrize("by", [{}, {"by": " "}])
def test_a_decision_says_who_decides(editable: TestClient, by: dict[str, str]) -> None:
    answer = editable.post("statements/s0123456789abcdef/reviews", json={"verdict": "accept", **by})
    assert (answer.status_code, answer.json()["where"]) == (422, "by")


def test_what_changes_the_case_knows_no_other_moment(editable: TestClient) -> None:
    assert editable.post("reports?as_of=2031-03-03", content=json.dumps(LINE).encode()).status_code == 422


def test_a_rejected_statement_is_told_as_such_and_how_to_have_it_back(editable: TestClient) -> None:
    _wait(editable, editable.post("reports", content=json.dumps(LINE).encode()).json())
    said = editable.get("search?q=thousand").json()["items"][0]["statements"][0]
    made = editable.post(f"statements/{said}/reviews", json={"verdict": "reject", "by": "Ada"}).json()
    for answer in (
        editable.get(f"statements/{said}"),
        editable.post(f"statements/{said}/reviews", json={"verdict": "accept", "by": "Ada"}),
    ):
        assert answer.status_code == 404
        assert "rejected by hand by Ada" in answer.json()["message"]
        assert answer.json()["help"].endswith(f"onrecord undo {made['id']}")


def test_a_decision_is_listed_undone_and_done_again(editable: TestClient) -> None:
    _wait(editable, editable.post("reports", content=json.dumps(LINE).encode()).json())
    said = editable.get("search?q=thousand").json()["items"][0]["statements"][0]
    made = editable.post(f"statements/{said}/reviews", json={"verdict": "reject", "by": "Ada"}).json()
    undone = editable.post(f"decisions/{made['id']}/undo", json={"by": "Bo"})
    assert (undone.status_code, undone.json()["by"], undone.json()["things"]) == (201, "Bo", [made["id"]])
    assert editable.get(f"statements/{said}").status_code == 200
    again = editable.post(f"decisions/{undone.json()['id']}/undo", json={"by": "Ada"}).json()
    assert editable.get(f"statements/{said}").status_code == 404
    listed = editable.get("decisions").json()
    assert [d["id"] for d in listed["items"]] == [made["id"], undone.json()["id"], again["id"]]


@pytest.mark.parametrize(
    ("id", "body", "status"),
    [("d0123456789abcdef", {"by": "Ada"}, 404), ("d0123456789abcdef", {"by": " "}, 422), ("d0", {}, 422)],
)
def test_an_undoing_that_makes_no_sense_is_refused(
    editable: TestClient, id: str, body: dict[str, str], status: int
) -> None:
    answer = editable.post(f"decisions/{id}/undo", json=body)
    assert answer.status_code == status
    assert answer.json()["help"]


def test_nothing_is_undone_on_a_server_that_only_reads(api: TestClient) -> None:
    assert api.post("decisions/d0123456789abcdef/undo", json={"by": "Ada"}).status_code == 403


def test_addresses_in_answers_begin_where_a_proxy_shows_the_server() -> None:
    text = "“One is here,” said Björn Şahin.\n\n“Two are gone,” said Ayla Şahin."
    line = {"id": "r1", "text": text, "published": "2031-03-03"}
    with Case(MemoryStore(), settings=read_settings("", env={}, flags={}, where="onrecord.toml")) as opened:
        options = ServeOptions(can_edit=True, base_path="/on")
        api = partial(create_api, can_edit=True, base_path="/on")
        client = TestClient(create_app(opened, options=options, mounts={PATH: api}), base_url=HOME + PATH)
        asked = client.post("reports", content=json.dumps(line).encode())
        assert asked.headers["location"].startswith(f"/on{PATH}/jobs/")
        _wait(client, asked.json())
        voices = client.get("actors/Şahin/stances?limit=1")
    assert voices.headers["link"] == f'</on{PATH}/actors/%C5%9Eahin/stances?limit=1&first=1>; rel="next"'


def test_all_reports_and_statements_of_a_story_are_listed(api: TestClient, case: Case) -> None:
    book = case.casebook(story="talvi")
    reports = api.get("stories/talvi/reports?limit=500").json()["items"]
    assert {r["id"] for r in reports} == {r.id for r in book.reports}
    said = {s["id"] for s in api.get("stories/talvi/statements?limit=500").json()["items"]}
    assert said == {s.id for f in book.findings for s in f.statements}


def test_statements_of_a_story_are_found_by_who_speaks(api: TestClient) -> None:
    found = api.get("stories/talvi/statements?speaker=ilsa brandt&party=ostria").json()
    assert found["total"] > 3
    assert {(s["speaker"], s["party"]) for s in found["items"]} == {("Ilsa Brandt", "Ostria")}
