"""Which firm "the company" or "the carmaker" stands for: the firm that the report has named most so far."""

from collections import Counter

from onrecord.extract.index import Index
from onrecord.extract.memory import Memory
from onrecord.language import Language
from onrecord.records.annotation import EntityKind, MentionForm
from onrecord.records.finding import Source, SpeakerKind
from onrecord.records.span import Span

SPOKE = 2  # how many namings a saying counts for


def find_firm(index: Index, span: Span, noun: str, memory: Memory, *, language: Language) -> Source | None:
    """The firm that a description of its trade stands for; None where none was named before.

    Bodies whose names tell that they are something else (unions, courts, parties, ministries) are no firms.
    """
    words = span.of(index.text).split()
    if noun not in language.words("speakers", "firms") or words[0].lower() != "the" or words[-1].lower() != noun:
        return None
    others = language.words("speakers", "bodies") - language.words("speakers", "firms")
    count: Counter[str] = Counter()
    called_else: set[str] = set()
    of_country: set[str] = set()
    for mention in index.marks.mentions:
        is_name = mention.kind is EntityKind.ORGANISATION and mention.form is not MentionForm.ADJECTIVE
        if mention.span.end <= span.start and is_name:
            count[mention.name] += 1
            if mention.country:
                of_country.add(mention.name)
            if index.text[: mention.span.start].rstrip(" '‘“\"").rpartition(" ")[2].lower() in others:
                called_else.add(mention.name)  # "the union Talvi"
    for start, source in memory.said:
        if start < span.start and source.name and source.name in count:
            count[source.name] += SPOKE
    firms = [
        name
        for name, _ in count.most_common()
        if name not in called_else and not {name.lower().split()[-1].rstrip("s")} & others
    ]
    firms = [n for n in firms if n not in of_country] or firms or _in_title(index)
    return Source(name=firms[0], span=span, kind=SpeakerKind.ORGANISATION) if firms else None


def _in_title(index: Index) -> list[str]:
    """The firms of the report that its title names, where the title stands beside the text."""
    title = index.report.title or ""
    named = (m for m in index.marks.mentions if m.kind is EntityKind.ORGANISATION and m.country is None)
    return [m.name for m in named if m.name in title]
