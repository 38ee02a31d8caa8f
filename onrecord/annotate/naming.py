"""The full names behind bodies, outlets and short forms that are no person's, within one report."""

from collections import Counter
from collections.abc import Mapping, Sequence

from onrecord.annotate.candidates import Candidate
from onrecord.language import Language
from onrecord.language.names import Body, find_body, name_key
from onrecord.records.annotation import EntityKind, MentionForm

BODIES = (EntityKind.ORGANISATION, EntityKind.GOVERNMENT, EntityKind.MEDIA)
SMALL = frozenset({"of", "for", "and", "the", "on", "in", "to", "&"})
FOR = frozenset({"of", "for", "on"})  # behind the head of a body's name
BETWEEN = 2  # words in lower case between a name and its short form in brackets
SHORT = 2  # letters; a shorter acronym is not looked up by initials


def name_others(candidates: Sequence[Candidate], *, language: Language) -> None:
    """Sets `name` of every candidate that is no person."""
    others = [c for c in candidates if c.kind is not EntityKind.PERSON]
    _name_known(others)
    unknown = [c for c in others if c.known is None]
    acronyms = _read_acronyms([c for c in others if c.known is None or c.kind in BODIES])
    longer = _list_longer(unknown)
    main = _main_countries(candidates)
    outlets = _outlets_by_last_word(others)
    for candidate in unknown:
        key = name_key(candidate.text)
        if len(outlets.get(key, ())) == 1:
            (candidate.name,), candidate.kind = outlets[key], EntityKind.MEDIA
            continue
        full = acronyms.get(key) or longer.get(key)
        body = _find_body(full or candidate.text, candidate, main, language)
        if body:
            candidate.country = body.country or candidate.country
            candidate.kind = EntityKind.GOVERNMENT if body.country else EntityKind.ORGANISATION
        candidate.name = body.name if body else full or candidate.text


def _outlets_by_last_word(candidates: Sequence[Candidate]) -> Mapping[str, set[str]]:
    """Known outlets that the report names in full, by the word that they go by afterwards: "the Chronicle"."""
    out: dict[str, set[str]] = {}
    for candidate in candidates:
        words = candidate.text.split()
        if candidate.known and candidate.kind is EntityKind.MEDIA and len(words) > 1 and candidate.name:
            out.setdefault(name_key(words[-1]), set()).add(candidate.name)
    return out


def _name_known(candidates: Sequence[Candidate]) -> None:
    """A known body goes by its table name where the report prints that, else by the longest form printed."""
    printed: dict[str, Counter[str]] = {}
    for candidate in candidates:
        if candidate.known:
            printed.setdefault(candidate.known.name, Counter())[candidate.text] += 1
    for candidate in candidates:
        known = candidate.known
        if known is None:
            continue
        is_state = known.name == known.country or known.kind in (EntityKind.PLACE, EntityKind.GROUP)
        candidate.name = known.name if is_state else _pick_form(known.name, printed[known.name])


def _pick_form(name: str, forms: Counter[str]) -> str:
    keys = {name_key(f) for f in forms}
    if name_key(name) in keys:
        return name
    return max(forms, key=lambda f: (len(f), f))


def _read_acronyms(candidates: Sequence[Candidate]) -> Mapping[str, str]:
    """Full names by acronym: "Syrian Democratic Forces (SDF)", or by initials where the report has both."""
    out: dict[str, str] = {}
    longs = [c for c in candidates if len(c.text.replace("-", " ").split()) > 1]
    for candidate in longs:
        at = candidate.last
        pieces = candidate.line.pieces
        while at - candidate.last < BETWEEN and at < len(pieces) and pieces[at].text.islower():
            at += 1  # "the National Sea Alliance party (NASA)"
        after = pieces[at : at + 3]
        if len(after) == 3 and after[0].text == "(" and after[2].text == ")" and after[1].is_capital:
            out[name_key(after[1].text)] = candidate.text
    initials = {_initials(c.text): c.text for c in longs}
    for candidate in candidates:
        letters = candidate.text.replace(".", "")
        if letters.isupper() and len(letters) > SHORT and letters in initials:
            out.setdefault(name_key(candidate.text), initials[letters])
    return out


def _initials(name: str) -> str:
    return "".join(w[0] for w in name.replace("-", " ").split() if w.lower() not in SMALL).upper()


def _list_longer(candidates: Sequence[Candidate]) -> Mapping[str, str]:
    """Full names by the part of them that the report also uses alone: "the Press Herald", "the Academy"."""
    bodies = [c for c in candidates if c.kind in BODIES]
    keys = {name_key(c.text): c.text for c in bodies}
    out: dict[str, str] = {}
    for key in keys:
        words = key.split()
        fits = [text for other, text in keys.items() if len(other) > len(key) and _is_part(words, other.split())]
        if len(fits) == 1 or (fits and len(words) > 1):
            out[key] = max(fits, key=len)
    return out


def _is_part(short: list[str], long: list[str]) -> bool:
    size = len(short)
    heads = [n for n in range(1, len(long)) if long[n] in FOR]  # "Harbour | Observatory | for Whales"
    is_head = size == 1 and any(long[n - 1] == short[0] for n in heads)
    return bool(short) and (long[-size:] == short or long[:size] == short or is_head)


def _main_countries(candidates: Sequence[Candidate]) -> Mapping[int, str]:
    """By line: the country that a body without one belongs to there.

    That is the first one named in the line or in the one before, if the report names it more than once; else the
    one that it names most.
    """
    total = Counter(c.country for c in candidates if c.country)
    if not total:
        return {}
    first: dict[int, str] = {}
    for candidate in candidates:
        if candidate.country and total[candidate.country] > 1:
            first.setdefault(candidate.line.number, candidate.country)
    last = max(c.line.number for c in candidates)
    top = min(total.items(), key=lambda kv: (-kv[1], kv[0]))[0]
    return {line: first.get(line) or first.get(line - 1) or top for line in range(last + 1)}


def _find_body(text: str, candidate: Candidate, main: Mapping[int, str], language: Language) -> Body | None:
    if candidate.kind not in (EntityKind.ORGANISATION, EntityKind.GOVERNMENT):
        return None
    country = candidate.country or main.get(candidate.line.number)
    return find_body(text, country, language=language)


def form_of(candidate: Candidate) -> MentionForm:
    """How the name is put."""
    if candidate.known and candidate.known.form is not MentionForm.NAME:
        return candidate.known.form
    letters = candidate.text.replace(".", "").replace("-", "")
    if letters.isupper() and 1 < len(letters) <= 6 and not candidate.line.is_shouted:
        return MentionForm.ACRONYM
    is_short = candidate.name is not None and name_key(candidate.name) != name_key(candidate.text)
    return MentionForm.SHORT if is_short and candidate.known is None else MentionForm.NAME
