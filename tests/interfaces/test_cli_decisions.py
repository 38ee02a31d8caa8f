"""Verbs by which people decide, at the command line."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

LINES = b"".join(
    json.dumps({"id": id, "text": text, "outlet": outlet, "published": "2031-03-03"}).encode() + b"\n"
    for id, outlet, text in (
        ("r1", "Talvi Monitor", "Defence Minister Ilsa Brandt said that 8,000 troops have massed near the crossing."),
        ("r2", "Herald", "Three missiles struck the Harrow depot overnight, the air force said on Monday."),
    )
)
Cli = Callable[..., Any]


@pytest.fixture
def filled(onrecord: Cli) -> Cli:
    """The command line in a folder with a case of two reports."""
    assert onrecord("add", "-", stdin=LINES).code == 0
    return onrecord


@pytest.fixture
def statement(filled: Cli) -> str:
    """The label of a statement of one of the two stories."""
    story = json.loads(filled("stories", "--json").out.splitlines()[0])
    return f"s1@{story['slug']}"


def test_review_says_what_was_decided_and_lists_it(filled: Cli, statement: str) -> None:
    done = filled("review", statement, "--reject", "--because", "a headline", "--by", "Ana Kesh")
    assert (done.code, done.out) == (0, "")
    assert "rejected by hand by Ana Kesh" in done.err
    listed = filled("review", "--list").out
    assert "a headline" in listed
    assert "no longer counts" not in listed
    assert filled("undo", "--by", "Ana Kesh").code == 0
    assert "no longer counts" in filled("review").out
    rows = [json.loads(line) for line in filled("review", "--list", "--json").out.splitlines()]
    assert [(r["action"], r["counts"]) for r in rows] == [("reject", False), ("undo", True)]


def test_review_without_a_verdict_is_wrong_use(filled: Cli, statement: str) -> None:
    assert filled("review", statement).code == 2
    assert filled("review", statement, "--accept", "--reject").code == 2
    assert filled("review", statement, "--set", "speaker").code == 2
    assert filled("review", "s99", "--accept").code == 5


def test_review_of_a_number_that_two_stories_have_names_both(filled: Cli) -> None:
    done = filled("review", "s1", "--accept")
    assert done.code == 5
    assert "2 stories have a thing with the label 's1'. Name the story: s1@" in done.err


@pytest.mark.parametrize("label", ["s60", "f60", "r6 v1"])
def test_number_that_one_story_alone_has_needs_no_story(onrecord: Cli, example_case: Path, label: str) -> None:
    number, blank, version = label.partition(" ")
    told = f"{number}@talvi{blank}{version}"
    bare, full, other = (
        onrecord("show", each, "--json", "--case", str(example_case))
        for each in (label, told, told.replace("talvi", "kessel"))
    )
    assert (bare.code, full.code, other.code) == (0, 0, 5)
    assert json.loads(bare.out)["id"] == json.loads(full.out)["id"]


def test_edited_statement_is_shown_with_who_edited_it(filled: Cli, statement: str) -> None:
    assert filled("review", statement, "--set", "speaker=Orla Ness", "--by", "Ana Kesh").code == 0
    shown = filled("show", statement).out
    assert "Orla Ness" in shown
    assert "edited by hand by Ana Kesh" in shown


def test_grades_are_given_and_listed(filled: Cli) -> None:
    assert "F6" in filled("grade").err
    assert filled("grade", "Herald", "B2", "--by", "Ana Kesh").code == 0
    assert filled("grade").out == "B2  Herald  by Ana Kesh\n"
    assert filled("grade", "Herald", "Z9").code == 2


def test_a_grade_of_an_outlet_that_no_report_is_from_says_so(filled: Cli) -> None:
    done = filled("grade", "Coastline Wier", "B2")
    assert done.code == 0
    assert "No report of the case is from 'Coastline Wier' yet" in done.err
    assert "undo" in done.err


def test_stories_are_merged_and_set_apart(filled: Cli) -> None:
    slugs = [line.split("\t")[0] for line in filled("stories", "--plain").out.splitlines()]
    assert len(slugs) == 2
    merged = filled("merge", *(f"r1@{slug}" for slug in slugs), "--as", "story", "--by", "Ana")
    assert (merged.code, " with r" in merged.out + merged.err) == (0, True)
    assert len(filled("stories", "--plain").out.splitlines()) == 1
    assert filled("split", "r1", "--from", "r2", "--as", "story", "--by", "Ana").code == 0
    assert len(filled("stories", "--plain").out.splitlines()) == 2


@pytest.mark.parametrize("kind", ["statement", "outlet", "decision", "entity"])
def test_things_are_merged_only_as_what_they_can_be(filled: Cli, kind: str) -> None:
    """As an outlet it was taken for a grade without one, and no verb could read the case any more."""
    slugs = [line.split("\t")[0] for line in filled("stories", "--plain").out.splitlines()]
    before = filled("stories", "--plain").out
    refused = filled("merge", *(f"r1@{slug}" for slug in slugs), "--as", kind)
    assert (refused.code, refused.out) == (2, "")
    assert filled("stories", "--plain").out == before
