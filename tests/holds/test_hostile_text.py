"""Reports that try to act come out inert on every face: each payload as body, quotation, headline, outlet and id.

The payloads are in `tests/golden/hostile`, a line each.  Every one is a report of a case; every face of that case is
walked, and what it printed is read by the readers that would be attacked: a browser's parser, a terminal's rules, a
spreadsheet's.
"""

import csv
import io
import json
import os
import re
import sqlite3
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import lxml.etree
import lxml.html
import pytest

from evaluation import faces
from onrecord import case
from onrecord.inert import ACTING, escape_acting, show_acting
from onrecord.views.exports.redact import Names

HERE = Path(__file__).parents[1] / "golden" / "hostile"
PAYLOADS = [json.loads(line) for line in (HERE / "payloads.jsonl").read_text(encoding="utf-8").splitlines()]
SHARE = int(os.environ.get("HOLDS_SHARE", "10"))  # every how many payloads make a report
PRODUCT = "1787569"  # 1337 * 1337: stands nowhere unless a template was run
FORMULA = ("=", "+", "@", "\t", "\r")
LEFT_OUT = ("Ilsa Brandt", "Verania")  # of what is exported a second time; the reports and the other words stay
WALKS = ("cli", "web", "mcp", "export", "redacted")
FINE = (0, 3, 4, 5, 200, 404)
Walk = Callable[[str], list[faces.Shown]]


def _report(number: int, name: str, text: str) -> dict[str, str]:
    return {
        "id": f"{text} {name}",
        "outlet": text,
        "byline": text,
        "title": f"{text} at Harrow",
        "url": f"https://post.example/{number}?q={text}",
        "published": f"2031-03-{number % 27 + 1:02}T08:00:00Z",
        "text": f"{text}\n\nDefence Minister Ilsa Brandt said on Monday that {text} and 12,{number:03} soldiers came."
        f'\n\n"We counted {text} twice," Brandt said. Verania denied that {text}.'
        "\n\nNobody was hurt, the harbour master, Oskar Lind, said later, and the ferries to Galerstad ran on Tuesday "
        "as they do on any other day of the week; nine of them were full.",
    }


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case that holds every payload."""
    folder = tmp_path_factory.mktemp("hostile") / "case"
    told = [_report(n, p["name"], p["text"]) for n, p in enumerate(PAYLOADS) if n % SHARE == 0]
    source = folder.parent / "reports.jsonl"
    source.write_text("".join(json.dumps(each) + "\n" for each in told), encoding="utf-8")
    with case.init(folder) as opened:
        result = opened.add([source])
        assert len(opened.list_filed()) == len(told), result
    return folder


@pytest.fixture(scope="module")
def walk(hostile: Path, tmp_path_factory: pytest.TempPathFactory) -> Walk:
    """What a face printed, walked when it is first asked for."""
    with case.open(hostile) as opened:
        book = opened.casebook()
    names = tuple(dict.fromkeys(s.speaker.name for f in book.findings for s in f.statements if s.speaker.name))[:4]
    asked = faces.Asked(
        speakers=("Brandt", *names),
        words="soldiers",
        draft="".join(f"{p['text']}\n\n" for p in PAYLOADS),
        question="How many soldiers came?",
        most=int(os.environ.get("HOLDS_MOST", "3")),
    )
    into = tmp_path_factory.mktemp("exports") / "a" / "b"
    into.mkdir(parents=True)
    (into / "redacted").mkdir()
    names_left_out = into / "names.txt"
    names_left_out.write_text("\n".join(LEFT_OUT), encoding="utf-8")
    walks: dict[str, Callable[[], Any]] = {
        "cli": lambda: faces.walk_cli(hostile, asked),
        "web": lambda: faces.walk_web(hostile, asked),
        "mcp": lambda: faces.walk_tools(hostile, asked),
        "export": lambda: faces.walk_exports(hostile, into),
        "redacted": lambda: faces.walk_exports(hostile, into / "redacted", without=names_left_out),
    }
    kept: dict[str, list[faces.Shown]] = {}

    def shown(face: str) -> list[faces.Shown]:
        if face not in kept:
            kept[face] = list(walks[face]())
        return kept[face]

    return shown


def _all(walk: Walk) -> list[faces.Shown]:
    return [s for face in WALKS for s in walk(face)]


def test_report_of_nothing_but_directions_is_read(tmp_path: Path) -> None:
    number, payload = next((n, p) for n, p in enumerate(PAYLOADS) if p["name"] == "bidi-13")
    source = tmp_path / "report.jsonl"
    source.write_text(json.dumps(_report(number, payload["name"], payload["text"])) + "\n", encoding="utf-8")
    with case.init(tmp_path / "case") as opened:
        assert opened.add([source]).failed == ()


def test_there_are_two_hundred_payloads_of_ten_kinds() -> None:
    kinds = Counter(p["kind"] for p in PAYLOADS)
    assert len({p["text"] for p in PAYLOADS}) == len(PAYLOADS) >= 200
    assert len(kinds) >= 10
    assert min(kinds.values()) >= 15


def test_every_face_answers(walk: Walk) -> None:
    shown = _all(walk)
    print(f"{len(PAYLOADS)} payloads, {len(shown)} faces")
    wrong = [(s.name, s.status, s.text[:300]) for s in shown if s.status not in FINE]
    assert not wrong, (len(wrong), wrong[:5])


def test_nothing_on_a_page_is_theirs_but_text(walk: Walk) -> None:
    wrong = []
    for shown in (s for s in _all(walk) if s.form in ("html", "svg")):
        page = lxml.html.fromstring(shown.text.encode() if shown.form == "html" else f"<div>{shown.text}</div>")
        wrong += [(shown.face, shown.name[:60], why) for why in _active(page, is_export=shown.face == "export")]
    assert not wrong, (len(wrong), wrong[:8])


def _active(page: Any, *, is_export: bool) -> list[str]:
    out = []
    for each in page.iter(lxml.etree.Element):
        if each.tag in ("iframe", "object", "embed", "base", "img", "video", "marquee", "math", "plaintext", "xmp"):
            out.append(f"<{each.tag}>")
        if each.tag == "script" and not is_export and not str(each.get("src", "")).startswith("/static/"):
            out.append("a script that is not ours")
        for name, value in each.attrib.items():
            if name.startswith("on"):
                out.append(f"{each.tag} {name}")
            if name in ("href", "src", "action", "formaction", "xlink:href"):
                scheme = re.match(r"\s*([a-zA-Z][\w+.-]*):", re.sub(r"[\x00-\x20]", "", value))
                out += [f"{name}={value[:60]}"] if scheme and scheme[1].lower() not in ("http", "https") else []
    return out


@pytest.mark.parametrize("form", ["text", "plain", "html", "md", "svg", "wiki", "bibtex", "ris", "atom"])
def test_no_character_acts_where_people_read(walk: Walk, form: str) -> None:
    found = [s for s in _all(walk) if s.form == form and s.face != "rest"]
    wrong = [
        (s.face, s.name[:60], ascii(s.text[max(0, hit.start() - 30) : hit.end() + 10]))
        for s in found
        if (hit := ACTING.search(s.text.replace("\r\n", "\n")))
    ]
    assert not wrong, (len(wrong), wrong[:8])


def test_json_at_the_terminal_is_escaped_and_reads_back(walk: Walk) -> None:
    for shown in (s for s in walk("cli") if s.form == "json"):
        assert not ACTING.search(shown.text), shown.name
        for line in filter(None, shown.text.split("\n")):
            json.loads(line)


@pytest.mark.parametrize("payload", PAYLOADS, ids=[p["name"] for p in PAYLOADS])
def test_what_is_shown_in_its_place_loses_nothing(payload: dict[str, str]) -> None:
    text = payload["text"]
    assert not ACTING.search(show_acting(text))
    assert json.loads(escape_acting(json.dumps({"x": text}, ensure_ascii=False))) == {"x": text}
    numbers = re.sub(r"‹U\+([0-9A-F]{4,6})›", lambda m: chr(int(m[1], 16)), show_acting(text))
    assert numbers == text


HIDING = re.compile(
    "[\u115f\u1160\u3164\uffa0\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0020-\U000e01ef]|[\ufe00-\ufe0f]{2}"
)


@pytest.mark.parametrize("payload", PAYLOADS, ids=[p["name"] for p in PAYLOADS])
def test_nothing_is_spelt_in_characters_without_shape(payload: dict[str, str]) -> None:
    assert not HIDING.search(show_acting(payload["text"]))


@pytest.mark.parametrize(
    "text", ["\u845b\U000e0100\u98fe", "\u2764\ufe0f", "\u0645\u06cc\u200c\u062e", "\u05d0\u200f-"]
)
def test_what_writing_needs_stays(text: str) -> None:
    assert show_acting(text) == text


def test_no_template_is_run(walk: Walk) -> None:
    assert not [s.name for s in _all(walk) if PRODUCT in s.text and PRODUCT not in s.name]


def test_no_cell_begins_as_a_formula(walk: Walk) -> None:
    cells = [
        (shown.name, cell)
        for shown in _all(walk)
        if shown.form == "csv" and shown.name.endswith(".csv")
        for row in csv.reader(io.StringIO(shown.text))
        for cell in row
    ]
    assert len(cells) > 1000
    wrong = [(n, c) for n, c in cells if c.lstrip(" \n").startswith(FORMULA) or re.match(r"\s*-\D", c)]
    assert not wrong, (len(wrong), wrong[:8])


def test_markdown_holds_no_element_and_no_link_of_theirs(walk: Walk) -> None:
    wrong = []
    for shown in (s for s in _all(walk) if s.form == "md"):
        bare = re.sub(r"\\.", "", shown.text.partition("<!--")[0])
        wrong += [(shown.name, m) for m in re.findall(r"<[a-zA-Z/!?][^>]{0,40}", bare) if not m.startswith("<http")]
        wrong += [(shown.name, m) for m in re.findall(r"\]\(\s*(?:javascript|data|file):[^)]*", bare)]
    assert not wrong, (len(wrong), wrong[:8])


@pytest.mark.parametrize("face", ["export", "redacted"])
def test_slides_hold_no_element_of_theirs(walk: Walk, face: str) -> None:
    """TimelineJS shows the words of a slide as HTML; TimeMap takes text, and opens the addresses of its sources."""
    told = {s.name: json.loads(s.text) for s in walk(face) if s.form in ("timelinejs", "timemap")}
    made = told["timelinejs/timelinejs.json"]
    slides = [each["text"] for each in (made["title"], *made["events"])]
    words = [text for slide in slides for text in slide.values()]
    assert len(words) > 10
    wrong = [(w, why) for w in words for why in _active(lxml.html.fromstring(f"<div>{w}</div>"), is_export=True)]
    odd = [e.tag for w in words for e in lxml.html.fromstring(f"<div>{w}</div>").iter(lxml.etree.Element)]
    assert set(odd) <= {"div", "p", "a", "q", "br"}
    addresses = [s["url"] for s in told["timemap/sources.json"].values() if "url" in s]
    assert all(re.match(r"https?://", a) for a in addresses)
    assert not wrong, wrong[:8]


def test_disputes_and_cards_of_hostile_reports_are_walked(walk: Walk) -> None:
    disputed = [s for s in walk("cli") if s.name.startswith("claims --disputed")]
    cards = [s for s in walk("cli") if s.name.startswith("show ")]
    assert {s.form for s in disputed if s.text.strip()} == {"text", "plain", "json"}
    assert {s.form for s in cards if len(s.text) > 1000} == {"text", "plain", "json"}


def test_what_is_left_out_of_hostile_reports_is_in_no_export(walk: Walk) -> None:
    wrong = [(s.name, name) for s in walk("redacted") for name in LEFT_OUT if name.casefold() in s.text.casefold()]
    assert any(LEFT_OUT[0] in s.text for s in walk("export"))
    assert not wrong, wrong[:8]


@pytest.mark.parametrize("payload", PAYLOADS, ids=[p["name"] for p in PAYLOADS])
def test_a_name_of_hostile_letters_is_left_out_like_another(payload: dict[str, str]) -> None:
    names = Names([payload["text"]])
    told = f"said {payload['text']} on Monday"
    assert names.are_in(told) == bool(names.forms)
    assert not names.are_in(names.strike(told))


def test_references_are_as_many_as_the_reports(walk: Walk) -> None:
    told = {s.form: s.text for s in walk("export") if s.form in ("ris", "bibtex", "atom", "wiki")}
    many = len(re.findall(r"^TY  - NEWS\r?$", told["ris"], re.MULTILINE))
    assert many == len(re.findall(r"^ER  - \r?$", told["ris"], re.MULTILINE)) > 0
    assert len(re.findall(r"^@online\{", told["bibtex"], re.MULTILINE)) == many
    lxml.etree.fromstring(told["atom"].encode())
    footnotes = [line for line in told["wiki"].splitlines() if not line.startswith("<!--")]
    whole = re.compile(r'<ref name="[a-z]\d+(?:@[\w-]+)?">\{\{cite news[^{}<>]*\}\}</ref>')
    broken = [line for line in footnotes if not whole.fullmatch(line.replace("{{!}}", ""))]
    assert footnotes
    assert not broken, broken[:5]


def test_no_export_writes_outside_its_folder(walk: Walk) -> None:
    packed = [s for face in ("export", "redacted") for s in walk(face) if s.form == "binary"]
    names = [n for s in packed for n in s.text.splitlines()]
    assert not [n for n in names if n.startswith(("/", "\\")) or ".." in n.split("/") or ":" in n]


def test_the_store_is_whole_afterwards(walk: Walk, hostile: Path) -> None:
    _all(walk)
    with sqlite3.connect(hostile / "onrecord.db") as database:
        assert database.execute("SELECT count(*) FROM captures").fetchone()[0] == len(PAYLOADS[::SHARE])
    database.close()
    with case.open(hostile) as opened:
        assert opened.faults() == ()


def test_orders_reach_agents_only_as_words_of_reports(walk: Walk) -> None:
    """A resource is a report itself, and a draft is the agent's own."""
    fields: Counter[str] = Counter()
    for shown in (s for s in walk("mcp") if "://" not in s.name and s.name != "check_draft"):
        _count_orders(json.loads(shown.text), "", fields)
    ours = {k: n for k, n in fields.items() if n and not k.startswith("untrusted")}
    assert fields
    assert not ours


def _count_orders(value: Any, field: str, into: Counter[str]) -> None:
    if isinstance(value, dict):
        for name, each in value.items():
            _count_orders(each, name, into)
    elif isinstance(value, list):
        for each in value:
            _count_orders(each, field, into)
    elif isinstance(value, str) and value[:1] in "{[" and field in ("text", ""):
        try:
            _count_orders(json.loads(value), field, into)
        except json.JSONDecodeError:
            into[field] += "OBEYED" in value
    elif isinstance(value, str):
        into[field] += "OBEYED" in value
