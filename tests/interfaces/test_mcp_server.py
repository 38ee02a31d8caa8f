"""The tools as an agent's own client sees them, over standard input and output."""

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import anyio
import pytest

import onrecord
from onrecord.records.report import Report

pytest.importorskip("mcp")

from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters
from mcp.shared.exceptions import MCPError
from mcp_types import INVALID_PARAMS

from onrecord.interfaces.mcp.books import Books

TOOLS = [
    "list_stories",
    "get_brief",
    "get_figure",
    "get_claim",
    "who_said",
    "changes_since",
    "search",
    "verify_quote",
    "check_draft",
    "cite",
]
COMMAND = "from onrecord.interfaces.cli.main import run; run()"
Call = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def texts(example_case: Path) -> str:
    """All that the reports say, earlier versions and titles too."""
    with onrecord.open(example_case) as case:
        book = case.casebook()
    reports: tuple[Report, ...] = (*book.reports, *book.earlier)
    return "\n".join(" ".join(f"{r.title or ''} {r.text}".split()) for r in reports)


def _parameters(folder: Path) -> StdioServerParameters:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("ONRECORD_")}
    return StdioServerParameters(
        command=sys.executable, args=["-c", COMMAND, "mcp", "--case", str(folder)], env=environment
    )


def _talk(folder: Path, work: Callable[[Client], Any]) -> Any:
    async def talk() -> Any:
        async with Client(_parameters(folder)) as client:
            return await work(client)

    return anyio.run(talk)


WRONG: dict[str, tuple[str, dict[str, Any]]] = {  # each with the argument that is to blame
    "asof": ("list_stories", {"asof": "2031-03-02"}),
    "story": ("get_brief", {}),
    "name": ("get_figure", {"story": "talvi", "name": 5}),
    "limit": ("search", {"q": "missiles", "limit": 0}),
    "q": ("search", {"q": " "}),
    "text": ("verify_quote", {"text": ""}),
    "speaker": ("who_said", {}),
    "unicorns": ("get_figure", {"story": "talvi", "name": "unicorns"}),
    "get_breif": ("get_breif", {"story": "talvi"}),
}
MISSING = ("onrecord://report/nothing", "onrecord://statement/s1", "onrecord://story/nowhere/brief")


async def _fail(reading: Any) -> MCPError:
    with pytest.raises(MCPError) as caught:
        await reading
    return caught.value


@pytest.fixture(scope="module")
def answers(example_case: Path) -> Mapping[str, Any]:
    """One conversation in which every tool is called."""
    calls: dict[str, dict[str, Any]] = {
        "list_stories": {},
        "get_brief": {"story": "talvi", "since": "2031-03-04"},
        "get_figure": {"story": "talvi", "name": "soldiers"},
        "who_said": {"speaker": "Brandt"},
        "changes_since": {"story": "talvi", "time": "2031-03-04T06:00Z"},
        "search": {"q": "missiles depot"},
        "verify_quote": {"text": "We count twelve thousand, and we count them by satellite", "speaker": "Brandt"},
        "check_draft": {"text": "Ilsa Brandt said that 90,000 soldiers had come. It rained."},
    }

    async def work(client: Client) -> dict[str, Any]:
        got: dict[str, Any] = {"tools": await client.list_tools()}
        for name, arguments in calls.items():
            got[name] = await client.call_tool(name, arguments)
        first = got["who_said"].structured_content["voices"][0]["sayings"][0]["line"]["cites"][0]["id"]
        got["get_claim"] = await client.call_tool("get_claim", {"id": first})
        got["cite"] = await client.call_tool("cite", {"id": first, "style": "bibtex"})
        got["unknown"] = await client.call_tool("get_brief", {"story": "no such story"})
        got["bad_time"] = await client.call_tool("get_brief", {"story": "talvi", "since": "soon"})
        for name, (tool, arguments) in WRONG.items():
            got[name] = await client.call_tool(tool, arguments)
        got["resources"] = await client.list_resources()
        got["report"] = await client.read_resource("onrecord://report/r1@talvi")
        for address in MISSING:
            got[address] = await _fail(client.read_resource(address))
        got["by_subject"] = await client.call_tool("who_said", {"about": "missiles", "limit": 10})
        got["earlier"] = await client.call_tool("list_stories", {"as_of": "2031-03-02"})
        for style in ("wiki", "annotation", "csl", "ris"):
            got[f"cite {style}"] = await client.call_tool("cite", {"id": first, "style": style})
        got["resource"] = await client.read_resource(f"onrecord://statement/{first}")
        got["brief"] = await client.read_resource("onrecord://story/talvi/brief")
        return got

    found: Mapping[str, Any] = _talk(example_case, work)
    return found


def test_tools_come_in_their_order_are_read_only_and_say_what_they_give(answers: Mapping[str, Any]) -> None:
    tools = answers["tools"].tools
    assert [t.name for t in tools] == TOOLS
    assert all(t.output_schema and t.description and t.annotations.read_only_hint for t in tools)


@pytest.mark.parametrize("tool", TOOLS)
def test_every_tool_answers_with_structure_and_the_same_as_text(answers: Mapping[str, Any], tool: str) -> None:
    result = answers[tool]
    assert not result.is_error
    assert json.loads(result.content[0].text) == result.structured_content


def test_words_of_reports_stand_only_in_fields_marked_as_untrusted(answers: Mapping[str, Any], texts: str) -> None:
    for cite in _cites(answers["get_brief"].structured_content):
        assert all(part in texts for part in cite["untrusted_text"].split(" … "))


OWN = {  # our own fields: ids, counts, moments, words of fixed lists, what the agent itself sent
    *("id", "label", "uri", "slug", "report", "statements", "cites", "a", "b", "given", "text", "style"),
    *("first", "last", "published", "as_of", "since", "said", "at", "low", "high"),
    *("kind", "relation", "stance", "value", "certainty", "manner", "match", "verdict"),
}


@pytest.mark.parametrize("tool", TOOLS)
def test_text_that_is_not_our_own_stands_in_fields_marked_as_untrusted(answers: Mapping[str, Any], tool: str) -> None:
    named = set(_named_texts(answers[tool].structured_content, ""))
    assert {name for name in named if not name.startswith("untrusted_")} <= OWN


def _named_texts(given: Any, name: str) -> Iterator[str]:
    if isinstance(given, str):
        yield name
    elif isinstance(given, dict):
        for key, value in given.items():
            yield from _named_texts(value, key)
    elif isinstance(given, list):
        for value in given:
            yield from _named_texts(value, name)


def _cites(given: Any) -> list[dict[str, Any]]:
    if isinstance(given, dict):
        own = [given] if {"uri", "untrusted_text"} <= set(given) else []
        return own + [c for v in given.values() for c in _cites(v)]
    return [c for v in given for c in _cites(v)] if isinstance(given, list) else []


def test_what_is_cited_is_linked(answers: Mapping[str, Any]) -> None:
    links = [c.uri for c in answers["get_brief"].content[1:]]
    assert links
    assert all(str(uri).startswith("onrecord://") for uri in links)
    assert len(links) == len(set(links))


def test_a_quotation_is_found_word_for_word_with_its_speaker(answers: Mapping[str, Any]) -> None:
    found = answers["verify_quote"].structured_content
    assert (found["match"], found["by_speaker"]) == ("exact", True)


def test_a_draft_with_a_wrong_number_does_not_hold(answers: Mapping[str, Any]) -> None:
    assert answers["check_draft"].structured_content["holds"] is False


def test_errors_name_the_thing_and_the_cure(answers: Mapping[str, Any]) -> None:
    for name in ("unknown", "bad_time"):
        assert answers[name].is_error
        assert {"kind", "message", "where", "help"} == set(json.loads(answers[name].content[0].text))


@pytest.mark.parametrize("wrong", WRONG)
def test_a_refusal_names_what_is_wrong_and_the_cure(answers: Mapping[str, Any], wrong: str) -> None:
    assert answers[wrong].is_error
    told = json.loads(answers[wrong].content[0].text)
    assert told["where"] == wrong
    assert told["help"]
    assert "pydantic" not in told["message"]


def test_an_argument_that_is_mistyped_is_refused_with_the_nearest(answers: Mapping[str, Any]) -> None:
    assert "Did you mean 'as_of'?" in json.loads(answers["asof"].content[0].text)["help"]
    assert all(tool.input_schema["additionalProperties"] is False for tool in answers["tools"].tools)


def test_a_number_that_nobody_counts_is_told_with_what_is_counted(answers: Mapping[str, Any]) -> None:
    assert "Veranian force" in json.loads(answers["unicorns"].content[0].text)["help"]


def test_every_tool_has_a_title_and_says_what_each_argument_is(answers: Mapping[str, Any]) -> None:
    for tool in answers["tools"].tools:
        assert tool.title
        assert all(each.get("description") for each in tool.input_schema["properties"].values()), tool.name


@pytest.mark.parametrize("address", MISSING)
def test_an_address_that_holds_nothing_is_told_with_the_cure(answers: Mapping[str, Any], address: str) -> None:
    error = answers[address].error
    assert error.code == INVALID_PARAMS
    assert len(error.message.split(". ")) > 1


def test_the_briefs_are_listed_and_a_report_answers_to_its_label(answers: Mapping[str, Any]) -> None:
    assert "onrecord://story/talvi-verania-ostria/brief" in {str(r.uri) for r in answers["resources"].resources}
    report = json.loads(answers["report"].contents[0].text)
    assert report["untrusted_text"]
    assert report["published"].startswith("2031-03-")


def test_who_spoke_about_something_is_found_without_a_name(answers: Mapping[str, Any]) -> None:
    voices = answers["by_subject"].structured_content
    assert len({voice["untrusted_name"] for voice in voices["voices"]}) > 1
    assert sum(len(voice["sayings"]) for voice in voices["voices"]) <= 10
    assert any(voice["earlier"] for voice in voices["voices"])


def test_stories_are_listed_as_they_stood(answers: Mapping[str, Any]) -> None:
    now, then = (answers[k].structured_content["stories"] for k in ("list_stories", "earlier"))
    assert sum(row["reports"] for row in then) < sum(row["reports"] for row in now)


def test_what_an_amount_rests_on_can_be_cited(answers: Mapping[str, Any]) -> None:
    amounts = [a for f in answers["get_figure"].structured_content["figures"] for a in f["amounts"]]
    assert amounts
    assert all(cite["uri"].startswith("onrecord://") for a in amounts for cite in a["cites"])


def test_one_statement_is_cited_and_no_other_of_its_report(answers: Mapping[str, Any]) -> None:
    cites = answers["who_said"].structured_content["voices"][0]["sayings"][0]["line"]["cites"]
    words = next(c["untrusted_text"] for c in cites).split(" … ")[0]
    note, annotation, csl, ris = (
        answers[f"cite {style}"].structured_content["untrusted_text"] for style in ("wiki", "annotation", "csl", "ris")
    )
    assert note.count("<ref") == 1
    assert words in note
    assert json.loads(annotation)["type"] == "Annotation"
    assert json.loads(annotation)["id"].endswith(cites[0]["id"])
    assert len(json.loads(csl)) == ris.count("TY  - ") == 1
    assert not any("manifest" in told for told in (note, csl, ris))


def test_resources_hold_statements_and_briefs(answers: Mapping[str, Any]) -> None:
    assert json.loads(answers["resource"].contents[0].text)["untrusted_text"]
    assert json.loads(answers["brief"].contents[0].text)["parts"]


def test_what_is_added_between_two_calls_is_in_the_second(example_case: Path, tmp_path: Path) -> None:
    home, page = Path(shutil.copytree(example_case, tmp_path / "case")), tmp_path / "new.txt"
    page.write_text("TALVI, March 9 (Coastline) - Ilsa Brandt said on Monday that otters had come.\n", encoding="utf-8")
    with onrecord.open(home) as case:
        books = Books(case)
        before = books.index()
        assert books.index() is before
        assert books.index(story="talvi") is books.index(story="talvi") is not before
        case.add([page])
        after = books.index()
    assert len(after.reports) == len(before.reports) + 1
