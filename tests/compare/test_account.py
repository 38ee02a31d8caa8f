"""The account as a whole: nothing depends on order, every statement and report has its place, every link a reason."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.compare import CompareOptions, build_account
from onrecord.language import load
from onrecord.records.finding import Stance


@pytest.fixture
def crossing(desk: Any) -> Any:
    """Five reports on troops at a crossing, and one on a harvest."""
    wire = (
        "About 8,000 Veranian troops have massed near the Talvi crossing, a senior defence official said.\n"
        "The crossing has been closed to lorries since the winter and both governments have sent envoys."
    )
    a = desk.report("a", wire, "2031-03-02", "Coastline")
    s = desk.says(a, "a senior defence official", "About 8,000 Veranian troops have massed near the Talvi crossing")
    desk.counts(a, "About 8,000", "Veranian troops", (8000, 8000), statement=s, approximator="about", scope="massed")
    b = desk.report("b", wire + "\nThe Herald adds that shops in the town stayed open.", "2031-03-02", "Ostria Herald")
    s = desk.says(b, "a senior defence official", "About 8,000 Veranian troops have massed near the Talvi crossing")
    desk.counts(b, "About 8,000", "Veranian troops", (8000, 8000), statement=s, approximator="about", scope="massed")
    c = desk.report(
        "c", "Ilsa Brandt told parliament that 12,000 Veranian troops stand near the Talvi crossing.", "2031-03-03"
    )
    s = desk.says(c, "Ilsa Brandt", "12,000 Veranian troops stand near the Talvi crossing")
    desk.counts(c, "12,000", "Veranian troops", (12000, 12000), statement=s, scope="massed")
    d = desk.report(
        "d",
        "Pavo Lind denied reports that Veranian troops have massed near the Talvi crossing. They were lies, he said.",
        "2031-03-03",
    )
    desk.says(d, "Pavo Lind", "reports that Veranian troops have massed near the Talvi crossing", stance=Stance.DENIES)
    e = desk.report(
        "e", "Ilsa Brandt now says around 11,000 Veranian troops stand near the Talvi crossing.", "2031-03-06"
    )
    s = desk.says(e, "Ilsa Brandt", "around 11,000 Veranian troops stand near the Talvi crossing")
    desk.counts(
        e, "around 11,000", "Veranian troops", (11000, 11000), statement=s, approximator="around", scope="massed"
    )
    f = desk.report(
        "f", "Pear growers in Lumen expect a poor harvest after hail ruined orchards, the guild said.", "2031-03-04"
    )
    desk.says(f, "the guild", "Pear growers in Lumen expect a poor harvest")
    return desk


@given(order=st.permutations(range(6)))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_account_does_not_depend_on_the_order_of_reports(crossing: Any, order: list[int]) -> None:
    reports, findings = crossing.reports, crossing.findings()
    shuffled = build_account(
        [reports[i] for i in order],
        [findings[i] for i in order],
        language=load("en"),
        options=CompareOptions(),
    )
    assert shuffled == crossing.account()


def test_account_of_nothing_is_empty() -> None:
    account = build_account([], [], language=load("en"), options=CompareOptions())
    assert (account.stories, account.claims, account.series, account.copies) == ((), (), (), ())


def test_account_puts_every_report_in_one_story_and_every_statement_in_a_claim(crossing: Any) -> None:
    account = crossing.account()
    told = [r for s in account.stories for r in s.reports]
    assert sorted(told) == sorted(r.id for r in crossing.reports)
    claimed = {s for c in account.claims for s in c.statements}
    assert claimed == {s.id for f in crossing.findings() for s in f.statements}
    assert {c for s in account.stories for c in s.claims} == {c.id for c in account.claims}


def test_account_tells_the_troops_from_the_harvest(crossing: Any) -> None:
    stories = crossing.account().stories
    assert [len(s.reports) for s in stories] == [5, 1]
    assert stories[0].slug == stories[0].slug.lower()
    assert "Talvi" in stories[0].name


def test_account_gives_a_reason_for_every_link(crossing: Any) -> None:
    account = crossing.account()
    reasons = [x.because for x in (*account.copies, *account.stories)]
    reasons += [x.because for c in account.claims for x in (*c.relations, *c.origins)]
    reasons += [p.because for s in account.series for p in s.points]
    assert all(reasons)


def test_account_counts_a_copied_source_once(crossing: Any) -> None:
    account = crossing.account()
    first = next(c for c in account.claims if len(c.statements) >= 4)
    assert first.reports == 5
    assert len(first.origins) < len(first.statements)
    assert first.has_unknown_party
    assert [len(o.statements) for o in first.origins if o.name == "a senior defence official"] == [2]


def test_a_story_is_named_with_names_in_the_order_in_which_they_are_printed(desk: Any) -> None:
    for n in range(3):
        desk.report(
            f"d{n}", "Omar Brandt was shot. Brandt, 58, led the port of Talvi. Omar Brandt was a clerk.", "2031-03-04"
        )
    (story,) = desk.account().stories
    assert "Omar Brandt" in story.name
