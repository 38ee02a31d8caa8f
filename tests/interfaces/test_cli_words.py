"""Values on the command line: text and paths as they stand, all else as typer reads and refuses it."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import pytest
import typer
from typer.main import get_command

from onrecord.interfaces.cli.words import Root, Verbs

Read = dict[str, Any]
UsageError = typer.BadParameter.__base__ or Exception  # typer names it nowhere in public


@pytest.fixture
def read() -> Callable[..., Read]:
    """A function that gives what a verb is called with for the words typed."""
    got: Read = {}
    app = Verbs(cls=Root, rich_markup_mode=None)

    def verb(
        names: Annotated[list[str], typer.Argument()],
        folder: Annotated[Path | None, typer.Option()] = None,
        also: Annotated[list[Path] | None, typer.Option()] = None,
        limit: Annotated[int, typer.Option(min=1)] = 20,
        plain: Annotated[bool, typer.Option("--plain")] = False,
    ) -> None:
        got.update(names=names, folder=folder, also=also, limit=limit, plain=plain)

    app.command("verb")(verb)
    app.command("other")(lambda: None)
    command = get_command(app)

    def call(*typed: str) -> Read:
        got.clear()
        command(["verb", *typed], standalone_mode=False)
        return got

    return call


def test_text_and_paths_are_read_as_they_stand(read: Callable[..., Read], tmp_path: Path) -> None:
    given = read("a b", "“c”", "--folder", str(tmp_path), "--also", "x", "--also", "no/such", "--plain")
    assert given == {
        "names": ["a b", "“c”"],
        "folder": tmp_path,
        "also": [Path("x"), Path("no/such")],
        "limit": 20,
        "plain": True,
    }


def test_what_is_not_given_is_the_default(read: Callable[..., Read]) -> None:
    given = read("a")
    assert (given["folder"], given["limit"], given["plain"]) == (None, 20, False)
    assert not given["also"]


def test_numbers_are_read_by_typer(read: Callable[..., Read]) -> None:
    assert read("a", "--limit", "3")["limit"] == 3


@pytest.mark.parametrize("typed", [("a", "--limit", "none"), ("a", "--limit", "0"), ()], ids=["word", "low", "missing"])
def test_values_that_do_not_fit_are_refused(read: Callable[..., Read], typed: tuple[str, ...]) -> None:
    with pytest.raises(UsageError):
        read(*typed)
