"""The command line as a whole: its verbs, its help, its cost, and the mapping of errors."""

import importlib
import inspect
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
import typer

import onrecord as package
from onrecord import errors
from onrecord.interfaces import problems
from onrecord.interfaces.cli import main

HEAVY = ("spacy", "sqlalchemy", "alembic", "trafilatura", "rich", "numpy", "onnxruntime", "rapidfuzz")


def _loaded_after(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print('\\n'.join(sys.modules))"],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.split())


def test_importing_onrecord_does_no_work() -> None:
    loaded = _loaded_after("import onrecord")
    assert not loaded & set(HEAVY)
    assert {m for m in loaded if m.startswith("onrecord")} == {"onrecord"}


def test_help_loads_nothing_heavy() -> None:
    loaded = _loaded_after("from onrecord.interfaces.cli import main\nmain.build(['--help'])")
    assert not loaded & set(HEAVY)
    assert not {m for m in loaded if m.startswith(("onrecord.records", "onrecord.views", "onrecord.case"))}


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (["--case", "talvi", "brief", "story"], ["brief", "--case", "talvi", "story"]),
        (["--case=talvi", "brief"], ["brief", "--case=talvi"]),
        (["brief", "--case", "talvi"], ["brief", "--case", "talvi"]),
        (["--help"], ["--help"]),
        (["--case"], ["--case"]),
        ([], []),
    ],
)
def test_case_may_be_named_before_the_verb(typed: list[str], read: list[str]) -> None:
    assert main.put_case_behind(typed) == read


def test_public_names_are_these() -> None:
    assert package.__all__ == [
        "AddResult",
        "Case",
        "Casebook",
        "ExportError",
        "InputError",
        "ModelError",
        "NotFound",
        "OnrecordError",
        "PluginError",
        "SearchHit",
        "SettingsError",
        "StoreError",
        "__version__",
        "init",
        "open",
    ]
    for name in package.__all__:
        assert getattr(package, name) is not None
    assert dir(package) == sorted(package.__all__)
    with pytest.raises(AttributeError, match="no attribute 'Reporter'"):
        _ = package.Reporter


def test_help_says_of_each_verb_what_the_verb_says_of_itself() -> None:
    said = {}
    for module in {home for home, _ in main.VERBS.values()}:
        app = typer.Typer()
        importlib.import_module(f"onrecord.interfaces.cli.{module}").register(app)
        for command in app.registered_commands:
            assert command.name is not None
            first = (inspect.getdoc(command.callback) or "").split("\n\n")[0]
            said[command.name] = (module, " ".join(first.split()))
    assert said == dict(main.VERBS)


@pytest.mark.parametrize("verb", sorted(main.VERBS))
def test_every_verb_has_help(onrecord: Callable[..., Any], verb: str) -> None:
    done = onrecord(verb, "--help")
    assert done.code == 0
    assert f"onrecord {verb}" in done.out


def test_help_lists_every_verb(onrecord: Callable[..., Any]) -> None:
    done = onrecord("--help")
    assert done.code == 0
    assert all(f"\n  {verb} " in done.out for verb in main.VERBS)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.OnrecordError("x"), 1),
        (errors.InputError("x"), 2),
        (errors.SettingsError("x"), 2),
        (errors.StoreError("x"), 1),
        (errors.NotFound("x"), 5),
        (errors.ModelError("x"), 1),
        (errors.PluginError("x"), 1),
    ],
)
def test_every_error_has_an_exit_code(error: errors.OnrecordError, code: int) -> None:
    assert problems.exit_code(error) == code


def test_no_error_is_left_out() -> None:
    family = {errors.OnrecordError, *errors.OnrecordError.__subclasses__()}
    assert len({e.kind for e in family}) == len(family) == 8


def test_problem_says_what_where_and_the_cure() -> None:
    error = errors.InputError("The line has no text.", where="line 3", help="Give it one.")
    assert problems.body(error) == {
        "kind": "input",
        "message": "The line has no text.",
        "where": "line 3",
        "help": "Give it one.",
    }
    assert problems.sentence(error) == "The line has no text. Give it one."
