"""Verbs by which people decide: review, merge, split, grade, undo."""

import difflib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.errors import InputError
from onrecord.interfaces.cli.common import (
    CaseOption,
    JsonOption,
    OutputOption,
    PlainOption,
    StoryOption,
    open_case,
    result_stream,
    say,
    write_json_lines,
)
from onrecord.records import wire
from onrecord.records.decision import Action, Choice, Decision, Grade, Matter, list_undone, tell

if TYPE_CHECKING:
    from onrecord.case import Case

Things = Annotated[list[str], typer.Argument(metavar="ID...", help="Labels (s4, c2, a3, r1), ids, slugs or names.")]
ByOption = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who decides [default: the setting user].")]
ReasonOption = Annotated[str | None, typer.Option("--because", metavar="WORDS", help="Why.")]
AS_HELP = "What they are to be one or apart as, where that is not clear: claim, origin, story or entity."
AsOption = Annotated[Matter | None, typer.Option("--as", metavar="KIND", help=AS_HELP)]


NAMED = 5  # outlets that are named to who grades one that no report is from


def register(app: typer.Typer) -> None:
    """Add the verbs of this module to the application."""
    app.command("review")(review)
    app.command("merge")(merge)
    app.command("split")(split)
    app.command("grade")(grade)
    app.command("undo")(undo)


def review(
    statements: Annotated[
        list[str] | None, typer.Argument(metavar="[ID...]", help="Statements: labels (s4) or ids.", show_default=False)
    ] = None,
    accept: Annotated[bool, typer.Option("--accept", help="They were read rightly.")] = False,
    reject: Annotated[bool, typer.Option("--reject", help="They are no statements; leave them out.")] = False,
    edit: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="FIELD=VALUE", help="Correct: speaker, stance, certainty, manner, content, said."
        ),
    ] = None,
    listing: Annotated[bool, typer.Option("--list", help="Every decision taken, undone ones too.")] = False,
    reason: ReasonOption = None,
    by: ByOption = None,
    case_folder: CaseOption = None,
    story: StoryOption = None,
    as_json: JsonOption = False,
    plain: PlainOption = False,
    output: OutputOption = "-",
) -> None:
    """Accept, reject or edit statements; without any, list what was decided."""
    if listing or not statements:
        with open_case(case_folder) as opened:
            _list(opened, as_json=as_json, plain=plain, output=output)
        return
    changes = tuple(_read_change(each) for each in edit or ())
    if accept + reject + bool(changes) != 1:
        raise InputError("Say one of --accept, --reject or --set.", help="For example: onrecord review s4 --accept.")
    action = Action.ACCEPT if accept else Action.REJECT if reject else Action.EDIT
    choice = Choice(action=action, things=tuple(statements), changes=changes, reason=reason)
    _decide(case_folder, choice, by=by, story=story)


def merge(
    things: Things,
    kind: AsOption = None,
    reason: ReasonOption = None,
    by: ByOption = None,
    case_folder: CaseOption = None,
    story: StoryOption = None,
) -> None:
    """Say that things are one: claims, names, stories or origins."""
    choice = Choice(action=Action.MERGE, things=tuple(things), matter=kind, reason=reason)
    _decide(case_folder, choice, by=by, story=story)


def split(
    things: Things,
    others: Annotated[list[str], typer.Option("--from", metavar="ID", help="What they are not; may be repeated.")],
    kind: AsOption = None,
    reason: ReasonOption = None,
    by: ByOption = None,
    case_folder: CaseOption = None,
    story: StoryOption = None,
) -> None:
    """Say that things are not the same: statements of a claim, names, reports of a story."""
    choice = Choice(action=Action.SPLIT, things=tuple(things), others=tuple(others), matter=kind, reason=reason)
    _decide(case_folder, choice, by=by, story=story)


def grade(
    outlet: Annotated[str | None, typer.Argument(metavar="[OUTLET]", show_default=False, help="Its name.")] = None,
    given: Annotated[
        str, typer.Argument(metavar="[GRADE]", show_default=False, help="A letter A-F and a digit 1-6: B2.")
    ] = "",
    reason: ReasonOption = None,
    by: ByOption = None,
    case_folder: CaseOption = None,
    as_json: JsonOption = False,
    output: OutputOption = "-",
) -> None:
    """Grade an outlet after the Admiralty scale; without one, list the grades given."""
    if outlet is None:
        with open_case(case_folder) as opened:
            grades = opened.casebook().grades
        with result_stream(output) as stream:
            if as_json:
                write_json_lines(stream, (wire.typed(g) for g in grades))
            else:
                stream.writelines(f"{_grade_line(g)}\n" for g in grades)
        if not grades:
            say("No outlet is graded; all stand at F6. Grade one: onrecord grade OUTLET B2")
        return
    choice = Choice(action=Action.GRADE, things=(outlet,), changes=(("grade", given),), reason=reason)
    with open_case(case_folder) as opened:
        say(_line(opened.decide(choice, by=by)))
        outlets = sorted({r.outlet for r in opened.casebook().reports if r.outlet})
    if outlet not in outlets:
        near = difflib.get_close_matches(outlet, outlets) or outlets[:NAMED]
        told = f" It has: {', '.join(near)}." if near else ""
        say(f"No report of the case is from '{outlet}' yet: the grade waits for one.{told} Take it back: onrecord undo")


def undo(
    decision: Annotated[
        str, typer.Argument(metavar="[ID]", show_default=False, help="A decision [default: the latest that counts].")
    ] = "",
    by: ByOption = None,
    case_folder: CaseOption = None,
) -> None:
    """Take a decision back; to take back an undoing is to do it again."""
    with open_case(case_folder) as opened:
        taken = opened.undo(decision, by=by)
        undone = next(d for d in opened.decisions() if d.id in taken.things)
    say(f"Undone: {_line(undone)}")


def _decide(folder: Path | None, choice: Choice, *, by: str | None, story: str | None) -> None:
    with open_case(folder) as opened:
        say(_line(opened.decide(choice, by=by, story=story)))


def _list(opened: "Case", *, as_json: bool, plain: bool, output: str) -> None:
    decisions = opened.decisions()
    undone = list_undone(decisions)
    with result_stream(output) as stream:
        if as_json:
            write_json_lines(stream, ({**wire.typed(d), "counts": d.id not in undone} for d in decisions))
        elif plain:
            stream.writelines("\t".join((d.id, *_cells(d))) + "\n" for d in decisions)
        else:
            stream.writelines(f"{_line(d)}{'  (no longer counts)' if d.id in undone else ''}\n" for d in decisions)
    if not decisions:
        say("Nothing has been decided by hand. For example: onrecord review s4 --accept")


def _cells(decision: Decision) -> tuple[str, ...]:
    changes = " ".join(f"{k}={v}" for k, v in decision.changes)
    who = decision.at.isoformat(), decision.by
    return *who, decision.action.value, decision.matter.value, " ".join(decision.things), changes, decision.reason or ""


def _line(decision: Decision) -> str:
    between = "with" if decision.action is Action.MERGE else "from"
    things = _few(decision.things) + (f" {between} {_few(decision.others)}" if decision.others else "")
    changes = "".join(f" {k}={v}" for k, v in decision.changes)
    return f"{decision.id}  {decision.matter.value} {things}{changes}: {tell(decision)}"


def _few(things: Sequence[str]) -> str:
    return ", ".join(things[:3]) + (f" and {len(things) - 3} more" if things[3:] else "")


def _grade_line(grade: Grade) -> str:
    who = f"by {grade.by}" if grade.by else "in onrecord.toml"
    return f"{grade.letter}{grade.digit}  {grade.outlet}  {who}"


def _read_change(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise InputError(f"'{text}' is no FIELD=VALUE.", where=text, help="For example: --set speaker=NAME.")
    return name.strip(), value.strip()
