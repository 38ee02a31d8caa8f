"""Decisions by people: a choice as people name things becomes a decision on things that a rebuild does not change."""

import datetime as dt
import getpass
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from onrecord.errors import InputError, NotFound
from onrecord.records.casebook import Casebook
from onrecord.records.claim import Claim, Entity, Origin, Story
from onrecord.records.decision import Action, Choice, Decision, Grade, Matter, decision_id, in_force
from onrecord.records.finding import Statement
from onrecord.records.report import Report
from onrecord.settings import Settings
from onrecord.views.index import Index, find_record, index_casebook

GRADE = re.compile(r"^(?P<letter>[A-F])(?P<digit>[1-6])?$", re.IGNORECASE)
UNGRADED = "F", "6"  # "reliability cannot be judged", "truth cannot be judged"
OF_STATEMENTS = (Action.ACCEPT, Action.REJECT, Action.EDIT)
Group = Statement | Claim | Origin | Story | Report | Entity
MATTERS: Mapping[type, Matter] = {
    Statement: Matter.STATEMENT,
    Claim: Matter.CLAIM,
    Origin: Matter.ORIGIN,
    Story: Matter.STORY,
    Report: Matter.STORY,
    Entity: Matter.ENTITY,
}


ARRANGED: Mapping[Matter, tuple[type, ...]] = {  # what can be merged and set apart, and what may stand for it
    Matter.CLAIM: (Statement, Claim, Origin),
    Matter.ORIGIN: (Statement, Claim, Origin),
    Matter.STORY: (Statement, Report, Story),
    Matter.ENTITY: (Entity, str),
}


def read_user(settings: Settings) -> str:
    """Who decides: the setting `user`, else whoever is logged in."""
    try:
        return settings["user"] or getpass.getuser()
    except (OSError, KeyError):  # a machine without users, as in a container
        return "somebody"


def make_decision(choice: Choice, book: Casebook, *, by: str, at: dt.datetime) -> Decision:
    """The choice as a decision, its things named by what outlives a rebuild.

    Raises NotFound for a thing that the casebook does not have and InputError for a choice that makes no sense.
    """
    if not choice.things:
        raise InputError("Nothing is named that is to be decided on.", help="Give at least one label or id.")
    if choice.action is Action.GRADE:
        named = replace(choice, matter=Matter.OUTLET, changes=(("grade", _read_grade(choice)),))
    elif choice.action is Action.UNDO:
        named = replace(choice, matter=Matter.DECISION)
    elif choice.action in OF_STATEMENTS:
        named = _review(choice, index_casebook(book))
    else:
        named = _arrangement(choice, index_casebook(book))
    assert named.matter is not None  # every branch sets it
    return Decision(
        id=decision_id(named, by=by, at=at),
        action=named.action,
        matter=named.matter,
        things=named.things,
        others=named.others,
        changes=named.changes,
        reason=named.reason,
        by=by,
        at=at,
    )


def find_undone(wanted: str, decisions: Sequence[Decision]) -> Decision:
    """The decision with that id or beginning of an id; none named: the latest that counts.  Raises NotFound."""
    counting = in_force(decisions)
    if not wanted:
        if not counting:
            raise NotFound("Nothing has been decided that could be undone.", help="See `onrecord review --list`.")
        return counting[-1]
    near = [d for d in decisions if d.id.startswith(wanted)]
    if len(near) != 1:
        message = f"{len(near)} decisions have an id that begins so." if near else f"No decision has the id '{wanted}'."
        raise NotFound(message, where=wanted, help="See their ids with `onrecord review --list`.")
    return near[0]


def _review(choice: Choice, index: Index) -> Choice:
    found = [find_record(index, thing) for thing in choice.things]
    for thing, record in zip(choice.things, found, strict=True):
        if not isinstance(record, Statement):
            raise InputError(
                f"'{thing}' is no statement; only statements are accepted, rejected or edited.",
                where=thing,
                help="Statements have labels like s4.",
            )
    if (choice.action is Action.EDIT) != bool(choice.changes):
        raise InputError("An edit, and only an edit, says what is to be changed.", help="For example: speaker=NAME.")
    return replace(choice, matter=Matter.STATEMENT, things=tuple(r.id for r in found))


def _arrangement(choice: Choice, index: Index) -> Choice:
    """Merging and setting apart: both sides by statements, reports or names."""
    left = [_find(index, thing) for thing in choice.things]
    right = [_find(index, thing) for thing in choice.others]
    matter = choice.matter or _matter_of([*right, *left])
    _refuse_unfit(matter, [*left, *right], (*choice.things, *choice.others))
    if choice.action is Action.MERGE and not right:
        left, right = left[:1], left[1:]
    things = _members(left, matter, index)
    others = tuple(x for x in _members(right, matter, index) if x not in things)
    if not things or not others:
        raise InputError(
            f"To {choice.action.value} takes two different things of one kind.",
            where=" ".join((*choice.things, *choice.others)),
            help="Name both: two claims, names, stories, or a statement and the claim it stands in.",
        )
    if matter in (Matter.CLAIM, Matter.ORIGIN):
        _refuse_two_stories((*things, *others), index)
    return replace(choice, matter=matter, things=things, others=others)


def _refuse_unfit(matter: Matter, found: Sequence[Group | str], named: Sequence[str]) -> None:
    known = ", ".join(kind.value for kind in ARRANGED)
    if matter not in ARRANGED:
        raise InputError(f"No {matter.value} is merged or set apart.", where=matter.value, help=f"As what: {known}.")
    for each, name in zip(found, named, strict=True):
        if not isinstance(each, ARRANGED[matter]):
            raise InputError(f"'{name}' is no {matter.value}, nor part of one.", where=name, help="Leave --as out.")


def _refuse_two_stories(statements: Iterable[str], index: Index) -> None:
    story_of = {c: s for s in index.book.account.stories for c in s.claims}
    claims = [c.id for s in statements for c in index.claims.get(s, ())]
    stories = {story_of[c].slug for c in claims if c in story_of}
    if len(stories) > 1:
        names = " and ".join(sorted(stories))
        raise InputError(f"These stand in two stories, {names}.", where=names, help="Merge the stories first.")


def _find(index: Index, wanted: str) -> Group | str:
    """The record that is meant; a name that is no id stays a name."""
    for origin in (o for c in index.book.account.claims for o in c.origins):
        if origin.id == wanted:
            return origin
    for story in index.book.account.stories:
        if wanted in (story.id, story.slug):
            return story
    try:
        record = find_record(index, wanted)
    except NotFound:
        if any(name == wanted for _, name, _ in index.book.account.names):
            return wanted
        raise
    if isinstance(record, Statement | Claim | Report | Entity):
        return record
    raise InputError(f"'{wanted}' cannot be merged or set apart.", where=wanted, help="Claims, names and stories can.")


def _matter_of(found: Iterable[Group | str]) -> Matter:
    """The kind that the first group among them is of; of statements alone, the claims they stand in."""
    kinds = [Matter.ENTITY if isinstance(x, str) else MATTERS[type(x)] for x in found]
    groups = [k for k in kinds if k is not Matter.STATEMENT] or [Matter.CLAIM]
    if len(set(groups)) > 1:
        told = " and ".join(sorted(k.value for k in set(groups)))
        raise InputError(f"These are things of different kinds: {told}.", help="Name things of one kind.")
    return groups[0]


def _members(found: Iterable[Group | str], matter: Matter, index: Index) -> tuple[str, ...]:
    out: dict[str, None] = {}
    for each in found:
        if isinstance(each, str):
            out[each] = None
        elif isinstance(each, Claim | Origin):
            out |= dict.fromkeys(each.statements)
        elif isinstance(each, Story):
            out |= dict.fromkeys(each.reports)
        elif isinstance(each, Entity):
            out |= dict.fromkeys(_names_of(each, index))
        elif isinstance(each, Statement) and matter is Matter.STORY:
            out[each.evidence.report] = None
        else:
            out[each.id] = None
    return tuple(out)


def _names_of(entity: Entity, index: Index) -> list[str]:
    """The entity's names within reports; one that others have too is named with its report."""
    holders: dict[str, set[str]] = {}
    for _, name, id in index.book.account.names:
        holders.setdefault(name, set()).add(id)
    names = sorted({(report, name) for report, name, id in index.book.account.names if id == entity.id})
    return sorted({name if len(holders[name]) == 1 else f"{report}|{name}" for report, name in names})


def _read_grade(choice: Choice) -> str:
    given = dict(choice.changes).get("grade", "")
    return "".join(split_grade(given))


def split_grade(given: str) -> tuple[str, str]:
    """Letter and digit of an Admiralty grade; a letter alone leaves the digit at 6.  Raises InputError."""
    found = GRADE.match(given.strip())
    if not found:
        raise InputError(
            f"'{given}' is no Admiralty grade.",
            where=given,
            help="Write a letter A-F (reliability of the source) and a digit 1-6 (credibility): B2.",
        )
    return found["letter"].upper(), found["digit"] or UNGRADED[1]


def list_grades(settings: Settings, decisions: Iterable[Decision]) -> tuple[Grade, ...]:
    """The grades of outlets by name: as decided, else as the settings have it; who has none is F6 and not in here."""
    grades: dict[str, Grade] = {}
    for outlet, given in settings["grades"].items():
        letter, digit = split_grade(str(given))
        grades[outlet] = Grade(outlet=outlet, letter=letter, digit=digit, by=None, at=None)
    for decision in decisions:
        if decision.action is Action.GRADE:
            letter, digit = split_grade(dict(decision.changes)["grade"])
            for outlet in decision.things:
                grades[outlet] = Grade(outlet=outlet, letter=letter, digit=digit, by=decision.by, at=decision.at)
    return tuple(grades[outlet] for outlet in sorted(grades))
