"""What is taken away from a brief: for Markdown, a word processor, a wiki; all of it or one line."""

import re
from html.parser import HTMLParser

import pytest
from fastapi.testclient import TestClient


class _Shape(HTMLParser):
    """Counts elements and keeps what stands open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.counts: dict[str, int] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.counts[tag] = self.counts.get(tag, 0) + 1
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def _lines(pages: TestClient, story: str) -> list[dict[str, object]]:
    brief = pages.get(f"{story}.json").json()["brief"]
    return [line for part in brief["parts"] for line in part["lines"]]


def test_word_processor_gets_headings_lists_and_a_numbered_note_for_each_citation(
    pages: TestClient, story: str
) -> None:
    answer = pages.get(f"{story}/take.html")
    assert answer.headers["content-type"].startswith("text/html")
    shape = _Shape()
    shape.feed(answer.text)
    assert shape.open == []
    cites = {c["label"] for line in _lines(pages, story) for c in line["cites"]}  # type: ignore[attr-defined]
    assert shape.counts["h2"] == 5
    assert shape.counts["ol"] == 1
    assert shape.counts["li"] == len(_lines(pages, story)) + len(cites)
    assert "style" not in shape.counts


def test_wiki_gets_each_citation_in_full_once_and_by_its_name_then(pages: TestClient, story: str) -> None:
    text = pages.get(f"{story}/take.wiki").text
    cites = {c["label"] for line in _lines(pages, story) for c in line["cites"]}  # type: ignore[attr-defined]
    for label in cites:
        assert text.count(f'<ref name="{label}">{{{{cite news') == 1
    assert text.count("{{") == text.count("}}") == len(cites)
    assert text.endswith("<references />\n")


@pytest.mark.parametrize("ending", ["md", "html", "wiki"])
def test_one_line_is_taken_with_its_citations_alone(pages: TestClient, story: str, ending: str) -> None:
    first = _lines(pages, story)[0]
    text = pages.get(f"{story}/take.{ending}?line=1").text
    words = next(p["text"] for p in first["pieces"] if p["kind"] == "quoted")  # type: ignore[attr-defined]
    assert " ".join(words.split()[:3]) in text.replace("&#x27;", "'").replace("\\", "")
    assert len(text) < len(pages.get(f"{story}/take.{ending}").text)


def test_a_line_that_is_not_there_is_told(pages: TestClient, story: str) -> None:
    answer = pages.get(f"{story}/take.md?line=9999")
    assert answer.status_code == 404
    assert "has no line" in answer.text


def test_days_are_written_as_people_write_them(pages: TestClient, story: str) -> None:
    sources = re.findall(r'class="source"[^>]*>.*?</a>, ([^<]*)</span>', pages.get(story).text)
    assert sources
    assert [s for s in sources if not re.fullmatch(r"\d{1,2} Mar 2031|-", s)] == []
