"""The verbs check and ask at the command line: what they print, and their exit codes."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

LINE = json.dumps(
    {
        "id": "r1",
        "outlet": "Talvi Monitor",
        "published": "2031-03-03",
        "text": "Minister Ilsa Brandt said that 8,000 troops have massed near the Talvi crossing.",
    }
).encode()
Cli = Callable[..., Any]


def test_check_and_ask_end_with_their_exit_codes(onrecord: Cli, tmp_path: Path) -> None:
    assert onrecord("add", "-", stdin=LINE).code == 0
    (tmp_path / "draft.md").write_text("Brandt said that 8,000 troops have massed near the Talvi crossing.\n", "utf-8")
    right = onrecord("check", "draft.md")
    assert (right.code, right.out.splitlines()[-1]) == (0, "1 ok")
    wrong = onrecord(
        "check", "-", "--plain", stdin=b"Brandt said that 9,500 troops have massed near the Talvi crossing."
    )
    assert wrong.code == 4
    assert wrong.out.split("\t")[1] == "wrong number"
    assert json.loads(onrecord("check", "draft.md", "--json").out)["verdict"] == "ok"
    assert onrecord("check", "missing.md").code == 2
    asked = onrecord("ask", "How many troops are near the Talvi crossing?")
    assert (asked.code, "8,000" in asked.out) == (0, True)
    none = onrecord("ask", "Who owns the ferry in Lumen?")
    assert none.code == 5
    assert none.out.startswith("The only report does not say.")


def test_nothing_asked_or_sought_is_told(onrecord: Cli, tmp_path: Path) -> None:
    assert onrecord("add", "-", stdin=LINE).code == 0
    for verb, told in (("ask", "The question is empty."), ("search", "The query is empty.")):
        done = onrecord(verb, " ")
        assert (done.code, done.out) == (2, "")
        assert told in done.err
    assert "Name a text file" in onrecord("check", str(tmp_path)).err


@pytest.mark.parametrize("words", ['"', "?", "..."])
def test_a_query_without_a_word_is_refused(onrecord: Cli, words: str) -> None:
    assert onrecord("add", "-", stdin=LINE).code == 0
    assert (onrecord("search", words).code, onrecord("ask", words).code) == (2, 2)


@pytest.mark.parametrize("words", [("brief", "--as-of", ""), ("diff", "--since", " "), ("who", "")])
def test_an_empty_time_or_name_is_refused_and_never_passed_over(onrecord: Cli, words: tuple[str, ...]) -> None:
    assert onrecord("add", "-", stdin=LINE).code == 0
    done = onrecord(*words)
    assert (done.code, "is empty" in done.err) == (2, True)


@pytest.mark.parametrize("verb", ["stories", "brief", "figures", "claims", "timeline"])
def test_a_moment_before_all_reports_is_named_where_there_is_nothing(onrecord: Cli, verb: str) -> None:
    assert onrecord("add", "-", stdin=LINE).code == 0
    done = onrecord(verb, "--as-of", "1999-01-01")
    assert done.code == 5
    assert "No report was known by 1999-01-01" in done.err


def test_a_number_that_nobody_counts_is_told_by_its_name(onrecord: Cli) -> None:
    assert onrecord("add", "-", stdin=LINE).code == 0
    assert "'unicorns' is counted" in onrecord("figures", "--about", "unicorns").err


@pytest.mark.parametrize("words", [["brief"], ["figures"], ["claims"], ["timeline"], ["stories"], ["ask", "Why?"]])
def test_a_case_without_reports_says_what_is_next(onrecord: Cli, words: list[str]) -> None:
    assert onrecord("init", ".").code == 0
    done = onrecord(*words)
    assert done.code == 5
    assert "Next: onrecord add" in done.err
