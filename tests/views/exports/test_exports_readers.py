"""Every format is read back by somebody else's reader, where there is one, and holds what the casebook holds."""

import io
import json
import re
import zipfile
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import feedparser
import jsonschema
import pytest

from onrecord.records.casebook import Casebook
from onrecord.records.finding import Manner
from onrecord.views.changes import list_changes
from onrecord.views.exports.feeds import BEGINNING
from onrecord.views.exports.order import count_records
from onrecord.views.figures import list_figures
from onrecord.views.index import index_casebook
from onrecord.views.timeline import make_timeline

Written = Callable[[str], Any]
WORDS = "There are no troops beyond those on the annual winter exercise"


def _object(required: tuple[str, ...], **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


STRING: dict[str, Any] = {"type": "string", "minLength": 1}
# CSL-JSON 1.0.2: names of fields and the shape of its dates, as the standard's schema has them.
CSL_DATE = _object(
    (),
    **{
        "date-parts": {
            "type": "array",
            "minItems": 1,
            "maxItems": 2,
            "items": {"type": "array", "minItems": 1, "maxItems": 3, "items": {"type": ["string", "number"]}},
        }
    },
)
CSL = {
    "type": "array",
    "items": _object(
        ("id", "type"),
        **{
            "id": STRING,
            "type": {"enum": ["article-newspaper"]},
            "author": {"type": "array", "items": _object((), literal=STRING)},
            "issued": CSL_DATE,
            "accessed": CSL_DATE,
            **dict.fromkeys(("title", "container-title", "URL", "archive", "archive_location", "language"), STRING),
        },
    ),
}
TIMELINE_DATE = _object(("year",), year={"type": "integer"}, month={"type": "integer"}, day={"type": "integer"})
TIMELINE_TEXT = _object(("headline",), headline=STRING, text=STRING)
TIMELINEJS = _object(
    ("events", "title"),
    title=_object(("text",), text=TIMELINE_TEXT),
    events={
        "type": "array",
        "items": _object(
            ("start_date", "text", "unique_id"),
            start_date=TIMELINE_DATE,
            end_date=TIMELINE_DATE,
            text=TIMELINE_TEXT,
            unique_id=STRING,
            group=STRING,
        ),
    },
    manifest={"type": "object"},
)
# TimeMap's own checks of events and sources: text everywhere, associations a list, a date where there is no position.
EVENT = ("id", "description", "date", "time_precision", "location", "category", "comments")
TIMEMAP = {  # what its validators take of the two files that it fetches
    "events.json": {
        "type": "array",
        "items": _object(
            ("id", "description", "date", "latitude", "longitude", "associations", "sources"),
            latitude={"const": ""},  # both must be there, for TimeMap reads them before it looks whether they are
            longitude={"const": ""},
            associations={"type": "array"},
            sources={"type": "array", "items": STRING},
            **dict.fromkeys(EVENT, STRING),
        ),
    },
    "sources.json": {
        "type": "object",
        "additionalProperties": _object(
            ("id", "paths"),
            paths={"type": "array"},
            **dict.fromkeys(("id", "title", "type", "author", "date", "url", "description"), STRING),
        ),
    },
}
JSONFEED = _object(
    ("version", "title", "items"),
    version={"const": "https://jsonfeed.org/version/1.1"},
    title=STRING,
    home_page_url=STRING,
    description=STRING,
    authors={"type": "array", "items": _object((), name=STRING)},
    items={
        "type": "array",
        "items": _object(
            ("id", "content_text"),
            tags={"type": "array", "items": STRING},
            date_published={"type": "string", "format": "date-time"},
            **dict.fromkeys(("id", "url", "external_url", "title", "content_text"), STRING),
        ),
    },
    _manifest={"type": "object"},
)
SELECTORS = {
    "type": "array",
    "prefixItems": [
        _object(("type", "exact"), type={"const": "TextQuoteSelector"}, exact=STRING, prefix={}, suffix={}),
        _object(
            ("type", "start", "end"),
            type={"const": "TextPositionSelector"},
            start={"type": "integer", "minimum": 0},
            end={"type": "integer", "minimum": 1},
        ),
    ],
    "minItems": 2,
    "maxItems": 2,
}
TARGET = _object(
    ("source", "selector", "type"),
    type={"const": "SpecificResource"},
    source={"type": "string", "format": "uri"},
    selector=SELECTORS,
    state=_object(("type",), type={"const": "TimeState"}, sourceDate=STRING, cached=STRING),
)
ANNOTATION = {
    "type": "object",
    "required": ["id", "type", "target", "body"],
    "properties": {
        "type": {"const": "Annotation"},
        "motivation": {"const": "describing"},
        "target": {"anyOf": [TARGET, {"type": "array", "items": TARGET}]},
    },
}


def _check(schema: Any, document: Any) -> None:
    jsonschema.Draft202012Validator(schema).validate(document)


@pytest.mark.parametrize(("to", "schema"), [("csl", CSL), ("timelinejs", TIMELINEJS), ("jsonfeed", JSONFEED)])
def test_json_keeps_to_its_standard(to: str, schema: Any, written: Written) -> None:
    _check(schema, json.loads(written(to)))


def test_annotations_keep_to_the_standard_and_point_at_the_words(written: Written, casebook: Casebook) -> None:
    page = json.loads(written("annotations"))
    assert page["type"] == "AnnotationPage"
    assert len(page["items"]) == page["partOf"]["total"] == count_records(casebook)["statement"]
    texts = {r.address: r.text for r in casebook.reports}
    for annotation in page["items"]:
        _check(ANNOTATION, annotation)
        quote, position = annotation["target"]["selector"]
        text = texts[annotation["target"]["source"]]
        assert text[position["start"] : position["end"]] == quote["exact"]
        assert text[: position["start"]].endswith(quote["prefix"])
        assert text[position["end"] :].startswith(quote["suffix"])


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_annotations_are_read_as_linked_data_by_rdflib(written: Written, casebook: Casebook) -> None:
    rdflib = pytest.importorskip("rdflib", reason="rdflib is not installed (it comes with the extra ci)")
    page = json.loads(written("annotations"))
    oa = "http://www.w3.org/ns/oa#"
    names = {"target": "hasTarget", "body": "hasBody", "source": "hasSource", "selector": "hasSelector"}
    context = {"id": "@id", "type": "@type", "@vocab": oa, "items": f"{oa}items", "canonical": None}
    context |= {name: {"@id": oa + term, "@type": "@id"} for name, term in names.items()}
    page["@context"] = [context, *page["@context"][1:]]  # the standard's own lies on the net
    graph = rdflib.Graph().parse(data=json.dumps(page), format="json-ld")
    exact = {str(o) for o in graph.objects(predicate=rdflib.URIRef(oa + "exact"))}
    index = index_casebook(casebook)
    assert exact == {c.of(index.report_of(s).text) for s in index.statements.values() for c in s.content}
    speakers = {str(o) for o in graph.objects(predicate=rdflib.URIRef("urn:onrecord:terms:speaker"))}
    assert "Ilsa Brandt" in speakers


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_schemaorg_is_read_as_linked_data_by_rdflib(written: Written, casebook: Casebook) -> None:
    rdflib = pytest.importorskip("rdflib", reason="rdflib is not installed (it comes with the extra ci)")
    graph = rdflib.Graph().parse(data=written("schemaorg").decode(), format="json-ld")
    schema = rdflib.Namespace("https://schema.org/")
    claims = set(graph.subjects(rdflib.RDF.type, schema.Claim))
    assert len(claims) == count_records(casebook)["claim"]
    assert len(set(graph.subjects(rdflib.RDF.type, schema.NewsArticle))) == len(casebook.reports)
    quoted = {s.id for f in casebook.findings for s in f.statements if s.manner is Manner.DIRECT}
    quotations = set(graph.subjects(rdflib.RDF.type, schema.Quotation))
    assert {str(q).rpartition("/")[2] for q in quotations} == quoted
    for claim in claims:
        for appearance in graph.objects(claim, schema.appearance):
            assert (appearance, rdflib.RDF.type, None) in graph
    assert not set(graph.subjects(rdflib.RDF.type, schema.ClaimReview))


def test_bibtex_is_read_by_bibtexparser(written: Written, casebook: Casebook) -> None:
    bibtexparser = pytest.importorskip("bibtexparser")
    library = bibtexparser.parse_string(written("bibtex").decode())
    assert not library.failed_blocks
    assert [e.key for e in library.entries] == [r.id for r in casebook.reports]
    first = library.entries[0].fields_dict
    assert first["organization"].value.strip("{}") == "Coastline Wire"
    assert first["date"].value == "2031-03-02"
    assert first["url"].value == "https://coastline.example/r1"
    assert [c.comment.startswith("manifest {") for c in library.comments] == [True]


def test_ris_is_read_by_rispy(written: Written, casebook: Casebook) -> None:
    rispy = pytest.importorskip("rispy")
    entries = rispy.loads(written("ris").decode())
    assert [e["id"] for e in entries] == [r.id for r in casebook.reports]
    assert {e["type_of_reference"] for e in entries} == {"NEWS"}
    assert entries[0]["secondary_title"] == "Coastline Wire"
    assert entries[0]["urls"] == ["https://coastline.example/r1"]
    assert entries[0]["date"] == "2031/03/02"


def test_csl_is_read_and_set_by_citeproc(written: Written, casebook: Casebook) -> None:
    citeproc = pytest.importorskip("citeproc", reason="citeproc-py is not installed (extra ci)")
    source = pytest.importorskip("citeproc.source.json", reason="citeproc-py is not installed (extra ci)")
    references = source.CiteProcJSON(json.loads(written("csl")))
    assert list(references) == [r.id.lower() for r in casebook.reports]
    style = citeproc.CitationStylesStyle("harvard-cite-them-right", validate=False)
    made = citeproc.CitationStylesBibliography(style, references, citeproc.formatter.plain)
    for report in casebook.reports:
        made.register(citeproc.Citation([citeproc.CitationItem(report.id)]))
    entries = ["".join(entry) for entry in made.bibliography()]
    assert len(entries) == len(casebook.reports)
    assert any("Coastline Wire" in entry and "2031" in entry for entry in entries)


def test_atom_is_read_by_feedparser(written: Written, casebook: Casebook) -> None:
    feed = feedparser.parse(written("atom"))
    assert not feed.bozo
    expected = [c.line.words for c in list_changes(casebook, since=BEGINNING).changes]
    assert sorted(e.title.partition(": ")[2] for e in feed.entries) == sorted(" ".join(w.split()) for w in expected)
    moments = [e.updated for e in feed.entries]
    assert moments == sorted(moments, reverse=True)
    assert len({e.id for e in feed.entries}) == len(feed.entries)
    assert json.loads(written("jsonfeed"))["items"][0]["id"] == feed.entries[0].id


def test_json_feed_is_read_by_jsonfeed_util(written: Written, casebook: Casebook) -> None:
    jsonfeed = pytest.importorskip("jsonfeed", reason="jsonfeed-util is not installed")
    feed, atom = jsonfeed.Feed.parse_string(written("jsonfeed").decode()), feedparser.parse(written("atom"))
    assert feed.version == "https://jsonfeed.org/version/1.1"
    assert [(i.id, i.url, i.title) for i in feed.items] == [(e.id, e.link, e.title) for e in atom.entries]
    assert [i.date_published for i in feed.items] == [e.updated for e in atom.entries]
    assert [i.external_url for i in feed.items] == [
        next((link.href for link in e.links if link.rel == "via"), None) for e in atom.entries
    ]


def test_timelines_have_an_entry_for_each_of_the_chronology(written: Written, casebook: Casebook) -> None:
    entries = make_timeline(casebook).entries
    assert len(json.loads(written("timelinejs"))["events"]) == len(entries)


def test_timemap_finds_each_event_with_its_sources_by_their_ids(written: Written, casebook: Casebook) -> None:
    files = {name: json.loads(text) for name, text in written("timemap").items() if name in TIMEMAP}
    for name, schema in TIMEMAP.items():
        _check(schema, files[name])
    events, sources = files["events.json"], files["sources.json"]
    assert [e["description"] for e in events] == [e.line.words for e in make_timeline(casebook).entries]
    assert {s for e in events for s in e["sources"]} <= set(sources)
    assert all(id == source["id"] for id, source in sources.items())


def test_ftm_is_read_by_followthemoney(written: Written, casebook: Casebook) -> None:
    ftm = pytest.importorskip("followthemoney", reason="followthemoney is not installed (extra ci)")
    entities = {}
    for line in written("ftm").decode().splitlines():
        told = json.loads(line)
        entity = ftm.model.get_proxy(told, cleaned=False)
        ftm.model.get(entity.schema.name).validate(told)
        kept = entity.to_dict()["properties"]
        assert {n: len(v) for n, v in kept.items()} == {n: len(v) for n, v in told["properties"].items()}, told
        assert told["id"] not in entities
        entities[told["id"]] = entity
    for entity in entities.values():
        for prop, value in entity.itervalues():
            if prop.type.name == "entity":
                assert value in entities, (entity.id, prop.name)
                assert entities[value].schema.is_a(prop.range.name), (entity.schema.name, prop.name)
    notes = [e for e in entities.values() if e.schema.name == "Note"]
    assert len(notes) == count_records(casebook)["statement"]
    assert any(WORDS in n.first("summary") for n in notes)


def test_prov_is_read_by_prov(written: Written, casebook: Casebook) -> None:
    model = pytest.importorskip("prov.model")
    claims = casebook.account.claims
    document = model.ProvDocument.deserialize(content=written("prov").decode(), format="json")
    entities = {str(e.identifier) for e in document.get_records(model.ProvEntity)}
    for report in (*casebook.earlier, *casebook.reports):
        assert f"onrecord:{report.id}" in entities
    used = {str(r.args[1]) for r in document.get_records(model.ProvDerivation)}
    made = {str(r.args[0]) for r in document.get_records(model.ProvDerivation)}
    assert used | made <= entities
    agents = {str(a.identifier) for a in document.get_records(model.ProvAgent)}
    assert {str(r.args[1]) for r in document.get_records(model.ProvAttribution)} <= agents
    generated = {str(r.args[0]) for r in document.get_records(model.ProvGeneration)}
    assert generated == {f"onrecord:{x.id}" for x in (*index_casebook(casebook).statements.values(), *claims)}
    assert document.get_provn()


def test_markdown_is_read_by_python_markdown_with_a_footnote_for_each_citation(
    written: Written, casebook: Casebook
) -> None:
    markdown = pytest.importorskip("markdown", reason="markdown is not installed (extra docs)")
    text = written("md").decode()
    page = ElementTree.fromstring(f"<page>{markdown.markdown(text, extensions=['footnotes', 'tables'])}</page>")
    notes = [li.get("id") for li in page.iter("li") if (li.get("id") or "").startswith("fn:")]
    assert {f"fn:{label}" for label in re.findall(r"^\[\^([^\]]+)\]:", text, re.MULTILINE)} == set(notes)
    assert {a.get("href", "").lstrip("#") for a in page.iter("a") if a.get("class") == "footnote-ref"} == set(notes)
    assert "[^" not in "".join(page.itertext())
    assert len(list(page.iter("table"))) == len(list_figures(casebook))


def test_wiki_gives_a_balanced_template_a_statement(written: Written, casebook: Casebook) -> None:
    *lines, manifest = written("wiki").decode().splitlines()
    assert manifest.startswith("<!-- manifest {")
    assert len(lines) == count_records(casebook)["statement"]
    for line in lines:
        inside = line.partition("{{cite news")[2].removesuffix("}}</ref>")
        assert inside != line
        assert not set(inside.replace("{{!}}", "")) & set("{}[]<>")


def test_wiki_is_read_by_mwparserfromhell_as_one_citation_a_statement(written: Written, casebook: Casebook) -> None:
    wiki = pytest.importorskip("mwparserfromhell", reason="mwparserfromhell is not installed (extra ci)")
    page = wiki.parse(written("wiki").decode())
    notes = [tag for tag in page.filter_tags() if tag.tag == "ref"]
    templates = [t for t in page.filter_templates(recursive=True) if t.name.matches("cite news")]
    assert len(notes) == len(templates) == count_records(casebook)["statement"]
    assert [str(t.get("title").value).strip() for t in templates]
    addresses = {str(t.get("url").value).strip() for t in templates if t.has("url")}
    assert addresses == {r.address for r in casebook.reports if r.address}
    reports = {report.id: report for report in casebook.reports}
    words = [reports[s.evidence.report].outlet for f in casebook.findings for s in f.statements]
    assert sorted(str(t.get("work").value).strip() for t in templates if t.has("work")) == sorted(w for w in words if w)


def test_jsonl_ends_with_the_counts_of_its_lines(written: Written, casebook: Casebook) -> None:
    lines = [json.loads(line) for line in written("jsonl").decode().splitlines()]
    told = lines[-1]["counts"]
    assert {kind: sum(line["type"] == kind for line in lines) for kind in told} == told
    assert told["statement"] == lines[-1]["store"]["statement"] == count_records(casebook)["statement"]


def test_wacz_without_captures_is_a_sound_archive(written: Written) -> None:
    with zipfile.ZipFile(io.BytesIO(written("wacz"))) as archive:
        assert archive.testzip() is None
        assert json.loads(archive.read("datapackage.json"))["wacz_version"] == "1.1.1"
