"""No face gives a source words that it does not have, nor a number that no report has.

Lines say by their pieces whose words they are made of, so that they can be held to the characters they cite.  Prose is
held to the texts of the case: what stands in quotation marks must stand in one of them.  White space is as printed.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import lxml.html
import pytest

from evaluation.faces import Shown
from onrecord.case import Case
from onrecord.records.casebook import Casebook
from onrecord.settings import read_settings
from onrecord.store.memory import MemoryStore
from onrecord.views.index import squeeze

Walk = Callable[[str], list[Shown]]
Least = Callable[[int], int]
FACES = ("cli", "web", "mcp", "export")
CURLED = re.compile(r"“([^“”]+)”")
CUT = re.compile(r"\s*(?:…|\.\.\.)\s*")
DIGITS = re.compile(r"\d[\d,.]*\d|\d")
FINE = (0, 4, 5, 200)  # 4: a draft is not borne out; 5: nothing of the kind
PROSE = ("text", "plain", "html", "md", "wiki")


@pytest.fixture(scope="module")
def least(told: str) -> Least:
    """How many of a thing there must be, given how many the example has; the other story is a tenth of it."""
    return lambda many: many if told == "example" else many // 10


@pytest.fixture(scope="module")
def pool(book: Casebook) -> str:
    """All that the reports and their headings say, white space as printed."""
    reports = [v.report for v in book.versions]
    told = (part for r in reports for part in (r.text, r.title, r.outlet, r.byline, r.doc) if part)
    return "\n".join(squeeze(part) for part in told)


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for each in value.values():
            yield from _objects(each)
    elif isinstance(value, list):
        for each in value:
            yield from _objects(each)
    elif isinstance(value, str) and value[:1] == "{":
        try:
            yield from _objects(json.loads(value))
        except json.JSONDecodeError:
            return


def _read(shown: Shown) -> list[Any]:
    try:
        return [json.loads(shown.text)]
    except json.JSONDecodeError:
        lines = [line for line in shown.text.splitlines() if line.startswith("{")]
        return [json.loads(line) for line in lines]


def _structured(walk: Walk) -> Iterator[tuple[Shown, dict[str, Any]]]:
    for face in FACES:
        for shown in walk(face):
            if shown.form in ("json", "jsonl", "annotations", "schemaorg", "ftm", "prov", "jsonfeed", "timelinejs"):
                yield from ((shown, each) for document in _read(shown) for each in _objects(document))


def test_every_face_answers(walk: Walk) -> None:
    wrong = [(s.name, s.status, s.text[:200]) for face in FACES for s in walk(face) if s.status not in FINE]
    assert not wrong


def test_every_page_and_every_route_that_reads_is_walked(walk: Walk) -> None:
    pytest.importorskip("fastapi", reason="the extra web is not installed")
    walked = {face: [s.name.partition("?")[0] for s in walk("web") if s.face == face] for face in ("page", "rest")}
    for face, paths in _list_paths().items():
        for path in paths:
            pattern = re.compile(re.sub(r"\\{[^}]*\\}", "[^/]+", re.escape(path)))
            assert any(pattern.fullmatch(name) for name in walked[face]), path


def _list_paths() -> dict[str, list[str]]:
    """Every address that a page or a route of REST answers, with names in braces for what varies."""
    # Only who walks the pages needs a web server's parts.
    from onrecord.interfaces.rest.app import create_api
    from onrecord.interfaces.web.pages import PAGES
    from onrecord.interfaces.web.pages.feeds import FEEDS
    from onrecord.interfaces.web.pages.taking import TAKERS
    from onrecord.interfaces.web.rooms import Rooms

    with Case(MemoryStore(), settings=read_settings("", env={}, flags={}, where="here")) as empty:
        described = create_api(Rooms(empty), can_edit=False).openapi()["paths"]
    pages = [path + end for path, _ in PAGES if path != "/" for end in ("", ".json", ".md")]
    texts = [path for path, *_ in (*FEEDS, *TAKERS)]
    rest = [path for path, methods in described.items() if set(methods) & {"get"} and not path.startswith("/jobs")]
    return {"page": ["/", "/stories.json", *pages, *texts], "rest": [*rest, "/ask", "/check"]}


def test_every_quoted_piece_is_the_stored_characters_that_the_line_cites(
    walk: Walk, book: Casebook, least: Least
) -> None:
    texts = {v.report.id: v.report.text for v in book.versions}
    checked = 0
    for shown, each in _structured(walk):
        if not {"pieces", "cites"} <= set(each):
            continue
        spans = [(c["report"], s["start"], s["end"]) for c in each["cites"] for s in c["spans"]]
        for piece in each["pieces"]:
            if piece["kind"] == "frame":
                assert not DIGITS.search(piece["text"]), (shown.name, piece)
            if piece["kind"] == "quoted":
                report, start, end = piece["report"], piece["span"]["start"], piece["span"]["end"]
                assert squeeze(texts[report][start:end]) == piece["text"], shown.name
                assert any(r == report and a <= start and end <= b for r, a, b in spans), (shown.name, piece)
                checked += 1
    print(f"{checked} quoted pieces")
    assert checked > least(300)


def test_every_amount_is_in_the_words_it_was_read_from(walk: Walk, book: Casebook, pool: str, least: Least) -> None:
    figures = {x.id: x for f in book.findings for x in f.figures}
    texts = {r.id: r.text for r in book.reports}
    checked = 0
    for shown, each in _structured(walk):
        if not {"figure", "words", "value"} <= set(each) or each["figure"] not in figures:
            continue
        evidence = figures[each["figure"]].evidence
        cited = " … ".join(squeeze(s.of(texts[evidence.report])) for s in evidence.spans)
        assert squeeze(each["words"]) in cited, shown.name
        digits = DIGITS.findall(each["value"])
        assert all(d in cited for d in digits) or each["words"] in pool, (shown.name, each["value"], cited)
        checked += 1
    print(f"{checked} amounts")
    assert checked > least(50)


def test_selectors_of_annotations_give_back_the_stored_characters(walk: Walk, book: Casebook, least: Least) -> None:
    texts = [v.report.text for v in book.versions]
    exact = [e for _, e in _structured(walk) if "exact" in e]
    wrong = [
        e
        for e in exact
        for part in ([e["exact"]] if e.get("type") == "TextQuoteSelector" else e["exact"].split(" … "))
        if not any(part in text or part in squeeze(text) for text in texts)
    ]
    assert len(exact) > least(100)
    assert not wrong


def test_words_handed_to_agents_are_the_reports_own(walk: Walk, pool: str, least: Least) -> None:
    words = [
        each["untrusted_text"]
        for shown, each in _structured(walk)
        if isinstance(each.get("untrusted_text"), str) and "uri" in each and shown.face == "mcp"
    ]
    assert len(words) > least(100)
    wrong = [w for w in words if not all(squeeze(part) in pool for part in CUT.split(w))]
    assert not wrong


def _quotations(shown: Shown) -> Iterator[str]:
    if shown.form == "html":
        page = lxml.html.fromstring(shown.text)
        for gone in page.xpath("//script|//style"):
            gone.drop_tree()
        yield from (q.text_content() for q in page.xpath("//q[contains(@class, 'words')] | //blockquote//mark"))
        for block in page.xpath("//*[self::p or self::li or self::dd or self::td]"):
            yield from CURLED.findall(squeeze(block.text_content()))
        return
    text = re.sub(r"\\(.)", r"\1", shown.text) if shown.form in ("md", "wiki") else shown.text
    lines = text.splitlines() if shown.form == "plain" else [squeeze(text)]
    yield from (words for line in lines for words in CURLED.findall(line))


def test_whatever_stands_in_quotation_marks_stands_in_a_report(walk: Walk, pool: str, least: Least) -> None:
    ours = {"none of them says", "= r1", "not"}  # of the pages' own explanations
    checked, wrong = 0, []
    for shown in (s for face in FACES for s in walk(face) if s.form in PROSE):
        if shown.form == "text" and shown.name.startswith("figures"):
            continue  # a table: its cells are wrapped side by side; the plain form has the same words
        for words in _quotations(shown):
            for part in CUT.split(squeeze(words)):
                if part and part not in ours:
                    checked += 1
                    wrong += [(shown.name, part)] if part.strip(" \"'*“”‘’") not in pool else []
    print(f"{checked} quotations")
    assert checked > least(1000)
    assert not wrong, wrong[:10]


def test_reasons_quote_only_what_stands_in_a_report(walk: Walk, pool: str, least: Least) -> None:
    told = {each["because"] for _, each in _structured(walk) if isinstance(each.get("because"), str)}
    wrong = [
        (words, because)
        for because in told
        for words in CURLED.findall(because)
        if "*" not in words  # a pattern of the settings, quoted as such
        and not all(part.strip(" \"'“”‘’") in pool for part in CUT.split(words))
    ]
    assert len(told) > least(50)
    assert not wrong, wrong[:10]


def test_every_cell_of_the_tables_that_holds_words_holds_a_reports_words(walk: Walk, pool: str, least: Least) -> None:
    checked = 0
    for shown in walk("export"):
        if shown.form != "csv" or not shown.name.endswith(("statements.csv", "figures.csv", "events.csv")):
            continue
        for row in csv.DictReader(io.StringIO(shown.text)):
            words = row.get("words") or row.get("text") or ""
            parts = [squeeze(p).lstrip("'") for p in CUT.split(words) if p.strip()]
            assert all(p in pool for p in parts), (shown.name, words)
            checked += len(parts)
    print(f"{checked} cells")
    assert checked > least(100)
