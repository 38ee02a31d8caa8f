"""Whether a name, as a draft or a question gives it, fits the speaker of a statement."""

import re

from onrecord.compare.words import bare_stem, fold
from onrecord.language import Language, load_beside
from onrecord.language.names import country_of
from onrecord.records.finding import SpeakerKind, Statement
from onrecord.records.report import Report
from onrecord.views.index import Index

KIN = 5  # letters from which two words of names are one in two forms: "Ostria" and "Ostrian"
WORD = re.compile(r"[^\W_]+(?:[’'][^\W\d_]+)?")

Name = tuple[str, ...]  # its words by their stems, without those that only join them


def is_speaker(index: Index, statement: Statement, name: str) -> bool:
    """True where the name fits the speaker: part of the name, an alias, the office, or the party that is spoken for.

    Name, office and party may stand together: "Ostria's president".  A speaker whom nobody names is known by what they
    are, and by half of the rest: "a source in the ministry".
    """
    language = load_beside(index.report_of(statement).language)
    names = [_bare(form, language) for form in _list_names(index, statement)]
    parts = [_bare(form, language) for form in _list_parts(index, statement, language)]
    own = [*names, *parts]
    wanted = _bare(name, language)
    if any(_fits(wanted, form) for form in names) or any(_stands_in(wanted, form) for form in parts):
        return True
    if any(_fits(wanted, _bare(s.name, language)) for s in statement.chain if s.name):
        return True
    country = country_of(name, language=language)
    if country is not None and country == index.party_of(statement):
        return True
    if len(wanted) > 1 and all(_has(tuple(w for form in own for w in form), w) for w in wanted):
        return True
    return name[:1].islower() and any(_is_alike(wanted, form) for form in own)


def is_outlet(report: Report, name: str) -> bool:
    """True where the name is that of the outlet, which speaks in what its report says in its own words."""
    language = load_beside(report.language)
    return report.outlet is not None and _fits(_bare(name, language), _bare(report.outlet, language))


def _list_names(index: Index, statement: Statement) -> list[str]:
    entity = index.entity_of(statement)
    names = (index.speaker_name(statement), statement.speaker.name, *(entity.aliases if entity else ()))
    return [name for name in names if name]


def _list_parts(index: Index, statement: Statement, language: Language) -> list[str]:
    """What the speaker is, and whose: others are or have the same, so that it must hold all of what is wanted."""
    entity = index.entity_of(statement)
    parts = [statement.speaker.role, index.party_of(statement), *(o.title for o in (entity.offices if entity else ()))]
    if statement.speaker.kind is SpeakerKind.GOVERNMENT:
        parts += language.table("questions")["governments"]
    return [part for part in parts if part]


def _bare(name: str, language: Language) -> Name:
    joints = language.words("relations", "joints")
    words = (fold(w) for w in WORD.findall(name))
    return tuple(bare_stem(w, language=language) for w in words if w not in joints)


def _fits(wanted: Name, form: Name) -> bool:
    """Every word of the shorter stands in the longer, as a name in any of its forms."""
    return _stands_in(*sorted((wanted, form), key=len))


def _stands_in(short: Name, long: Name) -> bool:
    return bool(short) and all(_has(long, w) for w in short)


def _has(words: Name, word: str) -> bool:
    return any(word == x or (len(word) >= KIN and x[:KIN] == word[:KIN]) for x in words)


def _is_alike(wanted: Name, form: Name) -> bool:
    """True for two descriptions with one head and half of the shorter one's words in common."""
    shared = sum(_has(form, w) for w in wanted)
    is_one_head = bool(wanted and form) and wanted[0] == form[0]
    return is_one_head and shared > 1 and shared * 2 >= min(len(wanted), len(form))
