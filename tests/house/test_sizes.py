"""Rooms stay small enough to be read at one sitting."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2] / "onrecord"
MODULES = sorted(p for p in ROOT.rglob("*.py") if "migrations" not in p.parts)
MAX_MODULE = 400
MAX_FUNCTION = 60
MAX_PARAMETERS = 6


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_module_stays_within_the_house_sizes(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= MAX_MODULE, f"{path.name} has more than {MAX_MODULE} lines: split it by subject"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= MAX_FUNCTION, f"{path.name}:{node.name} has {length} lines"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_module_says_why_it_exists(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert not tree.body or ast.get_docstring(tree), f"{path.name} opens without a docstring"


def test_no_module_is_a_drawer_for_anything() -> None:
    names = {p.stem for p in MODULES}
    assert not names & {"utils", "util", "helpers", "common_utils", "misc", "tools"}
