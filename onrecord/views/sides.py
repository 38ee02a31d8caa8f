"""Who says a thing that a draft states as fact, and who denies it."""

import re
from collections.abc import Sequence

from onrecord.compare.words import list_stems
from onrecord.language import Language
from onrecord.records.finding import SpeakerKind, Stance, Statement
from onrecord.views.standing import OPPOSING, is_silent
from onrecord.views.support import Library, Passage, Wanted
from onrecord.views.verdicts import Remark, Verdict

DENIED = 0.5  # share of the sentence's topic words in the passage that denies it
RELATED = 0.3  # the same in one that denies what the others lack
MOSTLY = 0.5  # of the share of words that the best statement has, for another to bear a sentence out too
SHOWN = 3
JOINT = re.compile(r"^both\b", re.IGNORECASE)  # "both sides said": no side alone


def check_sides(library: Library, passages: Sequence[Passage], wanted: Wanted) -> Remark:
    """Whether the passages that bear a sentence out speak for one side alone, or against another's denial."""
    index = library.index
    own = [p for p in passages if not p.statements]
    told = _list_bearing(passages, wanted, library.language)
    said = [s for s in told if not is_silent(s) and s.stance is not Stance.DENIES]
    sides: dict[str, Statement] = {}
    for statement in said:
        side = index.side_of(statement) or index.speaker_name(statement) or "somebody who is not named"
        sides.setdefault(side, statement)
    against = _denying(library, said, wanted, frozenset(sides))
    denials = "".join(f"; {index.speaker_name(s) or 'somebody'} denies it" for s in against)
    if not sides and not own:
        return library.remark(Verdict.NOT_SAID, "nobody says so in as many words", passages[0])
    if against:
        who = " and ".join(list(sides)[:SHOWN]) or (own[0].report.outlet or own[0].report.doc)
        return library.remark(Verdict.ONE_SIDE, f"stated as fact; {who} says so{denials}", [*sides.values(), *against])
    is_joint = any(s.speaker.members or JOINT.match(s.speaker.name or "") for s in sides.values())
    if own or len(sides) > 1 or is_joint or any(_is_named_in(library, s, wanted) for s in sides.values()):
        names = " and ".join(list(sides)[:SHOWN])
        voice = "the report's own words" if own and not names else f"said by {names}"
        return library.remark(Verdict.OK, voice, [*sides.values()][:SHOWN] or own[0])
    (side, statement) = next(iter(sides.items()))
    return library.remark(Verdict.ONE_SIDE, f"stated as fact; only {side} says so", [statement])


def _list_bearing(passages: Sequence[Passage], wanted: Wanted, language: Language) -> list[Statement]:
    """The statements that bear a sentence out: not those that a report sets beside them about something else."""
    every = [(p, s) for p in passages for s in p.statements]
    shares = [wanted.share(content_stems(p, s, language)) for p, s in every]
    most = max(shares, default=0.0)
    return [s for (_, s), share in zip(every, shares, strict=True) if share >= MOSTLY * most]


def content_stems(passage: Passage, statement: Statement, language: Language) -> list[str]:
    """The topic words of a statement of a passage."""
    return [w for s in statement.content for w in list_stems(s.of(passage.report.text), language=language)]


def _is_named_in(library: Library, statement: Statement, wanted: Wanted) -> bool:
    """True where the sentence itself names the person who says so."""
    name = library.index.speaker_name(statement)
    if name is None or statement.speaker.kind is not SpeakerKind.PERSON:
        return False
    return list_stems(name, language=library.language)[-1:] in ([n] for n in wanted.names)


def _denying(library: Library, said: Sequence[Statement], wanted: Wanted, sides: frozenset[str]) -> list[Statement]:
    """One statement a party that denies: by relation to what is said, or by its words."""
    index = library.index
    found: dict[str | None, Statement] = {}
    for statement in said:
        for relation in index.relations.get(statement.id, ()):
            other = index.statements.get(relation.a if relation.b == statement.id else relation.b)
            if relation.kind in OPPOSING and other is not None and other.stance is Stance.DENIES:
                found.setdefault(index.side_of(other), other)
    for _, passage in library.find(wanted, least=DENIED):
        for other in passage.statements:
            if other.stance is Stance.DENIES:
                found.setdefault(index.side_of(other), other)
    return [s for side, s in found.items() if side not in sides][:SHOWN]


def denials_among(library: Library, wanted: Wanted, missing: str) -> list[Statement]:
    """Denials that have the words which the passages that bear the rest out lack."""
    gone = {stem for stem, printed in wanted.printed.items() if printed in missing.split()}
    found = [
        s
        for _, p in library.find(wanted, least=RELATED)
        for s in p.statements
        if s.stance is Stance.DENIES and gone and len(gone & p.words) * 2 > len(gone)
    ]
    return found[:1]
