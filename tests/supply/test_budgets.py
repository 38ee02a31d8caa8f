"""What a short command loads and what is handed out stay small: counted, not timed."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

READERS = frozenset({"onnxruntime", "ray", "spacy", "thinc", "tokenizers", "torch", "trafilatura"})
STORES = frozenset({"alembic", "psycopg", "pyarrow", "sqlalchemy"})
FACES = frozenset({"fastapi", "mcp", "rich", "uvicorn"})
UNSHOWN = READERS | FACES | {"alembic", "altair", "httpx", "numpy", "pandas", "psycopg", "pyarrow", "pydantic"}
SLOW = READERS | STORES | FACES | {"lxml", "numpy", "pandas", "rapidfuzz"}
PROBE = """
import json, runpy, sys
sys.argv = ["onrecord", *json.loads(sys.argv[1])]
try:
    runpy.run_module("onrecord", run_name="__main__")
except SystemExit:
    pass
sys.stdout.flush()
sys.stderr.write("\\n" + json.dumps(sorted(sys.modules)))
"""


def _modules(*words: str) -> set[str]:
    """Every module that is loaded once the command has run."""
    command = [sys.executable, "-c", PROBE, json.dumps(words)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    return set(json.loads(done.stderr.splitlines()[-1]))


def _packages(modules: set[str]) -> set[str]:
    return {name.partition(".")[0] for name in modules}


@pytest.mark.parametrize(("words", "most"), [(("--help",), 220), (("--version",), 220), (("add", "--help"), 360)])
def test_help_loads_few_modules_and_none_that_is_slow(words: tuple[str, ...], most: int) -> None:
    modules = _modules(*words)
    assert not _packages(modules) & SLOW
    assert len(modules) <= most


@pytest.mark.parametrize(
    ("words", "most"),
    [
        (("stories",), 520),
        (("brief", "talvi"), 520),
        (("figures", "talvi"), 520),
        (("timeline", "talvi"), 520),
        (("diff", "talvi"), 520),
        (("claims", "talvi"), 520),
        (("show", "s1@talvi"), 520),
        (("search", "missiles"), 480),
        (("export", "--to", "jsonl"), 560),
    ],
    ids=lambda given: given[0] if isinstance(given, tuple) else "",
)
def test_verb_that_only_shows_loads_nothing_that_it_does_not_need(
    words: tuple[str, ...], most: int, example_case: Path
) -> None:
    modules = _modules(*words, "--case", str(example_case))
    assert modules & {"sqlalchemy", "onrecord.store.shelf"}  # it did run, off the store or off what is kept
    assert not _packages(modules) & UNSHOWN
    assert not {m for m in modules if m.startswith(("onrecord.annotate", "onrecord.extract", "onrecord.reading"))}
    assert not {m for m in modules if m.startswith(("onrecord.sources", "onrecord.case.network", "onrecord.pool"))}
    assert len(modules) <= most
