"""Decisions carried over to new versions of pages: what was said of the old words holds for the same words there."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from onrecord.records.casebook import Version
from onrecord.records.decision import Decision, Matter
from onrecord.records.span import Span


def carry_over(
    decisions: Sequence[Decision], versions: Sequence[Version], current: Sequence[Version]
) -> tuple[Decision, ...]:
    """The decisions with every report and statement that was superseded named as it stands in the current version.

    A statement is the one with the same words as content; where the words are gone the decision names nothing there.
    """
    if not decisions:
        return ()
    held = {v.report.id for v in current}
    now: dict[str, str] = {}
    places: dict[tuple[str, int], Version] = {}
    for place, version in _placed(current):
        places[place] = version
    for place, version in _placed(versions):
        after = places.get(place)
        if version.report.id in held or after is None:
            continue
        now[version.report.id] = after.report.id
        now |= _match(version, after)
    return tuple(_rename(d, now) for d in decisions)


def _placed(versions: Sequence[Version]) -> list[tuple[tuple[str, int], Version]]:
    """Each version under its page and its place among the articles of its capture."""
    counts: dict[tuple[str, str], int] = {}
    out = []
    for version in sorted(versions, key=lambda v: (v.page, v.number, v.report.span)):
        at = (version.page, version.report.capture)
        out.append(((version.page, counts.get(at, 0)), version))
        counts[at] = counts.get(at, 0) + 1
    return out


def _match(before: Version, after: Version) -> dict[str, str]:
    words = {_words(after, s.content): s.id for s in reversed(after.findings.statements)}
    return {s.id: words[w] for s in before.findings.statements if (w := _words(before, s.content)) in words}


def _words(version: Version, spans: Sequence[Span]) -> str:
    return " ".join(" ".join(s.of(version.report.text).split()) for s in spans)


def _rename(decision: Decision, now: Mapping[str, str]) -> Decision:
    if decision.matter in (Matter.OUTLET, Matter.DECISION):
        return decision
    return replace(
        decision,
        things=tuple(_renamed(x, now) for x in decision.things),
        others=tuple(_renamed(x, now) for x in decision.others),
    )


def _renamed(name: str, now: Mapping[str, str]) -> str:
    report, bar, rest = name.partition("|")
    return f"{now.get(report, report)}|{rest}" if bar else now.get(name, name)
