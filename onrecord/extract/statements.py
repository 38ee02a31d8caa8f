"""Statements of one report: the tagger's attributions, cleaned at the edges and given their fields by rules.

The tagger says which words are source, cue and content.  Everything that turns on polarity, names or nesting is read
here from the parse: speaker, chain, manner, stance, certainty, time of saying.
"""

from collections.abc import Sequence
from dataclasses import replace

from onrecord.extract.acts import list_attributions
from onrecord.extract.attributed import Attributed
from onrecord.extract.certainties import read_certainty
from onrecord.extract.chains import Link, read_chain
from onrecord.extract.genders import list_genders
from onrecord.extract.index import Index, build_index
from onrecord.extract.introduced import with_names
from onrecord.extract.manners import read_manner
from onrecord.extract.memory import Memory
from onrecord.extract.saidwhen import Said, carry_said, read_said, said_before
from onrecord.extract.speakers import UNSTATED, resolve_source
from onrecord.extract.stances import Act, read_stance
from onrecord.language import Language
from onrecord.records import ids
from onrecord.records.annotation import Annotations
from onrecord.records.finding import Manner, SpeakerKind, Stance, Statement
from onrecord.records.note import Found
from onrecord.records.report import Report
from onrecord.records.span import Evidence, Span

MAKERS = {"full": "tagger-1", "fast": "tagger-1-fast"}  # by the speed of reading


def find_statements(
    report: Report, marks: Annotations, *, language: Language, index: Index | None = None
) -> Found[Statement]:
    """Statements in text order; contents of two statements may overlap where speech is nested.

    `index` is the report's, where it is made already.
    """
    index = index or build_index(report, marks)
    memory = Memory(genders=list_genders(index, language=language))
    links = []
    for found in list_attributions(index, language=language):
        links.append(_link(index, found, memory, language))
    links = with_names(index, links, language=language)
    said = _list_said(index, links, language=language)
    statements = [
        _statement(index, link, when, [x for x in links if x is not link], memory=memory, language=language)
        for link, when in zip(links, said, strict=True)
    ]
    return Found(items=tuple(_carry_outlets(index, statements)))


def _carry_outlets(index: Index, statements: Sequence[Statement]) -> list[Statement]:
    """Statements with the outlet that their speaker told in the saying before, within a paragraph: one interview."""
    out: list[Statement] = []
    for statement in statements:
        before = out[-1] if out else None
        if before and len(before.chain) == 2 and len(statement.chain) == 1 and _is_same_talk(index, before, statement):
            statement = replace(statement, chain=(*statement.chain, before.chain[-1]))
        out.append(statement)
    return out


def _is_same_talk(index: Index, before: Statement, statement: Statement) -> bool:
    told = before.chain[-1].kind is SpeakerKind.MEDIA and before.chain[0].name == statement.speaker.name
    here, there = (index.sentence_of(s.content[0]).paragraph for s in (statement, before))
    return told and here == there and before.speaker.name == statement.speaker.name


def _list_said(index: Index, links: Sequence[Link], *, language: Language) -> list[Said]:
    """The time of each saying; one without a time of its own takes that of its speaker's others.

    Within a paragraph that is the time of the saying before it, elsewhere the only one that the report gives to any
    saying of the speaker.
    """
    own = [read_said(index, link.cue, link.content, language=language) for link in links]
    out: list[Said] = []
    for n, (link, said) in enumerate(zip(links, own, strict=True)):
        if said.span is None and n and out[-1].span and _goes_on(index, links[n - 1], link):
            said = carry_said(out[-1])
        elif said.span is None and (told := said_before(index, link.cue, link.source, language=language)):
            said = told
        elif said.span is None and (only := _only_time(links, own, link.speaker.name)):
            said = carry_said(only)
        out.append(said)
    return out


def _only_time(links: Sequence[Link], own: Sequence[Said], speaker: str | None) -> Said | None:
    stated = [s for x, s in zip(links, own, strict=True) if speaker and x.speaker.name == speaker and s.span and s.when]
    is_one = len({(s.when.earliest, s.when.latest) for s in stated if s.when}) == 1
    return stated[0] if is_one else None


def _goes_on(index: Index, before: Link, link: Link) -> bool:
    here, there = (index.sentence_of(x.cue or x.content[0]) for x in (link, before))
    near = here.paragraph == there.paragraph
    return near and before.speaker.name is not None and before.speaker.name == link.speaker.name


def _link(index: Index, found: Attributed, memory: Memory, language: Language) -> Link:
    speaker = resolve_source(index, found.source, memory, language=language) if found.source else UNSTATED
    if found.source:
        memory.add(found.source.start, speaker)
    for span in found.relay:
        passed_on = resolve_source(index, span, memory, language=language)
        if passed_on.kind is not SpeakerKind.MEDIA:  # who is told is seldom who "it" is afterwards
            memory.add(span.start, passed_on)
    return Link(cue=found.cue, source=found.source, content=found.content, speaker=speaker, relay=found.relay)


def _statement(
    index: Index, link: Link, said: Said, others: Sequence[Link], *, memory: Memory, language: Language
) -> Statement:
    here = index.sentence_of(link.cue or link.content[0])
    near = [x for x in others if any(here.span.overlaps(c) for c in x.content)]
    quoted = read_manner(index, link.cue, link.content, language=language)
    act = Act(
        cue=link.cue,
        source=link.source,
        content=link.content,
        speaker=link.speaker,
        gender=memory.genders.get(link.speaker.name or ""),
        manner=quoted.manner,
    )
    stance = read_stance(index, act, language=language)
    manner = Manner.NONE if _is_empty(stance, quoted.manner) else quoted.manner
    return Statement(
        id=ids.finding_id("statement", index.report.id, *link.content, *([link.cue] if link.cue else [])),
        doc=index.report.doc,
        speaker=link.speaker,
        cue=link.cue,
        content=link.content,
        quoted=quoted.spans,
        manner=manner,
        stance=stance,
        certainty=read_certainty(index, act, stance, language=language),
        chain=read_chain(index, link, near, memory, language=language),
        said=said.when,
        said_span=said.span,
        zone=index.sentence_of(link.content[0]).zone,
        evidence=Evidence(report=index.report.id, spans=_evidence(link), maker=MAKERS[language.speed]),
    )


def _is_empty(stance: Stance, manner: Manner) -> bool:
    """An act of silence holds no proposition, whatever its words."""
    return stance in (Stance.DECLINES, Stance.DOES_NOT_DENY) and manner is Manner.INDIRECT


def _evidence(link: Link) -> tuple[Span, ...]:
    spans = {*link.content, *([link.cue] if link.cue else []), *([link.source] if link.source else [])}
    return tuple(sorted(spans))
