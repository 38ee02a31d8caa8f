"""Applications over the example story, and a client that speaks to them as a browser on this machine does."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from onrecord import case
from onrecord.interfaces.web.app import create_app
from onrecord.interfaces.web.options import ServeOptions

HOME = "http://127.0.0.1:8731"


@pytest.fixture(scope="session")
def pages(example_case: Path) -> Iterator[TestClient]:
    """A reader of the example story."""
    with case.open(example_case) as opened, TestClient(create_app(opened), base_url=HOME) as client:
        yield client


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., TestClient]]:
    """A function that serves a copy of a case folder with these options."""
    with ExitStack() as stack:

        def start(folder: Path, **options: object) -> TestClient:
            copy = tmp_path / "copy"
            shutil.copytree(folder, copy, dirs_exist_ok=True)
            opened = stack.enter_context(case.open(copy))
            app = create_app(opened, options=ServeOptions(**options))
            return stack.enter_context(TestClient(app, base_url=HOME))

        yield start


@pytest.fixture(scope="session")
def story(pages: TestClient) -> str:
    """The address of the story with most reports."""
    return str(pages.get("/stories.json").json()["stories"][0]["address"])


@pytest.fixture(scope="session")
def addresses(pages: TestClient, list_addresses: Callable[[Any], dict[str, str]]) -> dict[str, str]:
    """One address of every kind of page."""
    return list_addresses(pages)
