"""Records as JSON and back: the only serialiser, with one version number.

Every record becomes an object with the record's own field names.  Some fields are shaped for readers of the wire:

- a `Span` is `{"start", "end"}`; a date is `"2024-10-28"`, the open side of a time `".."`;
- an instant is RFC 3339 in UTC;
- an amount is a JSON number where that loses nothing, else a string of digits;
- a statement's `chain` is the list of names, origin first; its sources in full are under `via`;
- a figure carries a `span`, the first of its evidence; a claim's `origins` and `parties` are counts, with
  `origin_tree` and `party_names` beside them; a relation calls its kind `relation`;
- a report leaves its `text` out (it is the capture's, stored once) and says `text_sha256` instead.

A line of an export carries `"type"` beside these; the first line of an export carries `"wire"`, the version.
"""

import calendar
import datetime as dt
import functools
import hashlib
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass, replace
from decimal import Decimal
from enum import Enum
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from onrecord.records.annotation import Mention, TimeExpression
from onrecord.records.claim import Claim, Copy, Entity, Origin, Relation, Series, Story
from onrecord.records.decision import Decision, Grade
from onrecord.records.finding import Event, Figure, Findings, Statement
from onrecord.records.note import Note
from onrecord.records.report import Report
from onrecord.records.span import Span
from onrecord.records.when import Precision, When

VERSION = 1
REDUCED = {Precision.MONTH: 7, Precision.YEAR: 4}  # characters of a date that such a precision keeps
OPEN = ".."  # an open side of a time, as ISO 8601-2 writes it
Json = dict[str, Any]
R = TypeVar("R")

TYPES: Mapping[str, type] = {
    "report": Report,
    "statement": Statement,
    "figure": Figure,
    "time": TimeExpression,
    "mention": Mention,
    "event": Event,
    "entity": Entity,
    "copy": Copy,
    "origin": Origin,
    "claim": Claim,
    "relation": Relation,
    "series": Series,
    "story": Story,
    "note": Note,
    "decision": Decision,
    "grade": Grade,
}


_SHAPED = frozenset({Statement, Report, Claim, Relation, When})  # wire form and record differ in more than types


def encode(record: Any) -> Json:
    """The record as a JSON object; `decode` with the same type gives an equal record back."""
    out: Json = {f.name: encode_value(getattr(record, f.name)) for f in fields(record)}
    if isinstance(record, Statement):
        out["via"] = out["chain"]
        out["chain"] = [source.name for source in record.chain]
    elif isinstance(record, Figure):
        out = {"span": out["evidence"]["spans"][0], **out}
    elif isinstance(record, Report):
        del out["text"]
        out["text_sha256"] = hashlib.sha256(record.text.encode("utf-8", "surrogatepass")).hexdigest()
    elif isinstance(record, Claim):
        _flatten_claim(record, out)
    elif isinstance(record, Relation):
        out["relation"] = out.pop("kind")
    elif isinstance(record, When):
        _shape_times(record, out)
    return out


def _shape_times(when: When, out: Json) -> None:
    """Open sides as `..`; a month stays a month and a year a year, as long as the bounds are exactly that."""
    for side, edge in (("earliest", when.earliest), ("latest", when.latest)):
        out[side] = OPEN if edge is None else edge.isoformat()
    if when.earliest and when.latest and when.precision in REDUCED:
        digits = REDUCED[when.precision]
        name = out["earliest"][:digits]
        if (_first_day(name), _last_day(name)) == (when.earliest, when.latest):
            out["earliest"] = out["latest"] = name


def _first_day(name: str) -> dt.date:
    return dt.date.fromisoformat((name + "-01-01")[:10])


def _last_day(name: str) -> dt.date:
    if len(name) == 10:
        return dt.date.fromisoformat(name)
    year, month = int(name[:4]), int(name[5:7] or 12)
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def _flatten_claim(claim: Claim, out: Json) -> None:
    out["origin_tree"] = out["origins"]
    out["origins"] = len(claim.origins)
    out["party_names"] = out["parties"]
    out["parties"] = len(claim.parties)


def decode(kind: type[R], data: Json, *, text: str | None = None) -> R:
    """The record of `kind` that `data` encodes.  A Report needs the `text` that its capture holds.

    A field that has a default may be missing: lines written before it was there still hold.  Raises KeyError on
    another missing field and ValueError on a value outside its type.
    """
    shaped = _reshape(kind, data, text) if kind in _SHAPED else data
    return kind(
        **{
            name: read(shaped[name])
            for name, read, is_needed in _decoders(typing.cast(Any, kind))
            if is_needed or name in shaped
        }
    )


def _reshape(kind: type, data: Json, text: str | None) -> Json:
    shaped = dict(data)
    if kind is Statement:
        shaped["chain"] = shaped["via"]
    elif kind is Report:
        if text is None:
            raise ValueError("a report can only be decoded beside its text")
        shaped["text"] = text
    elif kind is Claim:
        shaped["origins"], shaped["parties"] = shaped["origin_tree"], shaped["party_names"]
    elif kind is Relation:
        shaped["kind"] = shaped["relation"]
    elif kind is When:
        edges = {"earliest": _first_day, "latest": _last_day}
        shaped |= {k: None if shaped[k] == OPEN else read(shaped[k]).isoformat() for k, read in edges.items()}
    return shaped


def typed(record: Any) -> Json:
    """The record as a line of an export: its type first."""
    name = next(name for name, kind in TYPES.items() if type(record) is kind)
    return {"type": name, **encode(record)}


def annotated(
    doc: str,
    reports: tuple[Report, ...],
    findings: tuple[Findings, ...],
    notes: tuple[Note, ...] = (),
    *,
    as_timeml: bool = False,
) -> Json:
    """The output line of the filter for one input line: what was read in each of its reports, together.

    `notes` are those of the line as a whole.  `as_timeml` gives the values of `times` in TimeML's own forms.
    """
    times = [t for f in findings for t in f.times]
    if as_timeml:
        times = [replace(t, value=t.timeml or t.value) for t in times]
    return {
        "id": doc,
        "wire": VERSION,
        "reports": [encode(r) for r in reports],
        "statements": [encode(s) for f in findings for s in f.statements],
        "figures": [encode(x) for f in findings for x in f.figures],
        "times": [encode(t) for t in times],
        "mentions": [encode(m) for f in findings for m in f.mentions],
        "events": [encode(e) for f in findings for e in f.events],
        "notes": [encode(n) for n in (*notes, *(n for f in findings for n in f.notes))],
    }


def encode_value(value: Any) -> Any:
    """The value of a field as JSON has it."""
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return [encode_value(v) for v in value]
    if isinstance(value, Decimal):
        return encode_amount(value)
    if isinstance(value, dt.datetime):
        return encode_time(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if is_dataclass(value):
        return encode(value)
    raise TypeError(f"no wire form for {type(value).__name__}")


def encode_time(moment: dt.datetime) -> str:
    """RFC 3339 in UTC."""
    return moment.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")


def encode_amount(value: Decimal) -> int | float | str:
    """A number where JSON's numbers hold it exactly, else its digits."""
    if not value.is_finite():
        raise ValueError(f"an amount must be finite, got {value}")
    if value == value.to_integral_value() and abs(value) < 2**53:
        return int(value)
    as_float = float(value)
    return as_float if Decimal(repr(as_float)) == value and abs(value) < 2**53 else str(value)


@functools.cache
def _decoders(kind: Any) -> tuple[tuple[str, Callable[[Any], Any], bool], ...]:
    hints = get_type_hints(kind)
    return tuple((f.name, _decoder(hints[f.name]), f.default is MISSING) for f in fields(kind))


def _decoder(hint: Any) -> Callable[[Any], Any]:
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        (inner,) = (a for a in args if a is not type(None))
        read = _decoder(inner)
        return lambda v: None if v is None else read(v)
    if origin is tuple:
        if len(args) == 2 and args[1] is Ellipsis:
            each = _decoder(args[0])
            return lambda v: tuple(each(x) for x in v)
        parts = [_decoder(a) for a in args]
        return lambda v: tuple(p(x) for p, x in zip(parts, v, strict=True))
    return _plain_decoder(hint)


def _plain_decoder(hint: Any) -> Callable[[Any], Any]:
    if hint is Decimal:
        return lambda v: Decimal(repr(v)) if isinstance(v, float) else Decimal(v)
    if hint is dt.datetime:
        return lambda v: dt.datetime.fromisoformat(v)
    if hint is dt.date:
        return lambda v: dt.date.fromisoformat(v)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    if hint is Span:  # most of what there is to decode
        return lambda v: Span(start=v["start"], end=v["end"])
    if is_dataclass(hint):
        return lambda v: decode(typing.cast(type, hint), v)
    return lambda v: v
