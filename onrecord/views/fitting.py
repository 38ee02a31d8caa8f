"""Whether a name, as a draft or a question gives it, fits the speaker of a statement."""

import re

from onrecord.compare.words import bare_stem, fold
from onrecord.language import Language, load_beside
from onrecord.language.names import country_of
from onrecord.records.finding import SpeakerKind, Statement
from onrecord.records.report import Report
from onrecord.views.index import Index
from onrecord.views.paraphrases import country_named

KIN = 5  # letters from which two words of names are one in two forms: "Ostria" and "Ostrian"
WORD = re.compile(r"(?:[A-Z]\.){2,}|[^\W_]+(?:[’'][^\W\d_]+)?")
POSSESSIVE = re.compile(r"[’']s$")

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
    if _is_government(index, statement, name, language):
        return True
    if len(wanted) > 1 and all(_has(tuple(w for form in own for w in form), w) for w in wanted):
        return True
    is_description = any(w.islower() and w not in language.words("relations", "joints") for w in WORD.findall(name))
    return is_description and any(_is_alike(wanted, form) for form in own)


def _is_government(index: Index, statement: Statement, name: str, language: Language) -> bool:
    """True where the name is that of the country that is spoken for, or of its capital, and of no office in it."""
    country = country_of(name, language=language)
    offices = language.words("questions", "offices")
    is_office = any(fold(w) in offices for w in WORD.findall(name))
    return country is not None and not is_office and country == index.party_of(statement)


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
    told = {s.speaker.role for s in index.said_by.get(index.speaker_name(statement) or "", ())}
    parts = [
        statement.speaker.role,
        *told,
        index.party_of(statement),
        *(o.title for o in (entity.offices if entity else ())),
    ]
    if statement.speaker.kind is SpeakerKind.GOVERNMENT:
        parts += language.table("questions")["governments"]
    return [part for part in parts if part]


def _bare(name: str, language: Language) -> Name:
    joints = language.words("relations", "joints")
    country = country_of(name, language=language)
    words = ((w, fold(w)) for w in WORD.findall(name))
    stems = tuple(
        f"@{named}"
        if (named := country_named(POSSESSIVE.sub("", w), language))
        else bare_stem(folded, language=language)
        for w, folded in words
        if folded not in joints
    )
    return (f"@{country}",) if country is not None and name.count(" ") and _is_whole(name, country) else stems


def _is_whole(name: str, country: str) -> bool:
    return name.removeprefix("the ").removeprefix("The ") == country


def _fits(wanted: Name, form: Name) -> bool:
    """Every word of the shorter stands in the longer, as a name in any of its forms."""
    return _stands_in(*sorted((wanted, form), key=len))


def _stands_in(short: Name, long: Name) -> bool:
    return bool(short) and all(_has(long, w) for w in short)


def _has(words: Name, word: str) -> bool:
    return any(word == x or (len(word) >= KIN and x[:KIN] == word[:KIN]) for x in words)


def _is_alike(wanted: Name, form: Name) -> bool:
    """True for two descriptions with half of the shorter one's words in common, of no two countries."""
    shared = sum(_has(form, w) for w in wanted)
    countries = [{w for w in words if w.startswith("@")} for words in (wanted, form)]
    is_apart = all(countries) and not countries[0] & countries[1]
    return not is_apart and shared > 1 and shared * 2 >= min(len(wanted), len(form))
