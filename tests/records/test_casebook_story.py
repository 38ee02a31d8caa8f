"""The casebook of one story holds exactly its reports, and counts over exactly these."""

import pytest

from onrecord.records.annotation import Zone
from onrecord.records.casebook import Casebook, find_story, restrict
from onrecord.records.claim import Account, Claim, Origin, Relation, RelationKind, Story
from onrecord.records.finding import Certainty, Findings, Manner, Source, SpeakerKind, Stance, Statement
from onrecord.records.report import Report
from onrecord.records.span import Evidence, Span

ONE = Span(start=0, end=5)


def _report(id: str) -> Report:
    return Report(
        id=id,
        capture=f"c{id}",
        doc=f"{id}.txt",
        text="Talvi",
        span=ONE,
        headline=None,
        standfirst=None,
        subheads=(),
        body=(ONE,),
        furniture=(),
        byline=None,
        outlet=None,
        address=None,
        published=None,
        language="en",
    )


def _findings(report: str) -> Findings:
    statement = Statement(
        id=f"s{report}",
        doc=f"{report}.txt",
        speaker=Source(name="Brandt", span=None, kind=SpeakerKind.PERSON),
        cue=None,
        content=(ONE,),
        quoted=(),
        manner=Manner.INDIRECT,
        stance=Stance.ASSERTS,
        certainty=Certainty.CERTAIN,
        chain=(),
        said=None,
        said_span=None,
        zone=Zone.BODY,
        evidence=Evidence(report=report, spans=(ONE,), maker="test"),
    )
    return Findings(report=report, statements=(statement,), figures=(), events=(), times=(), mentions=(), notes=())


def _story(name: str, *reports: str) -> Story:
    return Story(id=f"t{name}", name=name, slug=name.lower(), reports=reports, claims=(), because="same names")


TALVI, HARROW = _story("Talvi", "r1", "r2"), _story("Harrow", "r3")
CLAIM = Claim(
    id="k1",
    label="Talvi",
    statements=("sr1", "sr2", "sr3"),
    relations=(
        Relation(a="sr2", b="sr1", kind=RelationKind.SAME, because="same words"),
        Relation(a="sr3", b="sr1", kind=RelationKind.DENIES, because="denied"),
    ),
    origins=(
        Origin(id="o1", name="Brandt", party="Ostria", statements=("sr1", "sr2"), because="one speech"),
        Origin(id="o2", name="Lind", party="Verania", statements=("sr3",), because="another speaker"),
    ),
    reports=3,
    parties=("Ostria", "Verania"),
    has_unknown_party=False,
)
BOOK = Casebook(
    reports=tuple(_report(f"r{n}") for n in (1, 2, 3)),
    findings=tuple(_findings(f"r{n}") for n in (1, 2, 3)),
    account=Account(
        entities=(), names=(("r1", "Brandt", "e1"),), copies=(), stories=(TALVI, HARROW), claims=(CLAIM,), series=()
    ),
)


def test_story_counts_only_what_its_own_reports_say() -> None:
    book = restrict(BOOK, TALVI)
    (claim,) = book.account.claims
    assert [r.id for r in book.reports] == ["r1", "r2"]
    assert claim.statements == ("sr1", "sr2")
    assert [r.a for r in claim.relations] == ["sr2"]
    assert (claim.reports, len(claim.origins), claim.parties) == (2, 1, ("Ostria",))


def test_story_leaves_out_claims_of_others() -> None:
    book = restrict(BOOK, HARROW)
    assert book.account.claims[0].statements == ("sr3",)
    assert book.account.names == ()


@pytest.mark.parametrize("name", ["tTalvi", "talvi", "TALVI", " Talvi ", "alv"])
def test_story_is_found_by_id_slug_name_or_part(name: str) -> None:
    assert find_story(BOOK.account, name) == TALVI


@pytest.mark.parametrize("name", ["", "a", "Ostria"])
def test_story_is_not_guessed(name: str) -> None:
    assert find_story(BOOK.account, name) is None
