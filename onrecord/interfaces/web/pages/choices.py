"""What the fields of a form decide."""

from starlette.datastructures import FormData

from onrecord.errors import InputError
from onrecord.records.decision import Action, Choice, Matter

FIELDS = ("speaker", "stance", "certainty", "manner", "said")


def read_review(form: FormData) -> Choice:
    """Accepting, rejecting, or editing: what differs from what was shown."""
    action = _action(form, (Action.ACCEPT, Action.REJECT, Action.EDIT))
    changes: tuple[tuple[str, str], ...] = ()
    if action is Action.EDIT:
        given = ((name, str(form.get(name, "")).strip(), str(form.get(f"was_{name}", ""))) for name in FIELDS)
        changes = tuple((name, value) for name, value, was in given if value and value != was)
        if not changes:
            raise InputError("Nothing was changed.", where="edit", help="Change a field, or accept the statement.")
    return Choice(action=action, things=_all(form, "thing"), changes=changes, reason=_reason(form))


def read_arrangement(form: FormData) -> Choice:
    """Merging and setting apart, of claims and origins."""
    action = _action(form, (Action.MERGE, Action.SPLIT))
    matter = str(form.get("matter", ""))
    if matter not in list(Matter):
        raise InputError(f"'{matter}' cannot be arranged.", where="matter", help="Claims and origins can.")
    things, others = _all(form, "thing"), _all(form, "other")
    if not things:
        raise InputError("Nothing was chosen.", where="thing", help="Tick at least one box.")
    return Choice(action=action, things=things, others=others, matter=Matter(matter), reason=_reason(form))


def read_grade(form: FormData) -> Choice:
    """An Admiralty grade: letter and digit."""
    grade = f"{form.get('letter', '')}{form.get('digit', '')}"
    return Choice(action=Action.GRADE, things=_all(form, "thing"), changes=(("grade", grade),), reason=_reason(form))


def _action(form: FormData, allowed: tuple[Action, ...]) -> Action:
    given = str(form.get("action", ""))
    if given not in list(allowed):
        known = ", ".join(allowed)
        raise InputError(f"'{given}' is no decision here.", where="action", help=f"Known: {known}.")
    return Action(given)


def _all(form: FormData, name: str) -> tuple[str, ...]:
    return tuple(str(v).strip() for v in form.getlist(name) if str(v).strip())


def _reason(form: FormData) -> str | None:
    return " ".join(str(form.get("reason", "")).split()) or None
