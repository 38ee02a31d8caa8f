"""Which captures are versions of one page, when the case came to know each, and which version stands at a moment."""

import datetime as dt
import zoneinfo
from collections import defaultdict
from collections.abc import Iterable, Sequence

from onrecord.records.casebook import Version
from onrecord.records.finding import Findings
from onrecord.records.report import Report
from onrecord.records.when import When
from onrecord.store.store import Filed


def list_versions(
    filed: Sequence[Filed], pairs: Iterable[tuple[Report, Findings]], *, zone: zoneinfo.ZoneInfo
) -> tuple[Version, ...]:
    """A Version for each report, by page, then number, then place in the text.

    Versions of a page are ordered by when they were fetched, or added where that is not known.  `zone` says where a day
    of publication ends.
    """
    of_capture = {f.capture: f for f in filed}
    numbers = _number_captures(filed)
    versions = [
        Version(
            report=report,
            findings=found,
            page=of_capture[report.capture].page,
            number=numbers[report.capture],
            known=_known(report, of_capture[report.capture], zone),
            fetched=of_capture[report.capture].fetched,
        )
        for report, found in pairs
    ]
    return tuple(sorted(versions, key=lambda v: (v.page, v.number, v.report.span)))


def list_current(versions: Iterable[Version]) -> tuple[Version, ...]:
    """Of each page the reports of its newest version, by publication, then doc, then place in the text."""
    versions = tuple(versions)
    newest: dict[str, int] = {}
    for version in versions:
        newest[version.page] = max(version.number, newest.get(version.page, 0))
    return tuple(sorted((v for v in versions if v.number == newest[v.page]), key=_order))


def current_captures(filed: Sequence[Filed]) -> frozenset[str]:
    """Ids of the captures that are the newest version of their page with anything to read in it."""
    numbers = _number_captures(filed)
    newest: dict[str, Filed] = {}
    for each in filed:
        if each.reports and (each.page not in newest or numbers[each.capture] > numbers[newest[each.page].capture]):
            newest[each.page] = each
    return frozenset(f.capture for f in newest.values())


def _number_captures(filed: Iterable[Filed]) -> dict[str, int]:
    pages: dict[str, list[Filed]] = defaultdict(list)
    for each in filed:
        pages[each.page].append(each)
    numbers = {}
    for versions in pages.values():
        ordered = sorted(versions, key=lambda f: (f.fetched or f.added, f.number))
        numbers.update({f.capture: number for number, f in enumerate(ordered, start=1)})
    return numbers


def _known(report: Report, filed: Filed, zone: zoneinfo.ZoneInfo) -> dt.datetime:
    """When the case could first know the report: fetched; else published, at the end of that day; else added."""
    if filed.fetched is not None:
        return filed.fetched
    return known_from(report.published, zone) or filed.added


def known_from(published: When | None, zone: dt.tzinfo) -> dt.datetime | None:
    """The moment at which what came out then is known: the end of the day where no time is told; None: not dated."""
    if published is not None and published.at is not None:
        return published.at
    if published is not None and published.latest is not None:
        return dt.datetime.combine(published.latest, dt.time.max, tzinfo=zone).astimezone(dt.UTC)
    return None


def _order(version: Version) -> tuple[str, str, int]:
    published = version.report.published
    day = "9999"  # what has no date stands last
    if published is not None and published.at is not None:
        day = published.at.isoformat()
    elif published is not None and (first := published.earliest or published.latest) is not None:
        day = first.isoformat()
    return day, version.report.doc, version.report.span.start
