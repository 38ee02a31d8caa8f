"""Tables and objects of any make become captures: by usual names, by names that are said, by their own standard."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from onrecord import settings
from onrecord.records.capture import Capture
from onrecord.records.note import Note
from onrecord.sources import ReadOptions, read_inputs
from onrecord.sources.rows import FIELDS

WORDS = "The council met on Monday."


def find(tmp_path: Path, name: str, content: str | bytes, **fields: str) -> list[Capture | Note]:
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    options = ReadOptions(fields=fields)
    return list(read_inputs([str(tmp_path / name)], stdin=io.BytesIO(), sources={}, options=options))


def only(found: list[Capture | Note]) -> Capture:
    (capture,) = found
    assert isinstance(capture, Capture)
    return capture


@pytest.mark.parametrize(
    "table",
    [
        "ID,Published At,Source,Text\n1,2031-03-02,Coastline,{}\n",
        "id;published_at;source;text\n1;2031-03-02;Coastline;{}\n",
        "id\tdate\toutlet\tbody\n1\t2031-03-02\tCoastline\t{}\n",
        '\ufeff"id","publish_date","publisher","content"\r\n"1","2031-03-02","Coastline","{}"\r\n',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_table_is_read_by_the_usual_names(tmp_path: Path, table: str, encoding: str) -> None:
    marked = table if encoding == "utf-8" else table.lstrip("\ufeff")  # this encoding writes its own mark
    capture = only(find(tmp_path, "a.csv", marked.format(WORDS).encode(encoding)))
    assert (capture.doc, capture.published, capture.outlet) == ("a.csv#1", "2031-03-02", "Coastline")
    assert (capture.content, capture.encoding) == (WORDS.encode(), "utf-8")


def test_table_keeps_lines_and_quotation_marks_inside_a_field(tmp_path: Path) -> None:
    capture = only(find(tmp_path, "a.csv", 'id,text\n1,"One.\n\n""Two,"" he said."\n'))
    assert capture.content.decode() == 'One.\n\n"Two," he said.'


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", f"key,story,day,paper,who\n7,{WORDS},2031-03-02,Coastline,Mira Solheim\n"),
        (
            "a.jsonl",
            json.dumps({"key": 7, "story": WORDS, "day": "2031-03-02", "paper": "Coastline", "who": "Mira Solheim"}),
        ),
    ],
)
def test_any_names_can_be_said(tmp_path: Path, name: str, content: str) -> None:
    said = {"id": "key", "text": "story", "published": "day", "outlet": "paper", "byline": "who"}
    capture = only(find(tmp_path, name, content, **said))
    assert (capture.doc, capture.published, capture.outlet, capture.byline) == (
        "a.csv#7" if name == "a.csv" else "7",
        "2031-03-02",
        "Coastline",
        "Mira Solheim",
    )


def test_a_name_can_lead_inside_an_object(tmp_path: Path) -> None:
    row = {"id": "r1", "story": {"words": WORDS}, "source": {"name": "Coastline"}}
    capture = only(find(tmp_path, "a.json", json.dumps(row), text="story.words"))
    assert (capture.content, capture.outlet) == (WORDS.encode(), "Coastline")


@pytest.mark.parametrize(("name", "content"), [("a.csv", "id,story\n1,x\n"), ("a.jsonl", '{"id": 1, "story": "x"}')])
def test_a_name_that_is_not_there_is_said_with_those_that_are(tmp_path: Path, name: str, content: str) -> None:
    (note,) = find(tmp_path, name, content, text="tale")
    assert isinstance(note, Note)
    assert '"tale"' in note.message
    assert "story" in note.message


@pytest.mark.parametrize(
    "wrap",
    [
        lambda row: row,
        lambda row: [row],
        lambda row: {"status": "ok", "totalResults": 1, "articles": [row]},
        lambda row: {"response": {"docs": [row]}},
    ],
)
def test_json_holds_one_object_or_a_list_of_them(tmp_path: Path, wrap: Any) -> None:
    row = {"title": "Talvi", "content": WORDS, "publishedAt": "2031-03-02", "source": {"id": None, "name": "Coastline"}}
    capture = only(find(tmp_path, "a.json", json.dumps(wrap(row))))
    assert (capture.title, capture.published, capture.outlet) == ("Talvi", "2031-03-02", "Coastline")


def test_numbers_of_seconds_are_times(tmp_path: Path) -> None:
    for value in (1930000000, 1930000000000):
        capture = only(find(tmp_path, "a.json", json.dumps({"id": 1, "text": WORDS, "date": value})))
        assert capture.published == "2031-02-27T23:06:40+00:00"


@pytest.mark.parametrize(
    ("row", "media_type"),
    [
        ({"uri": "https://a.example/1", "pubStatus": "usable", "bodies": []}, "application/vnd.iptc.ninjs+json"),
        ({"uri": "https://a.example/1", "versioncreated": "x", "body_text": "x"}, "application/vnd.iptc.ninjs+json"),
        (
            {"@context": "https://schema.org", "@type": "ClaimReview", "url": "https://a.example/1"},
            "application/ld+json",
        ),
        ({"@type": ["NewsArticle"], "url": "https://a.example/1", "articleBody": "x"}, "application/ld+json"),
    ],
)
@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_items_of_a_standard_are_kept_whole(tmp_path: Path, name: str, row: dict[str, Any], media_type: str) -> None:
    capture = only(find(tmp_path, name, json.dumps(row)))
    assert (capture.media_type, capture.address) == (media_type, "https://a.example/1")
    assert json.loads(capture.content) == row


def test_list_of_claim_reviews_gives_each(tmp_path: Path) -> None:
    reviews = [{"@type": "ClaimReview", "url": f"https://a.example/{n}", "claimReviewed": "x"} for n in range(3)]
    feed = {"@type": "DataFeed", "dataFeedElement": [{"@type": "DataFeedItem", "item": r} for r in reviews]}
    assert len(find(tmp_path, "a.json", json.dumps(feed))) == 3


def test_settings_know_the_fields_of_rows() -> None:
    assert set(settings.ROW_FIELDS) == set(FIELDS)
