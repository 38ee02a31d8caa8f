"""Every page: its forms, its permanent address, its words, and hostile text that does nothing."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import feedparser
import pytest
from fastapi.testclient import TestClient

from onrecord import __version__, case

KINDS = (
    *("stories", "brief", "figures", "figure", "matrix", "timeline", "voices", "reports", "changes", "claim", "actor"),
    *("report", "versions", "statement", "finding", "sources", "search", "ask", "check", "review", "keys"),
)
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>"


def _twin(address: str, form: str) -> str:
    path, _, query = address.partition("?")
    return f"{'/stories' if path == '/' else path}.{form}{'?' + query if query else ''}"


@pytest.mark.parametrize("kind", KINDS)
def test_page_has_its_words_in_three_forms(pages: TestClient, addresses: dict[str, str], kind: str) -> None:
    page = pages.get(addresses[kind])
    twin = pages.get(_twin(addresses[kind], "json"))
    text = pages.get(_twin(addresses[kind], "md"))
    assert (page.status_code, twin.status_code, text.status_code) == (200, 200, 200)
    assert page.text.count("<h1") == 1
    assert twin.json()["title"]
    assert text.text.startswith("# ")
    assert text.headers["content-type"] == "text/markdown; charset=utf-8"


@pytest.mark.parametrize("kind", KINDS)
def test_page_ends_with_the_release_that_wrote_it(pages: TestClient, addresses: dict[str, str], kind: str) -> None:
    assert f"<p>onrecord {__version__} · It says" in pages.get(addresses[kind]).text


@pytest.mark.parametrize("kind", KINDS)
def test_page_holds_no_inline_script_or_style(pages: TestClient, addresses: dict[str, str], kind: str) -> None:
    text = pages.get(addresses[kind]).text
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"<style|\sstyle=|\son\w+=", text)


def test_links_of_the_pages_lead_somewhere(pages: TestClient, addresses: dict[str, str]) -> None:
    found: dict[str, set[str]] = {}
    for address in addresses.values():
        for link in re.findall(r'href="(/[^"#]*)', pages.get(address).text):
            kind = re.sub(r"[0-9a-f]{8,}|=[^&]*", "", link)
            found.setdefault(kind if link.startswith(("/t", "/s?")) else kind[:4], set()).add(
                link.replace("&amp;", "&")
            )
    assert len(found) > 15
    for link in sorted(x for links in found.values() for x in sorted(links)[:3]):
        assert pages.get(link).status_code == 200, link


@pytest.mark.parametrize("kind", ["figure", "claim", "timeline", "actor", "stories"])
def test_picture_has_title_description_and_table(pages: TestClient, addresses: dict[str, str], kind: str) -> None:
    text = pages.get(addresses[kind]).text
    pictures = re.findall(r'<svg[^>]*role="img"[^>]*aria-labelledby="([^"]+)"', text)
    assert pictures
    for named in pictures:
        assert all(f'id="{id}"' in text for id in named.split())
    assert "<table" in text


def test_brief_has_the_cited_words_of_every_line(pages: TestClient, story: str) -> None:
    text = pages.get(story).text
    lines = re.findall(r'<details class="line".*?</details>', text, flags=re.DOTALL)
    assert len(lines) > 5
    assert all(("<mark>" in line and 'href="/s/' in line) or 'href="/r/' in line for line in lines)
    assert sum(" open>" in line.split("\n")[0] for line in lines) == 1


def test_line_in_the_address_is_the_open_one(pages: TestClient, story: str) -> None:
    assert re.search(r'id="line-4"[^>]* open>', pages.get(f"{story}?line=4").text)


def test_story_is_found_by_any_of_its_reports_whatever_its_words(pages: TestClient, story: str) -> None:
    reports = pages.get(f"{story}/reports.json").json()["reports"]
    for each in reports[:4]:
        assert pages.get(f"/t/other-words-{each['report'][:11]}").status_code == 200


def test_addresses_stay_when_the_case_grows(
    example_case: Path, serve: Callable[..., TestClient], addresses: dict[str, str], tmp_path: Path
) -> None:
    client = serve(example_case)
    more = {
        "id": "later-report",
        "outlet": "Harbour Post",
        "published": "2031-03-09T08:00:00Z",
        "headline": "Talvi: Brandt speaks again",
        "text": "Defence Minister Ilsa Brandt said on Sunday that the Veranian force at the Talvi crossing had shrunk. "
        "Verania's foreign ministry denied that any soldier had crossed the Talvi river.",
    }
    (tmp_path / "more.jsonl").write_text(json.dumps(more), encoding="utf-8")
    with case.open(tmp_path / "copy") as writer:
        writer.add([tmp_path / "more.jsonl"])
    for kind in ("brief", "figure", "claim", "report", "statement", "actor", "versions"):
        assert client.get(addresses[kind]).status_code == 200, kind
    assert "Brandt speaks again" in client.get(f"{addresses['brief']}/reports").text


def test_account_as_of_a_moment_leaves_out_what_came_later(pages: TestClient, story: str) -> None:
    then = pages.get(f"{story}?as_of=2031-03-03").text
    assert "as it stood on" in then
    now, before = (pages.get(f"{story}.json{q}").json()["brief"]["reports"] for q in ("", "?as_of=2031-03-03"))
    assert before < now
    links = re.findall(r'href="(/[trsc]/[^"]*)"', then)
    assert links
    assert all("as_of=" in link for link in links if "back" not in link and not link.endswith(story))


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/t/nothing", 404),
        ("/s/s0000000000000000", 404),
        ("/r/nothing", 404),
        ("/c/nothing", 404),
        ("/a/Nobody%20At%20All", 404),
        ("/nowhere", 404),
        ("/search?q=x&as_of=tuesday", 400),
        ("/search?q=" + "x" * 600, 400),
    ],
)
def test_what_cannot_be_shown_says_why_in_the_form_asked_for(pages: TestClient, address: str, status: int) -> None:
    page = pages.get(address)
    assert page.status_code == status
    assert "<h1>" in page.text
    twin = pages.get(_twin(address, "json"))
    assert twin.status_code == status
    assert twin.headers["content-type"] == "application/problem+json"
    assert {"kind", "message", "where", "help", "status"} <= set(twin.json())


def test_search_aligns_lines_and_narrows_by_facets(pages: TestClient) -> None:
    found = pages.get("/search.json?q=missiles").json()["found"]
    speakers = {line["facets"]["speaker"] for line in found}
    assert len(speakers) > 1
    one = sorted(speakers)[0]
    kept = pages.get("/search.json", params={"q": "missiles", "speaker": one}).json()["found"]
    assert kept
    assert {line["facets"]["speaker"] for line in kept} == {one}


def test_ask_refuses_where_no_report_says(pages: TestClient) -> None:
    text = pages.get("/ask?q=Who%20won%20the%20chess%20championship%3F").text
    assert "None of the 17 reports says." in text


def test_check_marks_a_wrong_quotation(pages: TestClient) -> None:
    draft = 'Ilsa Brandt said: "We have counted twelve thousand, and we counted them by satellite."'
    answer = pages.post("/check", data={"draft": draft})
    assert answer.status_code == 200
    assert "wrong words" in answer.text
    assert "We count twelve thousand, and we count them by satellite" in answer.text


def test_check_says_what_is_wrong_with_a_sentence_and_not_what_is_right_in_it(pages: TestClient) -> None:
    checked = pages.post("/check", data={"draft": "Three missiles struck the depot at Harrow."}).text
    assert "one side" in checked
    assert "<b>ok</b>" not in checked


def test_versions_show_the_edit_word_by_word(pages: TestClient, addresses: dict[str, str]) -> None:
    text = pages.get(addresses["versions"]).text
    assert "<del>Four</del>" in text
    assert "<ins>Three</ins>" in text


def test_earlier_version_of_a_report_keeps_its_address(pages: TestClient, addresses: dict[str, str]) -> None:
    rungs = pages.get(_twin(addresses["versions"], "json")).json()["versions"]
    first = pages.get(f"/r/{rungs[0]['report']}")
    assert first.status_code == 200
    assert "has changed since" in first.text
    statement = pages.get(f"/r/{rungs[0]['report']}.json").json()["statements"][0]["id"]
    assert pages.get(f"/s/{statement}").status_code == 200


@pytest.fixture
def hostile(tmp_path: Path, serve: Callable[..., TestClient]) -> TestClient:
    """Two reports whose every field tries to act."""
    lines = [
        {
            "id": f"{HOSTILE}{n}",
            "outlet": f'"><script>alert({n})</script>',
            "title": f"{HOSTILE} ]]> --> {{{{ 7*7 }}}}",
            "url": f"javascript:alert({n})//{HOSTILE}",
            "published": f"2031-03-0{n}T06:00:00Z",
            "text": f"Mayor Petra {HOSTILE} Quill said on Sunday that {HOSTILE} about {n},000 sheep had crossed "
            f"the Arrow river. [click](javascript:alert(1)) `code` # heading {{{{ 7*7 }}}} {{% raw %}}.\n\n"
            f'"We count {n} thousand sheep </p></body><style>*{{display:none}}</style>," Quill said.',
        }
        for n in (1, 2)
    ]
    folder = tmp_path / "hostile"
    (tmp_path / "in.jsonl").write_text("\n".join(json.dumps(x) for x in lines), encoding="utf-8")
    with case.init(folder) as made:
        made.add([tmp_path / "in.jsonl"])
    return serve(folder, can_edit=True)


def test_text_of_reports_is_never_markup(hostile: TestClient) -> None:
    story = hostile.get("/stories.json").json()["stories"][0]["address"]
    reports = [r["report"] for r in hostile.get(f"{story}/reports.json").json()["reports"]]
    said = [s["id"] for r in reports for s in hostile.get(f"/r/{r}.json").json()["statements"]]
    assert said
    paths = [
        "/",
        story,
        *(f"{story}/{tab}" for tab in ("figures", "matrix", "timeline", "voices", "reports", "changes")),
    ]
    paths += [f"/r/{r}" for r in reports] + [f"/s/{s}" for s in said] + [f"/c/{said[0]}", "/sources", "/review"]
    paths += ["/search?q=sheep", "/ask?q=How%20many%20sheep%20crossed%3F"]
    for path in paths:
        page = hostile.get(path)
        assert page.status_code in (200, 404), path
        assert "<script>alert" not in page.text, path
        assert "<img" not in page.text, path
        assert "<style" not in page.text, path
        assert 'href="javascript:' not in page.text, path
        assert "49" not in re.sub(r"[0-9a-f]{9,}|&#\d+;", "", page.text), path
    text = hostile.get(f"/r/{reports[0]}.md").text
    assert "<script" not in text.replace("\\<", "")
    assert "[click](" not in text


def test_hostile_search_and_question_are_escaped(pages: TestClient) -> None:
    for path in ("/search", "/ask", "/a/" + "%3Cscript%3Ealert(1)%3C%2Fscript%3E"):
        text = pages.get(path, params={"q": HOSTILE, "about": HOSTILE}).text
        assert "<script>alert" not in text
        assert "<img" not in text


def test_changes_of_a_story_are_fed_to_readers_of_atom_and_json_feed(pages: TestClient, story: str) -> None:
    page = pages.get(story).text
    links = dict(re.findall(r'<link rel="alternate" type="application/([a-z]+\+[a-z]+)"[^>]* href="([^"]+)"', page))
    atom, fed = (pages.get(links[kind]) for kind in ("atom+xml", "feed+json"))
    assert atom.headers["content-type"] == "application/atom+xml; charset=utf-8"
    read = feedparser.parse(atom.text)
    assert not read.bozo
    assert len(read.entries) == len(fed.json()["items"]) > 5
    here = str(pages.base_url).rstrip("/")
    assert all(item["url"].startswith(f"{here}/") for item in fed.json()["items"])
    assert pages.get(read.entries[0].link).status_code == 200
    assert pages.get(links["atom+xml"], headers={"if-none-match": atom.headers["etag"]}).status_code == 304


def test_feed_of_no_story_is_not_found(pages: TestClient) -> None:
    assert pages.get("/t/nowhere/feed.atom").status_code == 404


def test_a_moment_before_a_story_is_named_and_not_blamed_on_an_empty_case(pages: TestClient, story: str) -> None:
    answer = pages.get(f"{story}.json?as_of=1900-01-01")
    assert answer.status_code == 404
    assert "1900-01-01" in answer.text
    assert "later moment" in answer.text
    assert "add reports" not in answer.text


@pytest.mark.parametrize(("mistyped", "near"), [("asof", "as_of"), ("as-of", "as_of"), ("Since", "since")])
def test_page_says_that_a_mistyped_parameter_is_not_followed(
    pages: TestClient, story: str, mistyped: str, near: str
) -> None:
    text = pages.get(story, params={mistyped: "2031-03-03"}).text
    told = re.search(r'<p class="then unread" role="note">.*?</p>', text, flags=re.DOTALL)
    assert told is not None
    assert f"<strong>{mistyped}</strong>" in told.group()
    assert f"<strong>{near}</strong>" in told.group()


@pytest.mark.parametrize("twin", ["{}.json", "{}.md", "{}/feed.atom", "{}/take.md"])
def test_form_for_programs_refuses_a_mistyped_parameter(pages: TestClient, story: str, twin: str) -> None:
    answer = pages.get(twin.format(story), params={"asof": "2031-03-03"})
    assert answer.status_code == 400
    assert "as_of" in answer.text.replace("\\_", "_")


@pytest.mark.parametrize("kind", KINDS)
def test_marks_by_which_readers_are_followed_are_passed_over(
    pages: TestClient, addresses: dict[str, str], kind: str
) -> None:
    address = addresses[kind]
    text = pages.get(f"{address}{'&' if '?' in address else '?'}utm_source=letter&fbclid=x1").text
    assert 'class="then unread"' not in text


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_leads_to_an_address_that_is_not_read_whole(
    pages: TestClient, addresses: dict[str, str], kind: str
) -> None:
    links = set(re.findall(r'href="(/[^"#]*\?[^"#]*)"', pages.get(addresses[kind]).text))
    for link in sorted(links)[:40]:
        answer = pages.get(link.replace("&amp;", "&"))
        assert answer.status_code == 200, link
        assert 'class="then unread"' not in answer.text, link


@pytest.mark.parametrize("tab", ["", "/changes", "/timeline"])
def test_field_for_a_moment_has_the_year_first_and_is_read_again(pages: TestClient, story: str, tab: str) -> None:
    text = pages.get(story + tab, params={"as_of": "4 Mar 2031, 06:00"}).text
    assert "datetime-local" not in text
    shown = re.search(r'name="as_of"[^>]*value="([^"]*)"', text)
    assert shown is not None
    assert shown[1] == "2031-03-04 06:00"
    again = pages.get(f"{story}{tab}.json", params={"as_of": shown[1]})
    assert again.json() == pages.get(f"{story}{tab}.json", params={"as_of": "2031-03-04T06:00:59.999999Z"}).json()


def test_moment_that_could_be_two_days_is_refused_with_the_cure(pages: TestClient, story: str) -> None:
    answer = pages.get(story, params={"as_of": "03/04/2031"})
    assert answer.status_code == 400
    assert "4 Mar 2031" in answer.text


@pytest.mark.parametrize("kind", ["changes", "brief", "timeline", "ask", "actor", "claim", "statement", "figure"])
def test_no_page_writes_a_day_as_machines_do(pages: TestClient, addresses: dict[str, str], kind: str) -> None:
    text = re.sub(r"<(head|form).*?</\1>", "", pages.get(addresses[kind]).text, flags=re.DOTALL)
    ours = re.sub(r"<[^>]*>", "", re.sub(r"<(q|blockquote|mark|dd)\b.*?</\1>", "", text, flags=re.DOTALL))
    assert re.findall(r"\b\d{4}-\d{2}-\d{2}\b", ours) == []
    assert kind == "statement" or "<time datetime=" in text


@pytest.mark.parametrize("kind", ["statement", "finding"])
def test_page_of_one_statement_is_none_of_the_tabs_of_its_story(
    pages: TestClient, addresses: dict[str, str], kind: str
) -> None:
    tabs = re.findall(r'<nav class="tabs".*?</nav>', pages.get(addresses[kind]).text, flags=re.DOTALL)
    assert len(tabs) == 1
    assert "aria-current" not in tabs[0]


def test_grid_of_all_parties_stays_so_from_view_to_view(pages: TestClient, addresses: dict[str, str]) -> None:
    whole = pages.get(f"{addresses['matrix']}?parties=all").text
    views = re.findall(r'<nav class="switch".*?</nav>', whole, flags=re.DOTALL)[0]
    assert views.count("parties=all") == 2
    assert "the parties that say most" in views


ARABIC = {
    "id": "marfa-1",
    "outlet": "صحيفة المرفأ",
    "published": "2031-03-04T06:00:00Z",
    "headline": "وزير الدفاع: لا قوات على الحدود",
    "text": "قال وزير الدفاع إن القوات لم تعبر النهر يوم الثلاثاء.\n\nونفت الوزارة أن يكون أحد قد وصل إلى المدينة.",
}


@pytest.fixture
def arabic(tmp_path: Path, serve: Callable[..., TestClient]) -> TestClient:
    (tmp_path / "one.jsonl").write_text(json.dumps(ARABIC), encoding="utf-8")
    case.init(tmp_path / "case").close()
    with case.open(tmp_path / "case") as opened:
        opened.add([tmp_path / "one.jsonl"])
    return serve(tmp_path / "case")


def test_story_of_one_report_in_another_script_is_named_and_found_by_its_own_words(arabic: TestClient) -> None:
    address = arabic.get("/stories.json").json()["stories"][0]["address"]
    assert address.isascii()
    assert unquote(address).startswith("/t/وزير-الدفاع-r")
    for tab in ("", "/figures", "/matrix", "/timeline", "/voices", "/reports", "/changes", "/feed.atom", "/take.md"):
        assert arabic.get(address + tab).status_code == 200, tab


def test_words_of_reports_run_in_their_own_direction_and_say_their_language(arabic: TestClient) -> None:
    report = arabic.get(arabic.get("/stories.json").json()["stories"][0]["address"] + "/reports.json").json()
    page = arabic.get(f"/r/{report['reports'][0]['report']}").text
    for words in (ARABIC["headline"], *ARABIC["text"].split("\n\n")):
        holding = re.findall(r"<(?:h1|h2|p|q)\b[^>]*>(?:<q[^>]*>)?" + re.escape(words), page)
        assert holding
        assert all('dir="auto"' in tag for tag in holding)
    assert '<div class="text" lang="ar">' in page
    assert f"<bdi>{ARABIC['outlet']}</bdi>" in page


@pytest.mark.parametrize(
    "kind", ["stories", "brief", "claim", "report", "statement", "actor", "search", "ask", "matrix"]
)
def test_every_quotation_has_the_direction_of_its_own_words(
    pages: TestClient, addresses: dict[str, str], kind: str
) -> None:
    text = pages.get(addresses[kind]).text
    quoted = re.findall(r'(?:<h1[^>]*>)?<(?:q|span) class="words"[^>]*>|<blockquote[^>]*>\s*<p[^>]*>', text)
    assert quoted or kind == "search"
    assert all('dir="auto"' in tag for tag in quoted)
    assert all("lang=" in tag for tag in quoted if tag.startswith("<blockquote"))


def test_report_in_another_language_says_that_it_is_not_read(arabic: TestClient, pages: TestClient, story: str) -> None:
    address = arabic.get("/stories.json").json()["stories"][0]["address"]
    report = arabic.get(f"{address}/reports.json").json()["reports"][0]["report"]
    assert "1 report in another language, not read for statements" in arabic.get(address).text
    assert "is not read for statements" in arabic.get(f"/r/{report}").text
    assert "another language" not in pages.get(story).text


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/", "No stories yet"),
        ("/sources", "No reports yet"),
        ("/review", "Nothing waits for review"),
        ("/ask?q=Who+said+so%3F", "There are no reports to ask yet"),
        ("/search?q=bridge", "None of the reports says that"),
    ],
)
def test_page_of_an_empty_case_says_so_and_counts_nothing(
    tmp_path: Path, serve: Callable[..., TestClient], address: str, told: str
) -> None:
    case.init(tmp_path / "case").close()
    page = serve(tmp_path / "case").get(address).text
    main = re.findall(r"<main.*?</main>", page, flags=re.DOTALL)[0]
    assert told in main
    assert "<table" not in main
    assert not re.search(r">[^<]*\b0 ", main)


def test_another_moment_shows_the_same_view_of_the_account(pages: TestClient, addresses: dict[str, str]) -> None:
    text = pages.get(f"{addresses['matrix']}?parties=all&disputed=1&page=1&as_of=2031-03-05").text
    form = re.findall(r'<form class="as-of".*?</form>', text, flags=re.DOTALL)[0]
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="(\w+)"', form))
    assert fields == {"parties": "all", "disputed": "1"}
    steps = re.findall(r'<a class="(?:step|now)"[^>]*href="([^"]*)"', form)
    assert len(steps) == 3
    assert all("parties=all" in step and "disputed=1" in step and "page=" not in step for step in steps)


@pytest.mark.parametrize("path", ["/search?q=missiles", "/ask?q=missiles", "/check"])
def test_form_on_a_page_of_a_moment_asks_of_that_moment(pages: TestClient, path: str) -> None:
    told = pages.get(f"{path}{'&' if '?' in path else '?'}as_of=2031-03-05").text
    forms = re.findall(r'<form class="(?:filter big|draft)".*?</form>', told, flags=re.DOTALL)
    assert len(forms) == 1
    assert re.search(r'name="as_of" value="2031-03-05T|action="[^"]*as_of=2031-03-05', forms[0])
    assert all("as_of=" in address for address in re.findall(r'formaction="([^"]*)"', told))
