"""Every record goes to JSON text and comes back equal."""

import datetime as dt
import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from onrecord.records import wire
from onrecord.records.annotation import Mention, Quantity, Quotation, Sentence, TimeExpression, Token
from onrecord.records.claim import Claim, Copy, Entity, Office, Origin, Relation, Series, SeriesPoint, Story
from onrecord.records.decision import Decision, Grade
from onrecord.records.finding import Event, Figure, Source, Statement
from onrecord.records.note import Note
from onrecord.records.report import Furniture, Report
from onrecord.records.span import Evidence, Span
from onrecord.records.when import Basis, Precision, When


def _span(a: int, b: int) -> Span:
    return Span(start=min(a, b), end=max(a, b))


def _when(a: Any, b: Any, precision: Precision, basis: Basis, at: Any) -> When:
    if a is not None and b is not None:
        a, b = min(a, b), max(a, b)
    return When(earliest=a, latest=b, precision=precision, basis=basis, at=at)


PHASES = (Phase.explicit, Phase.reuse, Phase.generate)  # shrinking a nested record takes minutes and tells little more
OFFSETS = st.integers(min_value=0, max_value=10**6)
st.register_type_strategy(str, st.text(max_size=6))
st.register_type_strategy(float, st.floats(min_value=0, max_value=1))
st.register_type_strategy(Decimal, st.decimals(allow_nan=False, allow_infinity=False))
st.register_type_strategy(dt.datetime, st.datetimes(timezones=st.just(dt.UTC)))
st.register_type_strategy(Span, st.builds(_span, OFFSETS, OFFSETS))
st.register_type_strategy(
    When,
    st.builds(
        _when,
        st.none() | st.dates(),
        st.none() | st.dates(),
        st.sampled_from(Precision),
        st.sampled_from(Basis),
        st.none() | st.from_type(dt.datetime),
    ),
)
st.register_type_strategy(
    Evidence,
    st.builds(Evidence, report=st.text(max_size=6), maker=st.just("rules-1"), spans=st.tuples(st.from_type(Span))),
)
KINDS = (
    *(Token, Sentence, Mention, Quotation, TimeExpression, Quantity, Decision, Grade),
    *(Source, Statement, Figure, Event, Note, Evidence, Span, When, Furniture),
    *(Entity, Office, Copy, Origin, Relation, Claim, SeriesPoint, Series, Story),
)


@pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.__name__)
@settings(max_examples=20, phases=PHASES, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_record_comes_back_equal(kind: type, data: st.DataObject) -> None:
    record = data.draw(st.from_type(kind))
    there = json.loads(json.dumps(wire.encode(record)))
    assert wire.decode(kind, there) == record


@settings(max_examples=20, phases=PHASES, suppress_health_check=[HealthCheck.too_slow])
@given(report=st.from_type(Report))
def test_report_comes_back_beside_its_text(report: Report) -> None:
    there = json.loads(json.dumps(wire.encode(report)))
    assert "text" not in there
    assert wire.decode(Report, there, text=report.text) == report


def test_report_without_its_text_is_refused() -> None:
    with pytest.raises(ValueError, match="beside its text"):
        wire.decode(Report, {})


def test_every_type_of_the_wire_is_tested() -> None:
    assert {Report, *KINDS} >= set(wire.TYPES.values())


@pytest.mark.parametrize(
    ("amount", "json_text"),
    [
        (Decimal("3000"), "3000"),
        (Decimal("6.50"), "6.5"),
        (Decimal("0.1"), "0.1"),
        (Decimal("9007199254740993"), '"9007199254740993"'),
        (Decimal("0.1000000000000000000001"), '"0.1000000000000000000001"'),
    ],
)
def test_amount_is_a_number_only_where_nothing_is_lost(amount: Decimal, json_text: str) -> None:
    assert json.dumps(wire.encode_amount(amount)) == json_text


def test_relation_calls_its_kind_relation_inside_a_claim_and_outside() -> None:
    relation = {"a": "s1", "b": "s2", "relation": "denies", "because": "says no"}
    record = wire.decode(Relation, relation)
    assert wire.encode(record) == relation
    assert wire.typed(record) == {"type": "relation", **relation}
