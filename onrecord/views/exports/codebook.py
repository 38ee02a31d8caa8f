"""The codebook of the tables: every column with its type and what it means."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column and what it means."""

    name: str
    type: str  # of the Table Schema: "string", "integer", "number"
    description: str


def _columns(*told: str) -> tuple[Column, ...]:
    """Columns from lines of "name:type what it means"; the type is string where none is given."""
    out = []
    for line in told:
        head, _, description = line.partition(" ")
        name, _, kind = head.partition(":")
        out.append(Column(name=name, type=kind or "string", description=description))
    return tuple(out)


REPORTS = _columns(
    "report id of the report",
    "label short label within this export",
    "doc id or file name under which the text came in",
    "outlet who published it; empty: not known",
    "headline headline as printed or given",
    "published day or interval of publication, ISO 8601",
    "basis where the date comes from: stated, metadata, inferred, unknown",
    "address URL; empty: not known",
    "language BCP 47",
    "page what versions of one page share: its address, else the doc",
    "version:integer 1 for the first version of the page that the case holds",
    "known when the case could first know it, RFC 3339",
    "fetched when it was fetched, RFC 3339; empty: whoever handed it in did not say",
    "grade Admiralty grade of the outlet, set by a person; empty: not graded",
    "text_sha256 hash of the whole stored text, which all offsets count in",
)
STATEMENTS = _columns(
    "statement id of the statement",
    "label short label within this export",
    "report id of the report it stands in",
    "speaker the speaker's fullest name over the case; empty: nobody is named",
    "as_named the speaker's name within the report",
    "kind what sort of speaker",
    "party the side the speaker belongs to; empty: not known",
    "chain sources it came through, origin first, joined by ' > '",
    "cue the words that attribute, verbatim",
    "words the content, verbatim; white space as single blanks, gaps as an ellipsis",
    "start:integer first character of the content, in Unicode code points of the stored text",
    "end:integer one past its last character",
    "manner direct, mixed, indirect, none",
    "stance what the speaker does with the content",
    "certainty how sure the speaker puts it",
    "said when it was said: day or interval",
    "origin id of the act of saying it goes back to",
    "claims ids of the claims it belongs to, joined by blanks",
    "read_by name and version of what read it",
    "reviewed_by who let it stand or mended it; empty: nobody",
    "local permalink in the reader's own case",
    "live address with a text fragment that finds the words; empty: no address",
    "archive the Internet Archive's copy nearest to the moment of ours; empty: no address",
)
FIGURES = _columns(
    "figure id of the figure",
    "report id of the report it stands in",
    "statement id of the statement it stands in; empty: the report's own words",
    "series id of the number's life; empty: none",
    "of what is counted, as the report puts it",
    "low:number lower bound; empty: open",
    "high:number upper bound; empty: open",
    "unit canonical unit; empty: a plain count",
    "approximator as printed: about, nearly",
    "change up, down, <, >, ~; empty: plain",
    "scope sent, planned, killed ...; empty: not told",
    "as_of the time the amount holds for",
    "words the amount, verbatim",
    "relation how it stands to the one before in its series",
    "read_by name and version of what read it",
)
CLAIMS = _columns(
    "claim id of the claim",
    "label short label within this export",
    "words its best statement, verbatim, with its cue where the two stand together",
    "standing agreed, one_party, disputed, silent",
    "reports:integer reports that hold it",
    "origins:integer acts of saying behind it",
    "parties:integer sides behind it",
    "bound exact, or 'at most' where a source is unknown and so perhaps not independent",
    "positions party=position, joined by '; '",
)
RELATIONS = _columns(
    "claim id of the claim",
    "a id of the statement that stands so",
    "relation same, refines, updates, qualifies, other_scope, other_time, denies, contradicts",
    "b id of the statement that it stands to",
    "because what a reader can check",
)
EVENTS = _columns(
    "event id of the event",
    "report id of the report",
    "statement id of the statement it stands in; empty: the report's own words",
    "words verbatim",
    "happened day or interval; empty: not dated",
    "place empty: not told",
    "actors names, joined by '; '",
    "status reported_as_fact, claimed, planned, denied",
    "read_by name and version of what read it",
)
ENTITIES = _columns(
    "entity id of the person, body, government or place",
    "label short label within this export",
    "name its fullest name over the case",
    "kind person, government, org, media, place, group, thing, event",
    "party the side it belongs to; empty: not known",
    "aliases every form seen, joined by '; '",
    "offices title (first to last day on which reports give it), joined by '; '",
    "because why the forms were joined",
)
STORIES = _columns(
    "story id of the story",
    "slug its name for the command line",
    "name its most telling words and names",
    "reports:integer reports in it",
    "claims:integer claims in it",
    "because why the reports were joined",
)
ORIGINS = _columns(
    "claim id of the claim",
    "origin id of the act of saying or observing",
    "name who; empty: the report's own words",
    "party the side; empty: not known, so not counted as independent",
    "statements ids of the statements that go back to it, joined by blanks",
    "because why they are one",
)
SERIES = _columns(
    "series id of the number's life",
    "label short label within this export",
    "of what is counted",
    "unit canonical unit; empty: a plain count",
    "reports:integer reports that give it",
    "origins:integer acts of saying behind it",
    "parties names of the sides, joined by '; '",
)
POINTS = _columns(
    "series id of the number's life",
    "place:integer place in it, from 1, by the day of saying",
    "figure id of the figure",
    "low:number lower bound; empty: open",
    "high:number upper bound; empty: open",
    "said when it was said",
    "as_of the time the amount holds for",
    "scope empty: not told",
    "speaker over the case; empty: the report's own words",
    "party the side; empty: not known",
    "via the chain after the speaker, then the outlet, joined by ' > '",
    "relation to the one before: first, higher, lower, same, revises, other scope, other time, relay, given up",
    "because what a reader can check",
)
COPIES = _columns(
    "a id of the earlier report",
    "b id of the report that repeats it",
    "kind same, near, passages",
    "share:number of b's word runs that stand in a, 0 to 1",
    "because what a reader can check",
)
TABLES: Mapping[str, tuple[Column, ...]] = {
    "reports": REPORTS,
    "entities": ENTITIES,
    "stories": STORIES,
    "claims": CLAIMS,
    "statements": STATEMENTS,
    "series": SERIES,
    "figures": FIGURES,
    "events": EVENTS,
    "origins": ORIGINS,
    "relations": RELATIONS,
    "points": POINTS,
    "copies": COPIES,
}
