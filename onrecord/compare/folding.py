"""Acts of saying that are one behind several names: a body and whoever speaks for it, a paper and whoever wrote it.

An origin counts once for each act that can be told apart from the others.  "The Pentagon" beside its spokeswoman,
"Ostria" beside its air force, "the indictment" beside the prosecutors cannot, and unknown is not independent.
"""

import functools
from collections.abc import Callable, Sequence

from onrecord.compare.keys import Key
from onrecord.compare.people import Who
from onrecord.compare.words import fold, list_stems
from onrecord.language import Language
from onrecord.records.finding import SpeakerKind

Group = tuple[list[Key], list[str]]  # statements of one act, and why they are one
Judge = Callable[[Who, Who, Language], str | None]
FORMS = 4096  # names of speakers that are remembered: every two of a claim are asked about
ORGAN_WORDS = 0.4  # of the shorter content's topic words: less of them, and the whole says another thing than its organ


def fold_acts(groups: Sequence[Group], *, language: Language) -> list[Group]:
    """The groups, those that cannot be told apart as one; the one whose name tells more comes first in it."""
    for judge in (_one_paper, _one_prosecution, _one_staff, _wrote, _employs, _speaks_for):
        groups = _fold(groups, judge, language)
    return _fold(groups, _is_organ, language, least=ORGAN_WORDS)


def share_words(a: Key, b: Key) -> float:
    """The share of the shorter content's topic words that stand in the other's."""
    least = min(len(a.stems), len(b.stems))
    return len(a.stems & b.stems) / least if least else 0.0


def _fold(groups: Sequence[Group], judge: Judge, language: Language, *, least: float = 0.0) -> list[Group]:
    """Every group whose name tells less goes with the nearest of those that the judge finds for it.

    The two must share `least` of their words at least.
    """
    said = [(list(members), list(reasons)) for members, reasons in groups]
    place = list(range(len(said)))  # of each group, the one that holds it now
    for n, (members, _) in enumerate(groups):
        found = [
            (m, why)
            for m, (others, _) in enumerate(groups)
            if place[m] == m != n
            and (why := judge(others[0].origin, members[0].origin, language))
            and _share_most(others, members) >= least
        ]
        if found:
            m, why = max(found, key=lambda f: _share_most(groups[f[0]][0], members))
            said[m][0].extend(said[n][0])
            said[m][1].extend((*said[n][1], why))
            place[n] = m
            place = [m if p == n else p for p in place]
    return [group for n, group in enumerate(said) if place[n] == n]


def _share_most(some: Sequence[Key], others: Sequence[Key]) -> float:
    return max(share_words(a, b) for a in some for b in others)


def _employs(person: Who, staff: Who, language: Language) -> str | None:
    """A person's own office, campaign or team says what that person has it say."""
    if person.kind is not SpeakerKind.PERSON or not person.is_named or staff.kind is SpeakerKind.PERSON:
        return None
    words = fold(staff.name or "").replace("'s", "").split()
    is_staff = bool(words) and bool(language.words("relations", "staffs") & {words[0], words[-1]})
    is_theirs = any(family in words for family in fold(person.name or "").split()[-1:])
    return f"{staff.name} speaks for {person.name}" if is_staff and is_theirs else None


def _one_staff(a: Who, b: Who, language: Language) -> str | None:
    """The staff of one person under two names: "the Brandt campaign" and "the Brandt team"."""
    words = [fold(who.name or "").replace("'s", "").split() for who in (a, b)]
    staffs = language.words("relations", "staffs")
    is_staff = all(len(w) > 1 and w[-1] in staffs for w in words)
    return f"“{a.name}” and “{b.name}” are of one staff" if is_staff and words[0][:-1] == words[1][:-1] else None


def _speaks_for(person: Who, body: Who, language: Language) -> str | None:
    """When an office, or what somebody not named is called, begins with the body's name: "Pentagon spokesman"."""
    if not body.is_named or body.offices:
        return None
    called = person.offices if person.is_named else person.forms
    is_voice = any(fold(office).startswith(f"{fold(form)} ") for office in called for form in body.forms)
    return f"{person.name} speaks for {body.name}" if is_voice else None


def _is_organ(organ: Who, whole: Who, language: Language) -> str | None:
    """A side that is cited as a whole, where somebody of it is cited too: "Ostria" beside its air force."""
    is_whole = whole.is_named and whole.party is not None and fold(whole.name or "") == fold(whole.party)
    if not is_whole or organ.party != whole.party or fold(organ.name or "") == fold(whole.party or ""):
        return None
    return f"who speaks for {whole.name} is not said, and {organ.name} is of it"


def _one_paper(a: Who, b: Who, language: Language) -> str | None:
    """Papers that are called the same: "the indictment" in two reports."""
    if a.kind is not SpeakerKind.DOCUMENT or b.kind is not SpeakerKind.DOCUMENT or a.name is None or b.name is None:
        return None
    one, other = (set(list_stems(w.name or "", language=language)) for w in (a, b))
    is_one = bool(one and other) and (one <= other or other <= one)
    return f"“{a.name}” and “{b.name}” may be one paper" if is_one else None


def _wrote(author: Who, paper: Who, language: Language) -> str | None:
    """A paper that is called after its author: "the trustees report" beside "trustees of the fund"."""
    if paper.kind is not SpeakerKind.DOCUMENT or author.kind is SpeakerKind.DOCUMENT or not author.name:
        return None
    words = set(list_stems(paper.name or "", language=language))
    heads = [list_stems(form.split(" of ")[0], language=language)[-1:] for form in author.forms]
    is_named_after = any(head and head[0] in words for head in heads)
    return f"“{paper.name}” is called after {author.name}" if is_named_after else None


def _one_prosecution(a: Who, b: Who, language: Language) -> str | None:
    """Those who bring a charge and what they bring it with speak with one voice."""
    if a.party and b.party and a.party != b.party and a.is_named and b.is_named:
        return None
    for who in (a, b):
        if not any(_is_of_prosecution(form, language) for form in (*who.forms, *who.offices)):
            return None
    return f"“{a.name}” and “{b.name}” bring one charge"


@functools.lru_cache(maxsize=FORMS)
def _is_of_prosecution(form: str, language: Language) -> bool:
    words = f" {fold(form)} "
    return any(f" {known} " in words for known in language.words("relations", "prosecution"))
