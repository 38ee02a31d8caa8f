"""Redaction: what was listed is nowhere, what is left still holds, and what went is counted."""

import dataclasses
import datetime as dt
import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.records import wire
from onrecord.records.annotation import EntityKind, Mention, MentionForm
from onrecord.records.casebook import Casebook, Version
from onrecord.records.span import Span
from onrecord.views.exports.order import count_records
from onrecord.views.exports.redact import BLOCK, WITHHELD, Names, redact
from onrecord.views.index import index_casebook

AT = dt.datetime(2031, 3, 7, tzinfo=dt.UTC)


def _all_words(book: Casebook) -> str:
    """Every string of every record, texts included."""
    texts = [r.text for r in (*book.reports, *book.earlier, *(v.report for v in book.versions))]
    return json.dumps([wire.encode(book), texts], ensure_ascii=False).casefold()


def test_a_speaker_goes_with_all_that_was_said_by_and_of_them(casebook: Casebook) -> None:
    left = redact(casebook, ["Ilsa Brandt"])
    assert "brandt" not in _all_words(left.book)
    assert "twelve thousand" not in _all_words(left.book)  # said by "she"
    assert left.gone["statement"] == 3
    assert left.gone["entity"] == 1
    store = count_records(casebook)
    assert {k: store[k] - n for k, n in left.gone.items()} == count_records(left.book)


def test_what_is_left_still_holds_word_for_word(casebook: Casebook) -> None:
    left = redact(casebook, ["Ilsa Brandt"]).book
    index, whole = index_casebook(left), index_casebook(casebook)
    assert index.statements
    for statement in index.statements.values():
        report, before = index.report_of(statement), whole.report_of(statement)
        assert len(report.text) == len(before.text)
        assert [s.of(report.text) for s in statement.content] == [s.of(before.text) for s in statement.content]
    for claim in left.account.claims:
        assert set(claim.statements) <= set(index.statements)
        assert {r.a for r in claim.relations} | {r.b for r in claim.relations} <= set(claim.statements)
        assert claim.reports == len({index.statements[s].doc for s in claim.statements})


def test_a_number_s_life_without_a_point_is_compared_with_nothing_that_went(casebook: Casebook) -> None:
    (series,) = redact(casebook, ["Ilsa Brandt"]).book.account.series
    assert [p.relation for p in series.points] == ["first", "relay", "withheld", "withheld"]
    assert "12,000" not in json.dumps(wire.encode(series))


def test_an_outlet_goes_with_its_reports(casebook: Casebook) -> None:
    left = redact(casebook, ["coastline wire"])
    assert left.gone["report"] == 2
    assert [r.doc for r in left.book.reports] == ["r2", "r3", "r4", "r6", "r7"]
    assert not left.book.earlier
    assert "coastline wire" not in _all_words(left.book)


def test_versions_go_as_reports_do(casebook: Casebook) -> None:
    versions = tuple(
        Version(report=r, findings=f, page=r.address or r.doc, number=1, known=AT, fetched=None)
        for r, f in zip(casebook.reports, casebook.findings, strict=True)
    )
    left = redact(dataclasses.replace(casebook, versions=versions), ["Ilsa Brandt", "Talvi Monitor"]).book
    assert [v.report for v in left.versions] == list(left.reports)
    assert len(left.versions) == 6
    assert "brandt" not in _all_words(left)


def test_a_mention_of_another_form_goes_too(casebook: Casebook) -> None:
    """A name that no account joins: the report itself says that "the Wolf" is Pavo Lind."""
    report = dataclasses.replace(
        casebook.reports[6], text=casebook.reports[6].text.replace("Tilde Roos", "a man: Wolf")
    )
    place = report.text.index("Wolf")
    mention = Mention(
        span=Span(start=place, end=place + 4),
        name="Pavo Lind",
        kind=EntityKind.PERSON,
        form=MentionForm.SHORT,
        role=None,
    )
    found = dataclasses.replace(casebook.findings[6], statements=(), figures=(), mentions=(mention,))
    book = dataclasses.replace(
        casebook, reports=(*casebook.reports[:6], report), findings=(*casebook.findings[:6], found)
    )
    assert "Wolf" not in redact(book, ["Pavo Lind"]).book.reports[6].text


def test_names_of_others_stay(casebook: Casebook) -> None:
    left = redact(casebook, ["Ilsa Brandt"]).book
    assert {"Pavo Lind", "Tilde Roos"} <= {e.name for e in left.account.entities}


def test_an_unknown_name_takes_nothing(casebook: Casebook) -> None:
    left = redact(casebook, ["Jorun Vask"])
    assert not any(left.gone.values())
    assert left.book.findings == casebook.findings


@pytest.mark.parametrize(
    ("listed", "unseen"),
    [(["Ilsa Brandt"], 0), (["Jorun Vask", "Ilsa Brandt"], 1), (["the Larkspur"], 1), (["crossing"], 0)],
)
def test_names_that_stand_nowhere_are_counted(listed: list[str], unseen: int, casebook: Casebook) -> None:
    assert redact(casebook, listed).unseen == unseen


@pytest.mark.parametrize(
    "text",
    [
        "ILSA BRANDT said",
        "Ilsa\nBrandt said",
        "Ilsa-Brandt",
        "Ílsa Brändt",
        "Ilsa Brandt's word",
        "https://x.example/ilsa-brandt",
        "https://x.example/IlsaBrandt.html",
        "ilsa_brandt_speech",
        "Ilsa Bran\u00addt",
        "Ilsa\u200b Brandt",
        "\u2067Ilsa Brandt\u2069",
    ],
)
def test_a_name_is_found_however_it_is_written(text: str) -> None:
    assert Names(["Ilsa Brandt"]).are_in(text)


def test_an_encoded_address_that_holds_a_name_goes_whole() -> None:
    assert Names(["Ilsa Brandt"]).strike("https://x.example/?q=Ilsa%20Brandt") == WITHHELD


@pytest.mark.parametrize("text", ["Brandtner said", "Ilsabrandtia", "the will of Will", ""])
def test_a_longer_word_is_another_name(text: str) -> None:
    assert not Names(["Ilsa Brandt"], parts=["Brandt"]).are_in(text)


def test_a_part_of_a_name_that_is_a_word_too_counts_only_with_a_capital() -> None:
    names = Names(["Will Harrow"], parts=["Will"])
    assert [(s.start, s.end) for s in names.spans("Will said it will rain")] == [(0, 4)]
    assert names.are_in("story-of-will")


@given(before=st.text(), after=st.text(), name=st.sampled_from(["Ilsa Brandt", "Çelik", "山田太郎", "O'Neil-Smith"]))
def test_struck_text_holds_the_name_no_more(before: str, after: str, name: str) -> None:
    names = Names([name])
    struck = names.strike(f"{before} {name} {after}")
    assert not names.are_in(struck)


@settings(deadline=None)
@given(chosen=st.sets(st.integers(min_value=0, max_value=7), min_size=1))
def test_any_choice_of_names_leaves_none_of_them(chosen: set[int], casebook: Casebook) -> None:
    names = [casebook.account.entities[n].name for n in sorted(chosen)]
    left = redact(casebook, names)
    words = _all_words(left.book)
    assert not any(re.search(rf"\b{re.escape(name.casefold())}\b", words) for name in names)
    index = index_casebook(left.book)
    assert all(BLOCK not in c.of(index.report_of(s).text) for s in index.statements.values() for c in s.content)
