"""Citations: links that lead to the words, ratings that are somebody's, manifests that can be checked."""

import dataclasses
import datetime as dt
import hashlib
import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import InputError
from onrecord.records.casebook import Casebook
from onrecord.records.decision import Action, Decision, Grade, Matter
from onrecord.views.exports.citing import archive_link, authors_of, dated, list_reviewers, live_link
from onrecord.views.exports.order import Order, Rating
from onrecord.views.exports.redact import redact
from onrecord.views.exports.schemaorg import write
from onrecord.views.exports.tables import list_tables

AT = dt.datetime(2031, 3, 4, 6, 30, tzinfo=dt.UTC)
SAMPLE = "We count twelve thousand, and we count them by satellite"


@pytest.mark.parametrize(
    ("words", "fragment"),
    [
        (SAMPLE, "We%20count%20twelve%20thousand%2C%20and%20we%20count%20them%20by%20satellite"),
        ("re-armed & ready", "re%2Darmed%20%26%20ready"),
        ("“quoted”", "quoted"),
        (f"{SAMPLE} and by drone", "We%20count%20twelve%20thousand%2C%20and,by%20satellite%20and%20by%20drone"),
    ],
)
def test_a_live_link_finds_the_words(casebook: Casebook, words: str, fragment: str) -> None:
    assert live_link(casebook.reports[0], words) == f"https://coastline.example/r1#:~:text={fragment}"


@given(words=st.text(min_size=1).filter(lambda w: 1 <= len(w.strip('"“”„«» ,').split()) <= 12))
def test_no_sign_of_a_fragment_is_left_bare(casebook: Casebook, words: str) -> None:
    fragment = (live_link(casebook.reports[0], words.encode("utf-8", "replace").decode()) or "").partition("text=")[2]
    assert not set(fragment) & set("-,&#")
    assert unquote(fragment).split()


@pytest.mark.parametrize(
    "address", [None, "javascript:alert(1)", "file:///etc/passwd", "https://x.example/a b", 'https://x/"']
)
def test_what_is_no_address_of_the_web_is_no_link(casebook: Casebook, address: str | None) -> None:
    report = dataclasses.replace(casebook.reports[0], address=address)
    assert live_link(report, "words") is None
    assert archive_link(report, AT) is None


def test_an_archive_link_names_the_moment_of_our_copy(casebook: Casebook) -> None:
    expected = "https://web.archive.org/web/20310304063000/https://coastline.example/r1"
    assert archive_link(casebook.reports[0], AT) == expected


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        (None, ()),
        ("By Jonna Keil", ("Jonna Keil",)),
        ("Jonna Keil, Per Amsel and Ruth Oss", ("Jonna Keil", "Per Amsel", "Ruth Oss")),
        ("Anders Bystrand", ("Anders Bystrand",)),
    ],
)
def test_a_byline_is_read_as_its_authors(casebook: Casebook, byline: str | None, names: tuple[str, ...]) -> None:
    assert authors_of(dataclasses.replace(casebook.reports[0], byline=byline)) == names


@pytest.mark.parametrize("thing", ["c4", "s6"])
def test_a_review_is_written_only_of_a_person_s_rating(order: Order, thing: str) -> None:
    rating = Rating(thing=thing, verdict="Not shown", by="Ana Kesh", address="https://desk.example/1", day=AT.date())
    graph = json.loads("".join(write(dataclasses.replace(order, ratings=(rating,)))))["@graph"]
    (review,) = [node for node in graph if node["@type"] == "ClaimReview"]
    assert review["author"] == {"@type": "Person", "name": "Ana Kesh"}
    assert review["reviewRating"] == {"@type": "Rating", "alternateName": "Not shown"}
    assert review["itemReviewed"]["@id"].endswith(order.index.ids["c4"])
    assert order.tally.missing(["rating"]) == []


def test_a_rating_of_nothing_is_refused(order: Order) -> None:
    with pytest.raises(InputError, match="no claim 'c99'"):
        list(write(dataclasses.replace(order, ratings=(Rating(thing="c99", verdict="x", by="y"),))))


@pytest.mark.parametrize("to", ["jsonl", "md", "html", "annotations", "schemaorg", "bibtex", "wiki", "atom"])
def test_a_manifest_inside_hashes_all_before_its_line(to: str, written: Callable[[str], Any]) -> None:
    *before, last = written(to).splitlines(keepends=True)
    told = re.search(rb'"sha256": ?"([0-9a-f]{64})"', last)
    assert told
    assert told[1].decode() == hashlib.sha256(b"".join(before)).hexdigest()


def _decided(book: Casebook) -> Casebook:
    statements = [s.id for f in book.findings for s in f.statements]
    common = {"others": (), "changes": (), "by": "Ana Kesh", "at": AT}
    accept = Decision(
        id="d1", action=Action.ACCEPT, matter=Matter.STATEMENT, things=(statements[0],), reason=None, **common
    )
    edit = Decision(
        id="d2", action=Action.EDIT, matter=Matter.STATEMENT, things=(statements[4],), reason="She said", **common
    )
    grade = Grade(outlet="Talvi Monitor", letter="B", digit="2", by="Ana Kesh", at=AT)
    return dataclasses.replace(book, decisions=(accept, edit), grades=(grade,))


def test_tables_tell_who_reviewed_and_how_an_outlet_is_graded(casebook: Casebook) -> None:
    book = _decided(casebook)
    assert set(list_reviewers(book).values()) == {"Ana Kesh"}
    tables = {t.name: t for t in list_tables(book)}
    place = [c.name for c in tables["statements"].columns].index("reviewed_by")
    assert [row[place] for row in tables["statements"].rows].count("Ana Kesh") == 2
    place = [c.name for c in tables["reports"].columns].index("grade")
    assert [row[place] for row in tables["reports"].rows].count("B2") == 1


def test_decisions_on_what_went_go_and_a_reviewer_can_be_left_out(casebook: Casebook) -> None:
    left = redact(_decided(casebook), ["Ilsa Brandt", "Ana Kesh", "Talvi Monitor"])
    assert [d.id for d in left.book.decisions] == ["d1"]
    assert "Kesh" not in left.book.decisions[0].by
    assert left.book.grades == ()
    assert (left.gone["decision"], left.gone["grade"]) == (1, 1)


def test_a_report_without_a_day_is_cited_as_undated(casebook: Casebook) -> None:
    report = casebook.reports[0]
    assert dated(report).startswith("2031-03-0")
    assert dated(dataclasses.replace(report, published=None)) == "undated"
