"""Whatever a client sends, the API answers as its own description says."""

import shutil
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

import onrecord
from onrecord.interfaces.rest.app import PATH, create_api
from onrecord.interfaces.web.app import create_app
from onrecord.interfaces.web.options import ServeOptions

EXAMPLES_EACH = 10  # requests of each route


# A day such as 2031-02-30 fits the description and is still refused, so what is refused is not held against it.
UNHELD = ("positive_data_acceptance",)


def _write_lines(_: Any, value: Any) -> bytes:
    return str(value).encode("utf-8", "surrogatepass")


@pytest.fixture(scope="module")
def described(example_case: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The description of an editable server over the example story."""
    schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed (extra ci)")
    folder = tmp_path_factory.mktemp("described") / "case"
    shutil.copytree(example_case, folder)
    case = onrecord.open(folder)
    options = ServeOptions(can_edit=True, names=("testserver",))
    app = create_app(case, options=options, mounts={PATH: partial(create_api, can_edit=True)})
    schemathesis.serializer("application/x-ndjson")(_write_lines)
    return schemathesis.openapi.from_asgi(f"{PATH}/openapi.json", app)


def test_no_request_is_answered_otherwise_than_described(described: Any) -> None:
    checks = pytest.importorskip("schemathesis.specs.openapi.checks")
    unheld = [getattr(checks, name) for name in UNHELD]
    tried = 0
    for found in described.get_all_operations():
        operation = found.ok()

        @settings(max_examples=EXAMPLES_EACH, deadline=None, suppress_health_check=list(HealthCheck), database=None)
        @given(operation.as_strategy())
        def ask(case: Any) -> None:
            case.call_and_validate(excluded_checks=unheld)

        ask()
        tried += 1
    assert tried > 25
